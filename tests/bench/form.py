#!/usr/bin/python3
"""What a persuasion record costs the one who fills it: keys, bytes on the wire, waiting.

    form.py BAOXUE

A child stays away for three days in a made county; the class teacher opens the record from the
first screen and fills it by keyboard. Free text is typed, too, and counted apart. Bytes are TCP
payload, counted by a relay. A key's answer is timed from the key to the first byte that comes
back, over the loop of this machine, with everything between: SSH, the session, the database.
For comparison the same client types the free text into cat over Debian's own sshd, when there is
one: letters echoed by a terminal, no form.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "clients"))
import paramiko  # noqa: E402
import sessions  # noqa: E402
from terminals import HOST, Paramiko  # noqa: E402
from walk import Walk, open_row, record_absences  # noqa: E402

COURSE = "上门，父亲在家。孩子前天去县城打零工，父亲愿意接回，约定周五前返校。"
OPINION = "继续联系。"


class Keyboard:
    """Presses keys one by one and notes what each cost."""

    def __init__(self, person, relay):
        self.person, self.relay = person, relay
        self.kinds = {}

    def press(self, kind, keys):
        row = self.kinds.setdefault(kind, {"keys": 0, "up": 0, "down": 0, "waits": []})
        for key in keys:
            self.person.settle(0.15)
            mark, began = self.relay.since(), time.monotonic()
            self.person.keys(key)
            if self.person.take(3):
                row["waits"].append((time.monotonic() - began) * 1e3)
            self.person.settle(0.15)
            up, down = self.relay.since(mark)
            row["keys"] += 1
            row["up"] += up
            row["down"] += down

    def report(self):
        for kind, row in self.kinds.items():
            waits = row["waits"] or [0]
            print(f"    {kind:<34} {row['keys']:>4} keys {row['up']:>7} up {row['down']:>7} down"
                  f"   answer {statistics.median(waits):.1f} ms, most {max(waits):.1f} ms")


def fill(walk):
    relay = sessions.Relay(walk.server.port)
    person = Paramiko(relay.port, "teacher", password=sessions.PASSWORD).expect_screen()
    person.expect("今日", "待办")
    keyboard = Keyboard(person, relay)
    row = next(line for line in person.lines() if "打电话或上门" in line)
    number = next(word for word in row.replace("!", " ").replace("›", " ").split())
    keyboard.press("opening it", [number])
    person.expect("劝学记录表")
    keyboard.press("answers", ["2", "\r"])
    while "劝学过程" not in focus(person):
        keyboard.press("answers", ["\r"])
    keyboard.press("free text", COURSE)
    keyboard.press("answers", ["\r", "1", "\r", "1", "\r"])
    keyboard.press("free text", OPINION)
    keyboard.press("answers", ["\r"])
    while "填好了" not in person.text():
        keyboard.press("answers", ["\r"])
    keyboard.press("finishing", ["\r", "1"])
    person.expect("已记进个案")
    keyboard.report()
    counted = sum(row["keys"] for kind, row in keyboard.kinds.items() if kind != "free text")
    print(f"    keys beside the free text: {counted}")
    person.cut()


def focus(person):
    """The heading above the caret: a paragraph says its name there."""
    row = person.screen.cursor.y
    return " ".join(person.lines()[max(0, row - 1):row + 1])


def type_into_cat():
    root = tempfile.mkdtemp(prefix="baoxue-sshd-")
    started = sessions.start_sshd(root)
    if not started:
        print("    sshd is not here, or this is not root: not compared")
        return
    process, port, key = started
    relay = sessions.Relay(port)
    transport = paramiko.Transport((HOST, relay.port))
    transport.connect(username="root", pkey=paramiko.Ed25519Key.from_private_key_file(key))
    channel = transport.open_session()
    channel.get_pty("xterm-256color", 80, 24)
    channel.invoke_shell()
    sessions.drain(channel, 1)
    channel.send(f"cat >{root}/record.txt\r")
    sessions.drain(channel, 1)
    mark = relay.since()
    for letter in COURSE + OPINION:
        channel.send(letter)
        sessions.drain(channel, 0.15)
    up, down = relay.since(mark)
    print(f"    {'cat over sshd: the free text':<34} {len(COURSE + OPINION):>4} keys"
          f" {up:>7} up {down:>7} down")
    transport.close()
    process.terminate()
    shutil.rmtree(root)


def main():
    walk = Walk(sys.argv[1], Paramiko)
    try:
        record_absences(walk)
        print("a persuasion record, everything known filled in")
        fill(walk)
        type_into_cat()
    finally:
        walk.server.remove()


if __name__ == "__main__":
    main()
