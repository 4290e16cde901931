"""Workbooks at the console: forms that go out and come in, and files made to do harm."""

import os
import random
import resource
import subprocess
import tempfile
import time
import zipfile

MEMORY = 64 << 20  # bytes of its own that reading a workbook may take
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SURVEY = "xl/worksheets/sheet1.xml"
PARTS = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": f"<Relationships><Relationship Id='r1' Type='{OFFICE}/officeDocument'"
                   " Target='xl/workbook.xml'/></Relationships>",
    "xl/workbook.xml": "<workbook xmlns:r='x'><sheets><sheet name='survey' r:id='r1'/></sheets></workbook>",
    "xl/_rels/workbook.xml.rels":
        f"<Relationships><Relationship Id='r1' Type='{OFFICE}/worksheet' Target='worksheets/sheet1.xml'/>"
        f"<Relationship Id='r2' Type='{OFFICE}/sharedStrings' Target='sharedStrings.xml'/></Relationships>",
    "xl/sharedStrings.xml": "<sst/>",
    SURVEY: "<worksheet><sheetData/></worksheet>",
}


def limit_memory():
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


def run(binary, *words, limited=False):
    """baoxue form ...: status, what it said, and what it wrote."""
    done = subprocess.run([binary, "form", *words], capture_output=True, timeout=120, check=False,
                          env={**os.environ, "LANG": "en_US.UTF-8", "LC_ALL": "en_US.UTF-8"},
                          preexec_fn=limit_memory if limited else None)
    return done.returncode, done.stderr.decode() + done.stdout.decode(errors="replace"), done.stdout


def workbook(path, changed):
    """The parts of a plain workbook, some of them changed: a text, or pieces that come one by one."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, text in {**PARTS, **changed}.items():
            with package.open(name, "w") as part:
                for piece in [text] if isinstance(text, str) else text:
                    part.write(piece.encode())


def noise(head, piece, count, tail):
    """So many thousand pieces, each with a number that does not pack well."""
    chance = random.Random(1)
    yield head
    blocks = ["".join(piece % chance.randrange(10 ** 4) for _ in range(1000)) for _ in range(4)]
    for _ in range(count):
        yield blocks[chance.randrange(4)]
    yield tail


def rows(count, columns):
    """A sheet of numbers."""
    chance = random.Random(2)
    yield "<worksheet><sheetData>"
    for row in range(1, count + 1):
        cells = "".join(f"<c r='{chr(65 + i)}{row}'><v>{chance.randrange(10 ** 6)}</v></c>" for i in range(columns))
        yield f"<row r='{row}'>{cells}</row>"
    yield "</sheetData></worksheet>"


def hostile():
    """Name, parts, and what has to be said."""
    yield "spaces", {SURVEY: (["<worksheet>"] + [" " * 1048576] * 400)}, "unpacks to more than"
    yield "cells", {SURVEY: noise("<worksheet><sheetData><row>", "<c r='A%d' s='1'/>", 6000,
                                  "</row></sheetData></worksheet>")}, "more than 1000 columns"
    yield "tags", {SURVEY: noise("<worksheet><sheetData>", "<t%d/>", 20000, "</sheetData></worksheet>")}, \
        "unpacks to more than"
    yield "texts", {"xl/sharedStrings.xml": noise("<sst>", "<si><t>%d</t></si>", 4000, "</sst>")}, \
        "too many texts"
    yield "one tag", {SURVEY: ["<worksheet a='"] + ["x" * 1048576] * 100 + ["'/>"]}, "too long"
    yield "levels", {SURVEY: ["<a>" * 1000000]}, "too many levels"
    yield "entities", {"xl/workbook.xml": "<!DOCTYPE a [<!ENTITY b 'bbbb'>]><workbook>&b;</workbook>"}, "DOCTYPE"
    yield "far away", {SURVEY: "<worksheet><sheetData><row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"
                               "</sheetData></worksheet>"}, "more than 1000 columns"
    yield "macros", {"xl/vbaProject.bin": "x"}, "macros"
    yield "parts", {f"xl/{i}": "" for i in range(20000)}, "more than 1000 parts"
    yield "rows", {SURVEY: rows(60000, 12)}, "too large for a form"


def measure(binary, path):
    """What a check says, the seconds it took and worked, and the largest memory so far in MB."""
    def worked():
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime
    began, before = time.monotonic(), worked()
    status, said, _ = run(binary, "check", path, limited=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return status, said, time.monotonic() - began, worked() - before, peak


def test_workbooks_made_to_do_harm_are_refused_in_little_time_and_memory(binary):
    with tempfile.TemporaryDirectory() as folder:
        for name, parts, expected in hostile():
            path = os.path.join(folder, f"{name.replace(' ', '_')}.xlsx")
            workbook(path, parts)
            status, said, took, worked, peak = measure(binary, path)
            print(f"{name}: {os.path.getsize(path) >> 10} KB, {took:.2f} s ({worked:.2f} s of work),"
                  f" so far at most {peak} MB", flush=True)
            assert status == 1 and expected in said, (name, status, said)
            os.remove(path)


def test_what_is_no_workbook_is_told_what_to_do(binary):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "x.xlsx")
        for content, expected in ((b"\xd0\xcf\x11\xe0" + bytes(600), "save it as .xlsx"),
                                  (b"PK\x03\x04" + bytes(600), "not whole"),
                                  (b"PK\x03\x04" + os.urandom(100000), "not whole")):
            with open(path, "wb") as file:
                file.write(content)
            status, said, _ = run(binary, "check", path, limited=True)
            assert status == 1 and expected in said, said


def test_a_form_goes_out_as_a_workbook_and_comes_in_again(binary):
    names = [line.split()[0] for line in run(binary, "list")[1].splitlines()]
    assert len(names) >= 20, names
    with tempfile.TemporaryDirectory() as folder:
        path, again = os.path.join(folder, "out.xlsx"), os.path.join(folder, "in.yaml")
        for name in ("persuasion", "home_teaching_plan", "inspection_record"):
            assert name in names
            status, said, out = run(binary, "export", name)
            assert status == 0, said
            with open(path, "wb") as file:
                file.write(out)
            assert run(binary, "check", path)[0] == 0
            status, said, yaml = run(binary, "import", path)
            assert status == 0, said
            with open(again, "wb") as file:
                file.write(yaml)
            assert run(binary, "check", again)[:2] == (0, "No mistake\n")
            assert run(binary, "import", again)[2] == yaml
