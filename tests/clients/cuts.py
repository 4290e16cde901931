"""The link is cut at random points of a text: what the screen had shown is there again."""

import random

from terminals import Paramiko
from walk import Walk, open_row

CUTS = 12
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def open_paragraph(walk):
    """The persuasion record of one absent child, with the caret in its first long field."""
    person = walk.sign_in("teacher")
    open_row(person, "考勤")
    person.expect("打学号")
    person.do("2\r", "缺课1")
    person.do("\r", "已报")
    person.keys("\x1b")
    open_row(person, "打电话或上门")
    person.expect("劝学记录表")
    person.keys("1\r")
    person.settle()
    return person


def shown_of(person, text):
    """How many letters of a text the screen shows."""
    screen = person.text().replace("\n", "").replace(" ", "")
    for length in range(len(text), 0, -1):
        if text[:length] in screen:
            return length
    return 0


def test_nothing_shown_is_lost_wherever_the_link_is_cut(binary):
    dice = random.Random(7)
    walk = Walk(binary, Paramiko)
    person, typed = open_paragraph(walk), ""
    for _ in range(CUTS):
        for letter in dice.choices(LETTERS, k=dice.randrange(1, 7)):
            person.keys(letter)
            typed += letter
            person.take(dice.choice((0, 0.01, 0.05)))
        shown = shown_of(person, typed)
        person.cut()
        person = walk.open("teacher")
        person.do("\r", "劝学记录表")
        kept = shown_of(person, typed)
        assert kept >= shown, f"{shown} of {typed!r} were shown, {kept} are there"
        typed = typed[:kept]
    assert len(typed) >= CUTS, typed
    walk.server.stop()
    walk.server.remove()
