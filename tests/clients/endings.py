"""How it ends, and how it refuses to begin: each test has a county of its own."""

import os
import re
import signal
import subprocess
import time

from door import alive, sign_in, until
from server import Server, descendants
from terminals import OpenSSH, Paramiko


def exists(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_stopping_tells_everybody_and_leaves_nobody(binary):
    to = Server(binary).start()
    people = [sign_in(client, to) for client in (OpenSSH, Paramiko, Paramiko)]
    children = to.children()

    seconds = to.stop()

    assert seconds < 5, seconds
    assert not any(exists(pid) for pid in children)
    assert to.process.returncode == 0
    for person in people:
        person.wait_end(5)
        assert b"\x1b[?1049l" in person.raw
    to.remove()


def test_when_the_monitor_is_killed_no_process_stays(binary):
    to = Server(binary).start()
    person = sign_in(Paramiko, to)
    children = to.children()

    to.stop(signal.SIGKILL)

    assert until(lambda: not any(exists(pid) for pid in children)), \
        [pid for pid in children if exists(pid)]
    person.cut()
    to.remove()


def test_a_gate_that_dies_is_followed_by_another(binary):
    to = Server(binary).start()
    gate = next(pid for pid in to.children() if len(descendants(pid)) == 2)

    os.kill(gate, signal.SIGKILL)

    assert until(lambda: "the gate has ended" in to.log())
    time.sleep(2)
    assert alive(to) < 5
    to.remove()


def test_a_session_that_dies_says_so_on_a_screen_put_right(binary):
    to = Server(binary).start()
    person = sign_in(Paramiko, to)
    session = int(re.findall(r", session (\d+),", to.log())[-1])

    os.kill(session, signal.SIGSEGV)

    assert person.wait_end(20) == 255
    assert "sign in again" in person.text()
    assert b"\x1b[?1049l\x1b[8h\x1b[0 k" in person.raw
    to.remove()


def test_a_client_that_vanishes_leaves_no_session(binary):
    to = Server(binary).start()
    before = len(to.children())
    people = [sign_in(client, to) for client in (OpenSSH, Paramiko)]

    for person in people:
        person.cut()

    assert until(lambda: len(to.children()) == before), to.children()
    to.remove()


def refusal(binary, *words):
    """What a server that must not begin says: one line."""
    done = subprocess.run([binary, "serve", *words], capture_output=True, text=True, timeout=20,
                          check=False, env={**os.environ, "LANG": "en_GB.UTF-8", "LC_ALL": ""})
    assert done.returncode == 1, done
    said = done.stderr.strip()
    assert said and "\n" not in said, said
    return said


def test_what_cannot_be_served_is_refused_in_one_sentence(binary):
    to = Server(binary).start()
    other = Server(binary, children=100)
    assert to.folder in refusal(binary, to.folder, "--port", "2317")
    assert str(to.port) in refusal(binary, other.folder, "--port", str(to.port))
    assert "No county" in refusal(binary, other.root)
    assert "port" in refusal(binary, other.folder, "--port", "70000")
    assert "2317" in refusal(binary, other.folder, "--listen", "192.0.2.1", "--port", "2317")
    key = os.path.join(other.folder, "host_key")
    os.chmod(key, 0o644)
    assert key in refusal(binary, other.folder, "--port", "2317")
    os.remove(key)
    assert key in refusal(binary, other.folder, "--port", "2317")
    to.remove()
    other.remove()
