"""Papers fetched over SFTP: with OpenSSH, PuTTY and paramiko, and with what is no client at all."""

import os
import socket
import struct
import subprocess
import time

import paramiko
import pexpect

import door
from server import PASSWORD, Server
from terminals import HOST

NAME = "劝返通知书-ئۇقتۇرۇش.pdf"
LARGE = bytes(i * 31 % 251 for i in range(3_000_000))


def put(to, account, name, data, child=None):
    """A paper as the program lays it into a person's folder; its number."""
    to.sql("INSERT INTO outbox_paper (account_id, name, kind, size, made_at)"
           " SELECT id, ?, 'pdf', ?, ? FROM account WHERE name = ?",
           name, len(data), int(time.time()), account)
    number = to.sql("SELECT max(id) FROM outbox_paper")[0][0]
    for start in range(0, len(data), 262144):
        to.sql("INSERT INTO outbox_piece VALUES (?, ?, ?)", number, start // 262144,
               data[start:start + 262144])
    if child:
        to.sql("INSERT INTO outbox_child VALUES (?, ?)", number, child)
    return number


def given(binary):
    """The shared server, with a small and a large paper for the principal and one for another."""
    to = door.server(binary)
    to.sql("DELETE FROM outbox_piece")
    to.sql("DELETE FROM outbox_child")
    to.sql("DELETE FROM outbox_paper")
    put(to, "principal", NAME, b"%PDF-small")
    put(to, "principal", "large.pdf", LARGE)
    put(to, "township", "theirs.pdf", b"%PDF-theirs")
    return to


def folder(to, name):
    path = os.path.join(to.root, name)
    os.makedirs(path, exist_ok=True)
    for file in os.listdir(path):
        os.remove(os.path.join(path, file))
    return path


def read(*path):
    with open(os.path.join(*path), "rb") as file:
        return file.read()


def openssh(program, *words, cwd, steps=()):
    """sftp or scp as a person uses it; what it said."""
    child = pexpect.spawn(program, ["-F", "none", "-o", "StrictHostKeyChecking=no",
                                    "-o", "UserKnownHostsFile=/dev/null",
                                    "-o", "PubkeyAuthentication=no", *words],
                          cwd=cwd, encoding="utf-8", timeout=30, dimensions=(24, 200))
    child.expect("assword:")
    child.sendline(PASSWORD)
    said = ""
    for step in steps:
        child.expect("sftp> ")
        said += child.before
        child.sendline(step)
    child.expect(pexpect.EOF)
    said += child.before
    child.close()
    return child.exitstatus, said


def sftp(to, name="principal"):
    line = door.transport(to, name)
    return line, paramiko.SFTPClient.from_transport(line)


def denied(call):
    """Whether the server refused, and not for what is missing."""
    try:
        call()
    except OSError as error:
        return error.errno != 2
    return False


def missing(call):
    try:
        call()
    except FileNotFoundError:
        return True
    return False


# --- Clients as people have them -----------------------------------------------------------------------


def test_openssh_sftp_lists_fetches_and_removes_papers(binary):
    to = given(binary)
    here = folder(to, "fetched")
    status, said = openssh("sftp", "-P", str(to.port), f"principal@{HOST}", cwd=here,
                           steps=("pwd", "ls -l", f'get "{NAME}"', "get large.pdf",
                                  "get theirs.pdf", f'rm "{NAME}"', "ls -1", "bye"))

    assert status == 0, said
    assert "Remote working directory: /" in said and "large.pdf" in said
    assert read(here, NAME) == b"%PDF-small" and read(here, "large.pdf") == LARGE
    assert not os.path.exists(os.path.join(here, "theirs.pdf"))
    assert to.sql("SELECT name FROM outbox_paper ORDER BY id") == [("large.pdf",), ("theirs.pdf",)]


def test_openssh_sftp_fetches_by_one_line(binary):
    to = given(binary)
    here = folder(to, "fetched")
    status, said = openssh("sftp", "-P", str(to.port), f"principal@{HOST}:{NAME}", cwd=here)

    assert status == 0, said
    assert read(here, NAME) == b"%PDF-small"


