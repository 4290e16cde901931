"""How a terminal is spoken to: what it answers, what its person chose, and in which characters."""

import codecs
import re

import pyte

from door import server, sign_in
from terminals import CLIENTS, Paramiko, squeeze

ESC, LANGUAGE, KEYBOARD = "\x1b", "\x1bOQ", "\x15"


class Nobody(Paramiko):
    """A terminal that answers nothing but what all do."""

    name = "a terminal nobody knows"
    version = None


class Gbk(Paramiko):
    """A terminal whose characters are GBK's: two bytes are two columns, whatever they were meant to be."""

    name = "a GBK client"
    version = None

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        self.decoder = codecs.getincrementaldecoder("gb18030")("replace")
        stream = pyte.Stream(self.screen)
        self.stream = stream
        feed = stream.feed
        stream.feed = lambda data: feed(self.decoder.decode(data))

    def keys(self, keys):
        self.write(keys.encode("gbk"))


def test_a_terminal_nobody_knows_is_asked_about_once_for_each_person(binary):
    to = server(binary)
    for name in ("office", "village"):
        person = sign_in(Nobody, to, name)
        person.keys("1")
        person.expect("哪一行维吾尔文读得对", "5  甲 uyghurche 12-may 乙")
        assert "GBK" not in person.text(), person.text()
        person.do("1", "记住了")
        person.cut()
        again = sign_in(Nobody, to, name)
        again.settle()
        assert "哪一行" not in squeeze(again.text()), again.text()
        again.cut()


def test_a_choice_of_plain_lines_is_there_at_the_next_sign_in(binary):
    to = server(binary)
    person = sign_in(Nobody, to, "office")
    person.settle()
    person.do(ESC, "1 是")
    person.keys("2")
    person.keys("?2")
    person.do("6", "换回线条")
    assert "─" not in person.text(), person.text()
    person.cut()
    again = sign_in(Nobody, to, "office")
    again.settle()
    assert "─" not in again.text() and "----" in again.text(), again.text()
    again.keys("2?2")
    again.do("6", "换成 - 和 .")
    assert "─" in again.text(), again.text()
    again.cut()


ARABIC = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff\ufffd]")


def test_a_gbk_client_reads_and_types_its_own_characters(binary):
    to = server(binary)
    name = to.sql("SELECT name_zh FROM child WHERE name_zh <> '' ORDER BY id LIMIT 1")[0][0]
    person = sign_in(Gbk, to, "bureau")
    person.settle()
    if "Language" in person.text():
        person.keys("1")
    person.expect("今日", "----")
    person.do("/", "查找")
    person.do(name, name)
    person.settle()
    assert not ARABIC.search(person.text()), person.text()
    person.keys(ESC + ESC)
    person.settle()
    person.do(LANGUAGE, "bueguen", "----")
    assert not ARABIC.search(person.text()), person.text()
    person.cut()


def test_every_client_types_uyghur_with_a_keyboard_that_has_none(binary):
    to = server(binary)
    for client, name in zip(CLIENTS, ("supervision", "township", "bureau", "principal")):
        to.sql("UPDATE account SET language = 'zh', keyboard = '' WHERE name = ?", name)
        to.sql("DELETE FROM resume")
        person = sign_in(client, to, name)
        person.expect("今日")
        person.do("/", "声母")
        person.do(KEYBOARD, "维文键盘 ^U")
        person.do("sfl", "\ufedd\ufe8e\ufeb3")
        person.do(KEYBOARD + KEYBOARD + "z", "z\ufedd\ufe8e\ufeb3")
        person.cut()
