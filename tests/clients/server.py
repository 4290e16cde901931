"""A real server on a made county, for the length of a test run."""

import atexit
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time

from terminals import HOST

PASSWORD = "sesame-open-1"
TODAY = "2026-09-17"
HELPERS = 4  # the gate, its two that check passwords, and the clerk


class Server:
    def __init__(self, binary, children=300, today=TODAY, password=PASSWORD,
                 policy="hutubi"):
        self.binary = os.path.abspath(binary)
        self.root = tempfile.mkdtemp(prefix="baoxue-")
        self.folder = os.path.join(self.root, "county")
        self.today = today
        self.process = None
        self.path = os.environ["PATH"]  # where the server looks for programs
        atexit.register(self.remove)  # also when the test fails
        demo = ["init", self.folder, "--demo", "--children", str(children), "--today", today,
                "--policy", policy]
        self.accounts = read_accounts(self.run(
            *demo, *(["--demo-password", password] if password else [])))

    def run(self, *words, **more):
        """A command at the console; its output."""
        done = subprocess.run([self.binary, *words], capture_output=True, text=True, check=False,
                              env={**os.environ, "LANG": "en_GB.UTF-8", "LC_ALL": ""}, **more)
        if done.returncode != 0:
            raise AssertionError(f"{words}: status {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def start(self):
        self.port = free_port()
        self.log_path = os.path.join(self.root, "log")
        with open(self.log_path, "ab") as log:
            before = self.log().count("listening")
            self.process = subprocess.Popen([self.binary, "serve", self.folder, "--port",
                                             str(self.port), "--today", self.today],
                                            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                            stderr=log, env={**os.environ, "PATH": self.path})
        end = time.monotonic() + 30
        while self.log().count("listening") == before and self.process.poll() is None:
            if time.monotonic() > end:
                raise AssertionError("the server does not listen")
            time.sleep(0.05)
        assert self.process.poll() is None, self.log()
        # Its helpers begin after it listens: a test that looks who is new must not find them.
        while len(self.children()) < HELPERS and time.monotonic() < end:
            time.sleep(0.05)
        return self

    def stop(self, how=signal.SIGTERM):
        """Ends it and returns how long that took."""
        began = time.monotonic()
        self.process.send_signal(how)
        self.process.wait(20)
        return time.monotonic() - began

    def remove(self):
        if self.process and self.process.poll() is None:
            self.stop(signal.SIGKILL)
        shutil.rmtree(self.root, ignore_errors=True)

    def log(self):
        with open(self.log_path, encoding="utf-8") as log:
            return log.read()

    def sql(self, statement, *values):
        """Runs one statement on the county's database; its rows."""
        with sqlite3.connect(os.path.join(self.folder, "county.db"), timeout=20) as database:
            return database.execute(statement, values).fetchall()

    def host_key(self):
        """The fingerprint, as plink wants it."""
        public = subprocess.run(["ssh-keygen", "-y", "-f", os.path.join(self.folder, "host_key")],
                                capture_output=True, text=True, check=True).stdout
        shown = subprocess.run(["ssh-keygen", "-l", "-f", "/dev/stdin"], input=public,
                               capture_output=True, text=True, check=True).stdout
        return shown.split()[1]

    def children(self):
        """The processes of the server, without itself."""
        return descendants(self.process.pid)

    def name_of(self, role):
        """The first account that holds a role."""
        return next(name for name, held in self.accounts if held == role)


def read_accounts(text):
    """The lines of init --demo: name, role, place, password, with tabs between."""
    rows = (line.split("\t") for line in text.splitlines())
    return [(row[0], row[1]) for row in rows if len(row) >= 4]


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def children_of(pid):
    """Its own children; of a process that has just ended, none."""
    found = []
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as children:
                found += map(int, children.read().split())
    except (FileNotFoundError, ProcessLookupError):
        pass
    return found


def descendants(pid):
    children = children_of(pid)
    return children + [below for child in children for below in descendants(child)]