def test_scp_fetches_by_name_and_by_pattern_and_brings_nothing(binary):
    to = given(binary)
    here = folder(to, "fetched")
    status, said = openssh("scp", "-s", "-P", str(to.port), f"principal@{HOST}:*.pdf", ".", cwd=here)
    assert status == 0, said
    assert read(here, NAME) == b"%PDF-small" and read(here, "large.pdf") == LARGE

    status, said = openssh("scp", "-s", "-P", str(to.port), "large.pdf",
                           f"principal@{HOST}:brought.pdf", cwd=here)
    assert status != 0 and "ermission denied" in said
    assert to.sql("SELECT count(*) FROM outbox_paper") == [(3,)]


def test_psftp_fetches_papers(binary):
    to = given(binary)
    here = folder(to, "fetched")
    done = subprocess.run(["psftp", "-batch", "-P", str(to.port), "-pw", PASSWORD, "-hostkey",
                           to.host_key(), "-b", "/dev/stdin", f"principal@{HOST}"],
                          input='ls\nget large.pdf\nmget *.pdf\ndel large.pdf\nquit\n', text=True,
                          capture_output=True, cwd=here, timeout=60, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert read(here, "large.pdf") == LARGE and read(here, NAME) == b"%PDF-small"
    assert to.sql("SELECT count(*) FROM outbox_paper WHERE name = 'large.pdf'") == [(0,)]


def test_paramiko_sees_size_and_time_and_reads_from_anywhere(binary):
    to = given(binary)
    line, files = sftp(to)
    names = {entry.filename: entry for entry in files.listdir_attr(".")}
    assert set(names) == {NAME, "large.pdf"}
    assert names["large.pdf"].st_size == len(LARGE)
    assert abs(names[NAME].st_mtime - time.time()) < 3600
    with files.open("large.pdf") as file:
        file.prefetch()
        assert file.read() == LARGE
        file.seek(2_999_990)
        assert file.read(100) == LARGE[-10:]
    line.close()


# --- Files to be imported --------------------------------------------------------------------------------

ROWS = "学校代码,名称\n".encode() * 5000


def drop(to, *name):
    return os.path.join(to.folder, "drop", *name)


def test_whoever_imports_brings_a_file_with_any_client(binary):
    to = given(binary)
    bureau = "bureau"
    here = folder(to, "fetched")
    with open(os.path.join(here, "roll.csv"), "wb") as file:
        file.write(ROWS)
    status, said = openssh("sftp", "-P", str(to.port), f"{bureau}@{HOST}", cwd=here,
                           steps=("cd in", "put -p roll.csv sftp.csv", "ls -l",
                                  "rename sftp.csv sftp2.csv", "bye"))
    assert status == 0, said
    status, said = openssh("scp", "-s", "-p", "-P", str(to.port), "roll.csv",
                           f"{bureau}@{HOST}:in/scp.csv", cwd=here)
    assert status == 0, said
    status, said = openssh("scp", "-s", "-P", str(to.port), "roll.csv", f"{bureau}@{HOST}:in/",
                           cwd=here)
    assert status == 0, said
    done = subprocess.run(["pscp", "-sftp", "-batch", "-P", str(to.port), "-pw", PASSWORD,
                           "-hostkey", to.host_key(), "roll.csv", f"{bureau}@{HOST}:in/putty.csv"],
                          capture_output=True, text=True, cwd=here, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    line, files = sftp(to, bureau)
    files.put(os.path.join(here, "roll.csv"), "/in/名册.csv")
    with files.open("in/scp.csv") as file:
        assert file.read() == ROWS
    line.close()

    for name in ("sftp2.csv", "scp.csv", "roll.csv", "putty.csv", "名册.csv"):
        assert read(drop(to, name)) == ROWS, name
        assert os.stat(drop(to, name)).st_mode & 0o777 == 0o600
    line, files = sftp(to, bureau)
    for name in files.listdir("in"):
        files.remove("in/" + name)
    line.close()
    assert os.listdir(drop(to)) == []


def test_half_a_file_is_none_and_nobody_else_brings_one(binary):
    to = given(binary)
    line, files = sftp(to, "bureau")
    half = files.open("in/half.csv", "w")
    half.write(ROWS[:100])
    assert not os.path.exists(drop(to, "half.csv"))
    line.close()
    assert door.until(lambda: os.listdir(drop(to)) == [])

    line, files = sftp(to)
    assert "in" not in files.listdir() and missing(lambda: files.listdir("in"))
    assert denied(lambda: files.open("in/x.csv", "w"))
    line.close()
    assert os.listdir(drop(to)) == []


# --- What is refused ------------------------------------------------------------------------------------


def test_nothing_of_the_machine_or_of_a_colleague_is_reached(binary):
    to = given(binary)
    line, files = sftp(to)
    for path in ("/etc/passwd", "../../etc/passwd", "theirs.pdf", "/proc/self/environ",
                 "county.db", to.folder, "/" + NAME + "/..//../etc/passwd", "x\0y"):
        assert missing(lambda: files.stat(path)), path
        assert missing(lambda: files.open(path)), path
    assert files.normalize("../../..") == "/"
    assert denied(lambda: files.open("new.pdf", "w"))
    assert denied(lambda: files.open("large.pdf", "a"))
    for change in (lambda: files.mkdir("x"), lambda: files.rename("large.pdf", "x"),
                   lambda: files.symlink("/etc/passwd", "x"), lambda: files.chmod("large.pdf", 0o777),
                   lambda: files.truncate("large.pdf", 0), lambda: files.rmdir("/"),
                   lambda: files.posix_rename("large.pdf", "x")):
        assert denied(change)
    assert set(files.listdir("/")) == {NAME, "large.pdf"}
    line.close()


def test_fetching_a_paper_is_a_look_at_its_child_and_out_of_sight_it_is_gone(binary):
    to = given(binary)
    seen = to.sql("SELECT child.id FROM child JOIN place_within w ON w.place_id = child.class_id"
                  " JOIN post ON post.place_id = w.ancestor_id JOIN holding ON post_id = post.id"
                  " JOIN account ON account.id = account_id WHERE account.name = 'principal'"
                  " LIMIT 1")[0][0]
    put(to, "principal", "child.pdf", b"%PDF-child", seen)
    hidden = to.sql("SELECT id FROM child WHERE class_id IS NOT NULL AND class_id NOT IN"
                    " (SELECT w.place_id FROM place_within w JOIN post ON post.place_id ="
                    "  w.ancestor_id JOIN holding ON post_id = post.id JOIN account ON account.id ="
                    "  account_id WHERE account.name = 'principal')"
                    " AND id NOT IN (SELECT child_id FROM finding)"
                    " AND id NOT IN (SELECT child_id FROM casefile)"
                    " AND id NOT IN (SELECT child_id FROM handover_child) LIMIT 1")[0][0]
    put(to, "principal", "hidden.pdf", b"%PDF-hidden", hidden)
    looks = "SELECT count(*) FROM audit WHERE action = 'look' AND child_id = ?"
    before = to.sql(looks, seen)[0][0]

    line, files = sftp(to)
    assert "hidden.pdf" not in files.listdir() and missing(lambda: files.open("hidden.pdf"))
    assert to.sql(looks, seen)[0][0] == before, "a list is no look"
    with files.open("child.pdf") as file:
        assert file.read() == b"%PDF-child"
    assert to.sql(looks, seen)[0][0] == before + 1
    line.close()


def test_whoever_has_a_one_time_password_or_is_sent_away_gets_no_files(binary):
    to = given(binary)
    line, files = sftp(to)
    assert files.listdir()
    to.sql("UPDATE session SET ending = 1 WHERE account_id ="
           " (SELECT id FROM account WHERE name = 'principal')")
    assert door.until(lambda: door.refused(files.listdir), 15)
    line.close()

    to.sql("UPDATE credential SET must_change = 1 WHERE account_id ="
           " (SELECT id FROM account WHERE name = 'principal')")
    try:
        line = door.transport(to)
        assert door.refused(lambda: paramiko.SFTPClient.from_transport(line).listdir())
        line.close()
    finally:
        to.sql("UPDATE credential SET must_change = 0 WHERE account_id ="
               " (SELECT id FROM account WHERE name = 'principal')")


# --- The county's printer ----------------------------------------------------------------------------------

LP = """#!/bin/sh
cd {folder} || exit 9
echo x >>tries
[ -e broken ] && {{ echo "lp: The printer or class does not exist." >&2; exit 1; }}
[ -e stuck ] && exec sleep 100
printf '%s|' "$@" >words
cat >printed
"""


def test_a_paper_goes_to_the_countys_printer_and_a_failure_comes_back(binary):
    to = Server(binary, children=100)
    office = folder(to, "office")
    with open(os.path.join(office, "lp"), "w", encoding="ascii") as script:
        script.write(LP.format(folder=office))
    os.chmod(os.path.join(office, "lp"), 0o700)
    to.path = office + ":" + to.path
    to.start()
    try:
        assert "office-2" in to.run("printer", to.folder, "office-2")
        number = put(to, "principal", "notice.pdf", b"%PDF-notice")
        to.sql("UPDATE outbox_paper SET print = 'waiting', again_at = 0")
        state = "SELECT print, reason, tries FROM outbox_paper"
        assert door.until(lambda: to.sql(state) == [("printed", "", 0)]), to.sql(state)
        assert read(office, "words") == f"-d|office-2|-t|baoxue {number}|--|".encode()
        assert read(office, "printed") == b"%PDF-notice"

        for trouble, reason, seconds in (("broken", "printing.refused", 10),
                                         ("stuck", "printing.slow", 45)):
            open(os.path.join(office, trouble), "w", encoding="ascii").close()
            to.sql("UPDATE outbox_paper SET print = 'waiting', again_at = 0, tries = 3")
            if trouble == "stuck":
                time.sleep(4)  # lp hangs now: nobody's work does
                assert door.alive(to) < 5
            assert door.until(lambda: to.sql(state) == [("failed", reason, 4)], seconds), to.sql(state)
            os.remove(os.path.join(office, trouble))
        assert to.sql("SELECT DISTINCT key, route FROM notice WHERE key = 'notice.not-printed'") \
            == [("notice.not-printed", "papers")]
        assert "The printer or class does not exist" in to.log()
    finally:
        to.remove()


# --- What is no client ----------------------------------------------------------------------------------


def packet(body):
    return struct.pack(">I", len(body)) + body


HELLO = packet(b"\x01" + struct.pack(">I", 3))


def test_garbage_ends_its_own_session_and_nobody_elses(binary):
    to = given(binary)
    for garbage in (b"GET / HTTP/1.0\r\n\r\n", b"\0\0\0\0", b"\xff" * 1000, HELLO + HELLO,
                    HELLO + packet(b"\x03"), HELLO + struct.pack(">I", 1 << 20) + b"x" * 100000,
                    packet(b"\x11" + struct.pack(">I", 1))):
        line = door.transport(to)
        channel = line.open_session(timeout=20)
        channel.settimeout(20)
        channel.invoke_subsystem("sftp")
        channel.sendall(garbage)
        try:
            while channel.recv(4096):
                pass
            assert channel.recv_exit_status() == 1, garbage[:20]
        except socket.timeout as error:
            raise AssertionError(f"not ended: {garbage[:20]}") from error
        finally:
            line.close()
    assert door.alive(to) < 5
    assert "ended by signal" not in to.log() and "ALARM" not in to.log()


def test_a_client_that_asks_and_never_reads_makes_nobody_wait(binary):
    to = given(binary)
    line = door.transport(to)
    channel = line.open_session(window_size=1 << 16, timeout=20)
    channel.invoke_subsystem("sftp")
    channel.settimeout(1)
    opening = packet(b"\x03" + struct.pack(">II", 1, 9) + b"large.pdf" + struct.pack(">II", 1, 0))
    asking = packet(b"\x05" + struct.pack(">III", 2, 4, 1) + struct.pack(">QI", 0, 32768))
    try:
        channel.sendall(HELLO + opening + asking * 2000)
    except socket.timeout:
        pass
    assert door.alive(to) < 3
    assert door.memory_of_largest(to) < 64 << 20
    line.close()
