"""A display of our own, terminal emulators in it, keys typed into them and pictures of them."""

import os
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
LATIN, CHINESE = "FreeMono", "Noto Sans Mono CJK SC"
AAFONT = f"""DEFAULT={LATIN} Bold
ISO10646_UCS4_1={LATIN} Bold
ISO10646_UCS4_1_FULLWIDTH={CHINESE}
GB2312_80={CHINESE}
GBK={CHINESE}
ISO8859_1={LATIN} Bold
"""
WIDTH, HEIGHT = 1400, 800


class Timeout(AssertionError):
    pass


def until(what, true, seconds=15):
    """Waits until true() gives something, and gives that."""
    end = time.monotonic() + seconds
    while True:
        value = true()
        if value:
            return value
        if time.monotonic() > end:
            raise Timeout(f"waited {seconds} s for {what}")
        time.sleep(0.05)


def xterm(*more):
    """The second font is for the wide characters, which the first lacks."""
    return ["xterm", "-geometry", "80x24+0+0", "-fa", f"{LATIN}:bold", "-fd", CHINESE, "-fs", "14",
            "-bg", "white", "-fg", "black", *more, "-e"]


def pterm():
    """In PuTTY's own colours: its bold is brighter, and would be white on white."""
    return ["pterm", "-geometry", "80x24+0+0", "-fn", f"client:{LATIN} Bold 14", "-e"]


def mlterm(*more):
    return ["mlterm", "--geometry", "80x24+0+0", "--fontsize", "19", "--lsp", "4",
            "--sbmod", "none", "--bg", "white", "--fg", "black", *more, "-e"]


def vte():
    return [sys.executable, os.path.join(HERE, "vte.py"), f"{LATIN} Bold 14"]


# How each is started; what it is to run follows. gbk is a terminal that writes and reads GBK.
EMULATORS = {
    "xterm": xterm,
    "pterm": pterm,
    "mlterm": lambda: mlterm("--km", "UTF-8"),
    "vte": vte,
    "gbk": lambda: mlterm("--km", "GBK"),
}


class Display:
    """An X server that nobody sees, with a home folder for the programs in it."""

    def __enter__(self):
        self.home = tempfile.mkdtemp(prefix="baoxue-home-")
        os.mkdir(os.path.join(self.home, ".mlterm"))
        with open(os.path.join(self.home, ".mlterm", "aafont"), "w", encoding="ascii") as fonts:
            fonts.write(AAFONT)
        reading, writing = os.pipe()
        self.process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24",
             "-nolisten", "tcp", "-noreset"],
            pass_fds=[writing], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as number:
            name = ":" + number.readline().strip()
        self.environment = {**os.environ, "DISPLAY": name, "HOME": self.home, "GDK_BACKEND": "x11",
                            "LC_ALL": "C.UTF-8", "XMODIFIERS": "", "GTK_IM_MODULE": "simple"}
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)
        shutil.rmtree(self.home, ignore_errors=True)

    def run(self, *words, check=True):
        return subprocess.run(words, env=self.environment, capture_output=True, check=check,
                              timeout=20).stdout


class Emulator:
    """One terminal emulator with a program in it."""

    def __init__(self, display, name, command, **environment):
        self.display, self.name = display, name
        self.process = subprocess.Popen([*EMULATORS[name](), *command], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                        env={**display.environment, **environment})
        self.shown = b""
        try:
            self.window = until(f"the window of {name}", self.find_window)
        except BaseException:
            self.close()
            raise
        display.run("xdotool", "windowfocus", self.window)

    def find_window(self):
        """The largest visible window but the root: toolkits have small ones beside their own."""
        ids = self.display.run("xdotool", "search", "--onlyvisible", "--name", "", check=False)
        areas = {window: self.area(window) for window in ids.decode().split()}
        return max((window for window in areas if 100000 < areas[window] < WIDTH * HEIGHT),
                   key=areas.get, default=None)

    def area(self, window):
        words = self.display.run("xdotool", "getwindowgeometry", "--shell", window, check=False)
        sizes = dict(word.split("=") for word in words.decode().split() if "=" in word)
        return int(sizes.get("WIDTH", 0)) * int(sizes.get("HEIGHT", 0))

    def key(self, *names):
        self.display.run("xdotool", "key", *names)

    def type(self, text):
        self.display.run("xdotool", "type", "--delay", "40", text)

    def look(self):
        return self.display.run("import", "-silent", "-window", self.window, "ppm:-")

    def settled(self, seconds=15):
        """Waits for a picture unlike the last one that stays as it is; keeps and gives it."""
        before, last = self.shown, None
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            now = self.look()
            if now == last and now != before:
                self.shown = now
                return now
            last = now
            time.sleep(0.15)
        raise Timeout(f"{self.name}: no new picture that stays")

    def save(self, path):
        subprocess.run(["convert", "ppm:-", path], input=self.settled(), check=True, timeout=20)

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(5)
