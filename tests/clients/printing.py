"""Papers over SSH: a PDF comes through as it was made, out of the session's box."""

import os
import re
import subprocess
import tempfile

from door import run_command, server, transport
from server import PASSWORD, Server
from terminals import Paramiko


def fetch(to, command, name="principal"):
    """ssh HOST COMMAND: status and output, byte for byte."""
    line = transport(to, name)
    try:
        channel = line.open_session(timeout=20)
        channel.settimeout(30)
        channel.exec_command(command)
        channel.shutdown_write()
        output = channel.makefile("rb").read()
        return channel.recv_exit_status(), output
    finally:
        line.close()


def ask(program, pdf):
    """What a program of poppler says of a PDF."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        words = [file.name if word == "FILE" else word for word in program.split()]
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout


def test_a_blank_form_is_a_pdf_with_its_fonts_inside(binary):
    for language, family in (("zh", "NotoSerifCJKsc"), ("ug", "UKIJTuz")):
        status, pdf = fetch(server(binary), f"print --blank persuasion --pdf --language {language}")

        assert status == 0
        assert pdf.startswith(b"%PDF-") and pdf.rstrip().endswith(b"%%EOF")
        fonts = ask("pdffonts FILE", pdf).splitlines()[2:]
        assert any(family in row for row in fonts), fonts
        assert all(re.search(r"\byes yes yes\b", row) for row in fonts), fonts


def test_letters_that_no_paper_has_do_not_end_the_session(binary):
    to = server(binary)
    folder = os.path.join(to.folder, "forms")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "odd.yaml"), "w", encoding="utf-8") as file:
        file.write("form: odd\nversion: 1\nclause: A8\n"
                   "title: {zh: 表, ug: جەدۋەل, en: 'ก བོད ᠮᠣᠩᠭᠣᠯ Ж 👪 𰻝'}\n"
                   "fields:\n  - {name: a, type: text, label: {zh: 一, ug: بىر, en: 'ꆈꌠ 한글 かな'}}\n")

    status, pdf = fetch(to, "print --blank odd --pdf --language en")
    os.remove(os.path.join(folder, "odd.yaml"))

    assert status == 0 and pdf.startswith(b"%PDF-"), (status, pdf, to.log())
    assert "ALARM" not in to.log(), to.log()


def test_a_form_that_is_not_there_is_told_and_nothing_else_is_sent(binary):
    status, output, errors = run_command(server(binary), "print --blank nothing --pdf")

    assert status == 1
    assert output == "" and "nothing" in errors


def test_a_record_is_printed_by_who_may_see_it_and_the_look_is_on_record(binary):
    to = Server(binary).start()
    teacher = Paramiko(to.port, "teacher", password=PASSWORD)
    teacher.expect_screen()
    teacher.do("1", "待办")  # in Chinese
    teacher.do("1", "考勤")
    teacher.do("1\r", "缺课 1")
    teacher.do("\r", "已报")
    teacher.do("\x1b", "打电话或上门")
    teacher.do("1", "劝学过程")

    status, pdf = fetch(to, "print 1 --pdf", name="teacher")
    refused, nothing = fetch(to, "print 1 --pdf", name="auditor")

    assert status == 0 and "控辍保学劝学记录表" in ask("pdftotext FILE -", pdf)
    looks = to.sql("SELECT count(*) FROM audit WHERE action = 'look'"
                   " AND detail = '{\"route\":\"print/1\"}'")
    assert looks == [(1,)], looks
    assert refused == 1 and nothing == b""
    to.remove()
