"""Four SSH clients with one face: keys in, a screen of text out."""

import os
import re
import select
import time

import paramiko
import pexpect
import pyte

HOST = "127.0.0.1"


class Timeout(AssertionError):
    pass


class Screen(pyte.Screen):
    """pyte's, with the sequence that repeats a character (REP), which ncurses sends."""

    last = " "

    def draw(self, data):
        self.last = data[-1:] or self.last
        super().draw(data)

    def repeat(self, count=1):
        super().draw(self.last * (count or 1))


class Stream(pyte.ByteStream):
    csi = {**pyte.ByteStream.csi, "b": "repeat"}
    events = pyte.ByteStream.events | {"repeat"}


class Terminal:
    """A signed-in client with a screen of its own."""

    name = "?"
    version = b"XTerm(379)"  # its answer to XTVERSION; None: it has none, and its person is asked

    def __init__(self, columns=80, rows=24, term="xterm-256color"):
        self.columns, self.rows, self.term = columns, rows, term
        self.screen = Screen(columns, rows)
        self.screen.write_process_input = lambda answer: self.write(answer.encode())
        self.stream = Stream(self.screen)
        self.raw = b""
        self.ended = False

    def take(self, seconds):
        """Reads what comes within seconds; returns whether anything came."""
        data = self.read(seconds)
        if data:
            self.raw += data
            if self.version and b"\x1b[>q" in data:
                self.write(b"\x1bP>|%s\x1b\\" % self.version)
            self.stream.feed(data)
        return bool(data)

    def settle(self, quiet=0.25, most=5):
        """Reads until nothing has come for a while."""
        end = time.monotonic() + most
        while time.monotonic() < end and self.take(quiet):
            pass

    def lines(self):
        """The rows as text; the second cell of a wide character is empty."""
        return ["".join(self.screen.buffer[y][x].data for x in range(self.screen.columns)).rstrip()
                for y in range(self.screen.lines)]

    def text(self):
        return "\n".join(self.lines())

    def keys(self, keys):
        self.write(keys.encode())

    def expect(self, *wanted, seconds=10):
        """Waits until the screen shows every one of the texts (spaces do not count)."""
        end = time.monotonic() + seconds
        while True:
            shown = squeeze(self.text())
            if all(squeeze(one) in shown for one in wanted):
                return self.text()
            if time.monotonic() > end or self.ended:
                raise Timeout(f"{self.name}: wanted {wanted!r}, the screen shows\n{self.text()}")
            self.take(0.2)

    def expect_screen(self, seconds=15):
        """Waits until a screen with its two rules stands there."""
        end = time.monotonic() + seconds
        while sum(line.count("─") > 10 or line.count("-") > 10 for line in self.lines()) < 2:
            if time.monotonic() > end or self.ended:
                raise Timeout(f"{self.name}: no screen, but\n{self.text()}")
            self.take(0.2)
        return self

    def do(self, keys, *wanted, seconds=10):
        self.keys(keys)
        return self.expect(*wanted, seconds=seconds)

    def wait_end(self, seconds=10):
        end = time.monotonic() + seconds
        while not self.ended:
            if time.monotonic() > end:
                raise Timeout(f"{self.name}: not ended, the screen shows\n{self.text()}")
            self.take(0.2)
        return self.status()


def squeeze(text):
    """Without spaces: a wide character leaves a blank cell behind it on some screens."""
    return re.sub(r"\s+", "", text)


class Spawned(Terminal):
    """A client program in a terminal of its own."""

    def __init__(self, command, password, prompt, **size):
        super().__init__(**size)
        self.child = pexpect.spawn(command[0], command[1:], dimensions=(self.rows, self.columns),
                                   env={**os.environ, "TERM": self.term, "LC_ALL": "C.UTF-8"},
                                   timeout=20)
        if prompt and password is not None:
            self.child.expect(prompt)
            self.child.sendline(password)

    def read(self, seconds):
        try:
            return self.child.read_nonblocking(65536, seconds)
        except pexpect.TIMEOUT:
            return b""
        except pexpect.EOF:
            self.ended = True
            return b""

    def write(self, data):
        self.child.send(data)

    def resize(self, columns, rows):
        self.screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)

    def cut(self):
        """The link is gone without a word."""
        self.child.kill(9)
        self.child.wait()
        self.ended = True

    def status(self):
        """A client lets go of its terminal before it ends: closing it at once would be what ended it."""
        end = time.monotonic() + 10
        while self.child.isalive() and time.monotonic() < end:
            time.sleep(0.05)
        self.child.close()
        return self.child.exitstatus


class OpenSSH(Spawned):
    name = "OpenSSH"

    def __init__(self, port, user, password=None, key=None, command=None, **size):
        options = ["-tt", "-p", str(port), "-o", "StrictHostKeyChecking=no",
                   "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR"]
        options += (["-i", key, "-o", "IdentitiesOnly=yes"] if key
                    else ["-o", "PubkeyAuthentication=no"])
        super().__init__(["ssh", *options, f"{user}@{HOST}", *([command] if command else [])],
                         None if key else password, None if key else "(?i)password:", **size)


class Plink(Spawned):
    name = "plink"

    def __init__(self, port, user, password, host_key=None, **size):
        super().__init__(["plink", "-ssh", "-t", "-P", str(port), "-hostkey", host_key,
                          "-no-antispoof", "-pw", password, "-l", user, HOST],
                         None, None, **size)


class Dbclient(Spawned):
    name = "dbclient"

    def __init__(self, port, user, password, **size):
        super().__init__(["dbclient", "-y", "-y", "-t", "-p", str(port), f"{user}@{HOST}"],
                         password, "(?i)password:", **size)


class Paramiko(Terminal):
    name = "paramiko"

    def __init__(self, port, user, password=None, key=None, **size):
        super().__init__(**size)
        self.client = paramiko.SSHClient()
        self.client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
        self.client.connect(HOST, port, user, password, key_filename=key, allow_agent=False,
                            look_for_keys=False, timeout=20, auth_timeout=30, banner_timeout=20)
        self.channel = self.client.invoke_shell(self.term, self.columns, self.rows)

    def read(self, seconds):
        ready, _, _ = select.select([self.channel], [], [], seconds)
        if not ready:
            return b""
        data = self.channel.recv(65536)
        if not data:
            self.ended = True
        return data

    def write(self, data):
        self.channel.sendall(data)

    def resize(self, columns, rows):
        self.screen.resize(rows, columns)
        self.channel.resize_pty(columns, rows)

    def cut(self):
        self.client.get_transport().sock.close()
        self.ended = True

    def status(self):
        return self.channel.recv_exit_status()


CLIENTS = (OpenSSH, Plink, Dbclient, Paramiko)
