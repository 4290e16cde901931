#!/usr/bin/python3
"""What people signed in cost: memory by process kind, and bytes on the wire.

    sessions.py BAOXUE [COUNT...]

Memory is PSS (proportional set size) from /proc/PID/smaps_rollup of every process of a real
server, with COUNT people (1, 50 and 200 unless said) signed in and idle at their first screen.
Bytes are TCP payload, counted by a relay between a real client and the server. For comparison
the same client signs in to Debian's own sshd, when there is one, and has a key echoed by bash.
"""

import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

import paramiko

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "clients"))
from server import PASSWORD, Server, free_port  # noqa: E402
from terminals import HOST  # noqa: E402


# What an xterm answers when it is asked what it is.
XTERM = (b"\x1b[1;2R\x1b[1;5R\x1b[1;3R\x1b[1;2R\x1b[1;3R\x1b[1;3R\x1b[8;0$y"
         b"\x1bP>|XTerm(379)\x1b\\\x1b[>41;379;0c\x1b[?64;1c")


def pss(pid):
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as rollup:
        return next(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))


def title(pid):
    with open(f"/proc/{pid}/comm", encoding="utf-8") as comm:
        return comm.read().strip()


def sign_in(port, user, password=PASSWORD):
    transport = paramiko.Transport((HOST, port))
    transport.connect(username=user, password=password)
    channel = transport.open_session()
    channel.get_pty("xterm-256color", 80, 24)
    channel.invoke_shell()
    channel.settimeout(20)
    return transport, channel


def drain(channel, quiet=0.3):
    total = 0
    while True:
        ready, _, _ = select.select([channel], [], [], quiet)
        if not ready:
            return total
        data = channel.recv(65536)
        if not data:
            return total
        if b"\x1b[>q" in data:
            channel.send(XTERM)
        total += len(data)


def measure_memory(server, counts):
    people = []
    for count in counts:
        while len(people) < count:
            people.append(sign_in(server.port, "teacher"))
            if len(people) % 10 == 0:
                for _, channel in people:
                    drain(channel, 0)
        for _, channel in people:
            drain(channel, 0.05)
        time.sleep(1)
        kinds = {}
        for pid in [server.process.pid, *server.children()]:
            try:
                kinds.setdefault(title(pid), []).append(pss(pid))
            except (FileNotFoundError, ProcessLookupError, StopIteration):
                continue
        print(f"  {count} signed in:")
        for kind, sizes in sorted(kinds.items()):
            print(f"    {kind:<16} {len(sizes):>4} processes  {sum(sizes) / len(sizes):>8.0f} kB each")
        print(f"    {'all':<16} {'':>4}            {sum(map(sum, kinds.values())):>9} kB"
              f"  = {sum(map(sum, kinds.values())) / count:.0f} kB a person")
    for transport, _ in people:
        transport.close()


class Relay:
    """Passes one connection on and counts what goes each way."""

    def __init__(self, port):
        self.listener = socket.create_server((HOST, 0))
        self.port = self.listener.getsockname()[1]
        self.target, self.up, self.down = port, 0, 0
        threading.Thread(target=self.pass_on, daemon=True).start()

    def pass_on(self):
        client, _ = self.listener.accept()
        server = socket.create_connection((HOST, self.target))
        while True:
            for ready in select.select([client, server], [], [])[0]:
                data = ready.recv(65536)
                if not data:
                    return
                if ready is client:
                    self.up += len(data)
                    server.sendall(data)
                else:
                    self.down += len(data)
                    client.sendall(data)

    def since(self, mark=(0, 0)):
        return self.up - mark[0], self.down - mark[1]


def measure_bytes(port, user, password, script):
    """script: pairs of a label and keys. Prints what each costs."""
    relay = Relay(port)
    transport, channel = sign_in(relay.port, user, password)
    drain(channel, 1)
    print(f"    {'signing in, first screen':<34} {relay.up:>6} up {relay.down:>6} down")
    for label, keys in script:
        mark = relay.since()
        for key in keys:
            channel.send(key)
            drain(channel, 0.4)
        up, down = relay.since(mark)
        print(f"    {label:<34} {up:>6} up {down:>6} down")
    transport.close()


def start_sshd(root):
    """Debian's sshd with a key of its own; None when it is not installed."""
    sshd = shutil.which("sshd") or "/usr/sbin/sshd"
    if not os.path.exists(sshd) or os.geteuid() != 0:
        return None
    key, port = os.path.join(root, "key"), free_port()
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    os.makedirs("/run/sshd", exist_ok=True)
    shutil.copy(key + ".pub", os.path.join(root, "authorized"))
    process = subprocess.Popen([sshd, "-D", "-p", str(port), "-h", key, "-o", "ListenAddress=" + HOST,
                                "-o", "StrictModes=no", "-o", "PidFile=none",
                                "-o", "AuthorizedKeysFile=" + os.path.join(root, "authorized")],
                               stderr=subprocess.DEVNULL)
    time.sleep(0.5)
    return process, port, key


def measure_sshd():
    root = tempfile.mkdtemp(prefix="baoxue-sshd-")
    started = start_sshd(root)
    if not started:
        print("    sshd is not here, or this is not root: not compared")
        return
    process, port, key = started
    relay = Relay(port)
    transport = paramiko.Transport((HOST, relay.port))
    transport.connect(username="root", pkey=paramiko.Ed25519Key.from_private_key_file(key))
    channel = transport.open_session()
    channel.get_pty("xterm-256color", 80, 24)
    channel.invoke_shell()
    drain(channel, 1)
    mark = relay.since()
    channel.send("x")
    drain(channel, 0.4)
    up, down = relay.since(mark)
    print(f"    {'sshd and bash: one letter':<34} {up:>6} up {down:>6} down")
    tasks = subprocess.run(["pgrep", "-d", " ", "-f", "sshd: root"], capture_output=True, text=True,
                           check=False).stdout.split()
    print(f"    sshd processes of one session: {sum(pss(pid) for pid in tasks)} kB, bash not counted")
    transport.close()
    process.terminate()
    shutil.rmtree(root)


def main():
    binary, counts = sys.argv[1], [int(word) for word in sys.argv[2:]] or [1, 50, 200]
    server = Server(binary, children=2000)
    server.start()
    try:
        # The language is chosen once, before anything is measured.
        transport, channel = sign_in(server.port, "teacher")
        drain(channel, 1)
        channel.send("1")
        drain(channel, 1)
        transport.close()
        print("memory (PSS)")
        measure_memory(server, counts)
        print("bytes on the wire (TCP payload, encrypted)")
        measure_bytes(server.port, "teacher", PASSWORD, [
            ("attendance: opening it", ["0", "2"]),
            ("attendance: one digit", ["7"]),
            ("back to the first screen", ["\x7f", "\x1b"]),
            ("one screen: the menu", ["0"]),
            ("back", ["\x1b"]),
            ("search: opening it", ["/"]),
            ("search: one letter", ["z"]),
            ("search: one letter more", ["w"]),
        ])
        measure_sshd()
    finally:
        server.remove()


if __name__ == "__main__":
    main()
