"""One case in each of the five counties, over OpenSSH, in Chinese and then in Uyghur: from the
first day's duty through that county's ladder to its closing. What the screens must say is read from
the county's own rules and from the catalogues."""

import os
import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import yaml

from door import until
from server import PASSWORD, Server
from terminals import OpenSSH, Timeout

SOURCES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
COUNTIES = ("anze", "district", "hutubi", "nanan", "yixian")
LANGUAGES = ("zh", "ug")
ESC, DOWN, HOME, PAGE_DOWN = "\x1b", "\x1b[B", "\x1b[H", "\x1b[6~"
EARLIER, LATER = {"zh": "\x1b[D", "ug": "\x1b[C"}, {"zh": "\x1b[C", "ug": "\x1b[D"}
DAYS = 3  # of absence; the last is TODAYS[0]
TODAYS = ("2026-09-17", "2026-09-25")  # a case is worked on, and again when more has fallen due
PAGES = 5  # of a list, at most
WRITTEN = ("persuasion_notice", "return_order")  # papers that lack a telephone and words alone
MOST = 25  # steps that a case may take; none takes so many


def read_rules(name):
    with open(os.path.join(SOURCES, "core", "policies", f"{name}.yaml"), encoding="utf-8") as file:
        rules = yaml.safe_load(file)
    steps = {step["step"]: step for step in rules["legal"]}
    return {**{rung["rung"]: rung for rung in rules["ladder"]}, **rules["duties"]}, steps


def read_messages(language):
    path = os.path.join(SOURCES, "i18n", "messages", f"{language}.txt")
    with open(path, encoding="utf-8") as file:
        return dict(re.findall(r'^\s+([\w.-]+) \{ "(.*)" \}$', file.read(), re.M))


MESSAGES = {language: read_messages(language) for language in LANGUAGES}


def plain(text):
    """Without spaces, and with the letters that shaping leaves: two of them look the same."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).replace("ە", "ه")


class Person:
    """Somebody who is signed in, and what is said on their screen."""

    def __init__(self, server, name, language):
        self.language = language
        self.client = OpenSSH(server.port, name, password=PASSWORD).expect_screen()
        self.client.settle(0.2)
        if self.at("resume.title"):
            self.client.keys("2")
        self.reach("today.title")

    def say(self, key):
        """A message up to its first value or key."""
        return re.split(r"\{|Enter", MESSAGES[self.language][key])[0]

    def cite(self, clause):
        """A clause as it is cited, up to the word for an annex, which each language has its own."""
        return str(clause).split(" annex")[0]

    def rows(self):
        """As they are read: a Uyghur row lies in its cells from the right."""
        rows = [line.ljust(self.client.columns) for line in self.client.lines()]
        return rows if self.language == "zh" else [
            unicodedata.normalize("NFKC", row[::-1]) for row in rows]

    def sees(self, text):
        """Numbers and Chinese names stand in a Uyghur row as they are."""
        shown = plain("".join(self.rows())) + "\n" + plain(self.client.text())
        return plain(text) in shown

    def expect(self, *wanted):
        for _ in range(100):
            if all(self.sees(text) for text in wanted):
                return
            if self.client.ended:
                break
            self.client.take(0.1)
        raise Timeout(f"{self.client.name}: wanted {wanted!r}, the screen shows\n"
                      + self.client.text())

    def at(self, key):
        return plain(self.rows()[0]).startswith(plain(self.say(key)))

    def reach(self, key):
        """Waits for the screen of a title."""
        for _ in range(100):
            if self.at(key):
                return
            self.client.take(0.1)
        raise Timeout(f"{self.client.name}: not at {key}, the screen shows\n{self.client.text()}")

    def do(self, keys, *wanted):
        self.client.keys(keys)
        self.expect(*wanted)

    def number_of(self, *texts):
        """The number before the row that says the texts; 0 when no row on the screen does."""
        for row, cells in zip(self.rows(), self.client.lines()):
            number = re.match(r"[\s!›‹]*(\d+)\s", row)
            shown = plain(row) + "\n" + plain(cells)
            if number and all(plain(text) in shown for text in texts):
                return int(number.group(1) if self.language == "zh" else number.group(1)[::-1])
        return 0

    def choose(self, text):
        """Types the digit that stands before a choice, turning pages until it is there."""
        for _ in range(6):
            for row in self.rows():
                for digit, label in re.findall(r"(\d) (.+?)(?=\s{2,}|$)", row):
                    if plain(label) == plain(text):
                        self.client.keys(digit)
                        return True
            self.client.keys("9")
            self.client.settle(0.2)
        return False

    def go_home(self):
        """Back to today, which is read anew."""
        for _ in range(6):
            if self.at("today.title"):
                break
            self.client.keys(ESC)
            self.client.settle(0.15)
        self.go_to("today.title")

    def go_to(self, key):
        """By way of the menu."""
        self.client.keys("0")
        self.reach("menu.title")
        self.select("\r", self.say(key))
        self.reach(key)

    def select(self, keys, *texts):
        """Goes to the row that says the texts, on whichever page, and presses keys there."""
        self.client.keys(HOME)
        self.client.settle(0.2)
        for _ in range(PAGES):
            if self.number_of(*texts):
                break
            self.client.keys(PAGE_DOWN)
            self.client.settle(0.2)
        number = self.number_of(*texts)
        assert number, f"no row with {texts}\n{self.client.text()}"
        self.client.keys(HOME + DOWN * (number - 1) + keys)

    def leave(self):
        self.client.cut()


class Case:
    """One child's case in one county and one language."""

    def __init__(self, server, rules, language, number):
        self.server, self.language, self.number = server, language, number
        self.rules, self.steps = rules
        self.people = {}
        self.looked = set()
        self.tried = False  # the first time the family agrees, and then no more
        self.told = []  # the rungs that were seen, in their order

    def person(self, name):
        if name not in self.people:
            self.people[name] = Person(self.server, name, self.language)
        return self.people[name]

    def words(self, duty):
        return self.rules[duty["rung"] or duty["kind"]]

    # --- What is stored: who must do what; the screens must say the same. ---

    def find(self):
        """The child of the newest case."""
        rows = self.server.sql("SELECT casefile.id, name_zh, name_ug FROM casefile JOIN child"
                               " ON child.id = child_id ORDER BY casefile.id DESC LIMIT 1")
        self.id, zh, ug = rows[0]
        self.child = (ug if self.language == "ug" else zh) or zh or ug

    def state(self):
        return self.server.sql("SELECT state FROM casefile WHERE id = ?", self.id)[0][0]

    def open(self, duty):
        return self.server.sql("SELECT state = 'open' FROM duty WHERE id = ?", duty["id"])[0][0]

    def next_duty(self):
        rows = self.server.sql(
            "SELECT duty.id, duty.kind, duty.rung, account.name FROM duty"
            " JOIN holding USING (post_id) JOIN account ON account.id = account_id"
            " WHERE case_id = ? AND duty.state = 'open' ORDER BY duty.id", self.id)
        names = ("id", "kind", "rung", "name")
        return next((dict(zip(names, row)) for row in rows if row[0] not in self.looked), None)

    # --- What people do. ---

    def report_absences(self):
        teacher = self.person("teacher")
        teacher.go_to("absences.title")
        teacher.expect(teacher.say("absences.type"))
        teacher.client.keys(EARLIER[self.language] * (DAYS - 1))
        for day in range(DAYS):
            teacher.do(f"{self.number}\r", "")
            teacher.client.settle(0.2)
            teacher.do("\r", teacher.say("absences.reported"))
            teacher.client.keys(LATER[self.language])
            teacher.client.settle(0.2)

    def look(self, duty):
        """The duty stands in its person's today under the county's words; `=` shows the clause."""
        person, words = self.person(duty["name"]), self.words(duty)
        title = words["title"][self.language][:10]  # as much as a column always shows
        person.go_home()
        person.select("=", title, self.child)
        person.expect(title, person.cite(words["clause"]))
        self.told.append(duty["rung"] or duty["kind"])
        self.looked.add(duty["id"])
        return person

    def open_case(self, name):
        person = self.person(name)
        person.go_home()
        person.go_to("queue.title")
        person.select("\r", self.child)
        person.expect(person.say("case.record"))
        return person

    def record(self, duty, kinds):
        """The first of the kinds that this person may record by hand."""
        person = self.open_case(duty["name"])
        person.do("1", person.say("record.kind"))
        assert any(person.choose(person.say(f"event.{kind}")) for kind in kinds), (
            f"none of {kinds}\n{person.client.text()}")
        person.client.settle(0.2)
        person.client.keys("\r")
        person.client.settle(0.2)
        if person.sees(person.say("record.result")):
            person.client.keys("3" if self.tried else "2")
            self.tried = True
        person.client.keys("示例")
        person.client.settle(0.2)
        person.do("\r", person.say("record.saved"))

    def send_report(self, person):
        person.do("\r", "")
        person.client.settle()
        for answer in ("13999990011", "示例", "示例"):
            person.client.keys(answer + "\r" + PAGE_DOWN)
            person.client.settle()
            if person.sees(person.say("form.end")):
                break
        person.expect(person.say("form.end"))
        person.do("\r", person.say("form.send-ask")[:12])
        person.do("1", person.say("form.completed"))

    def receive(self, person):
        person.do("\r", person.say("report.not-received"))
        person.do("13999990022\r", person.say("report.confirmed"))

    def fill_in(self, person):
        """What a paper still lacks, and its end."""
        for answer in ("13999990033", "示例", "示例", "示例", "示例"):
            if person.sees(person.say("form.end")):
                break
            person.client.keys(PAGE_DOWN + answer + "\r")
            person.client.settle()
        person.expect(person.say("form.end"))
        person.do("\r", person.say("form.complete-ask")[:12])
        person.do("1", person.say("form.completed"))

    def serve(self, person):
        """Today, in person, to whom the paper is for."""
        person.do("2", person.say("service.day"))
        person.client.keys("\r1\r")
        person.client.settle()
        person.do("\r", person.say("record.saved"))

    def take_step(self, person, duty, kinds):
        """The next step with legal effect: its paper and the paper's service, or its number alone."""
        step = next(self.steps[kind] for kind in kinds if kind in self.steps)
        if self.words(duty).get("form") in WRITTEN:
            person.client.keys("\r")
            person.client.settle()
            self.fill_in(person)
            person.go_home()
            person.select("\r", self.words(duty)["title"][self.language][:10], self.child)
            person.expect(person.say("form.service"))
            return self.serve(person)
        person = self.open_case(duty["name"])
        person.do("\t", person.say("case_more.title"))
        person.select("\r", person.say("legal.title"))
        person.expect(person.say("legal.step"))
        person.select("\r", step["name"][self.language][:10])
        person.expect(person.cite(step["clause"]))
        if person.sees(person.say("legal.what")):
            assert person.choose(person.say("legal.serve")), person.client.text()
        person.do("", person.say("legal.number"))
        person.client.keys("1\r")
        person.client.settle(0.2)
        return person.do("1\r\r", person.say("record.saved"))

    def close(self):
        """One asks with evidence, another confirms."""
        teacher = self.open_case("teacher")
        teacher.do("4", teacher.say("closing.send"))
        teacher.client.keys("1\r")
        teacher.do("班主任和教务处在教室见到\r", teacher.say("closing.sent"))
        duty = self.next_duty()
        while duty and duty["kind"] != "confirm_closing":
            self.looked.add(duty["id"])
            duty = self.next_duty()
        assert duty and duty["name"] != "teacher", duty
        second = self.look(duty)
        second.do("\r", second.say("closing.confirm"))
        second.do("1", second.say("closing.really-confirm"))
        second.do("1", second.say("closing.done"))
        assert self.state() == "closed"

    def work(self):
        """Everything that is due, until there is nothing that somebody can do or has not seen."""
        for _ in range(MOST):
            duty = self.next_duty()
            if not duty:
                return
            person, done_by = self.look(duty), self.words(duty).get("done_by", [])
            if duty["kind"] == "receive_report":
                self.receive(person)
            elif "report.sent" in done_by and "registered" not in done_by:
                self.send_report(person)
            elif done_by and set(done_by) <= {*self.steps, "step.skipped"}:
                self.take_step(person, duty, done_by)
            elif done_by:
                self.record(duty, done_by)
            assert not self.open(duty), f"still to be done: {duty}"
        raise AssertionError(f"no end: {self.told}")

    def go_on(self, today):
        """A day's work in this language; on the last day the case is closed."""
        self.server.sql("UPDATE account SET language = ?", self.language)
        if today == TODAYS[0]:
            self.report_absences()
            self.find()
        self.work()
        if today == TODAYS[-1]:
            self.close()
        for person in self.people.values():
            person.leave()
        self.people = {}


def begin_day(server, today):
    """The server runs on a day, as on all the days before, and the clerk has done its work."""
    clerk_day = "SELECT max(value) FROM setting WHERE name = 'clerk.day'"
    server.sql("UPDATE setting SET value = date(?, '-1 day') WHERE name = 'clerk.day'", today)
    server.today = today
    server.start()
    assert until(lambda: server.sql(clerk_day)[0][0] == today)


def walk_county(binary, name):
    server = Server(binary, policy=name)
    rules = read_rules(name)
    cases = [Case(server, rules, language, number) for language, number in zip(LANGUAGES, (2, 4))]
    for today in TODAYS:
        begin_day(server, today)
        for case in cases:
            case.go_on(today)
        server.stop()
    for case in cases:
        print(f"  {name} {case.language}: {', '.join(case.told)}", flush=True)
        assert len(set(case.told)) >= 7, case.told
    server.remove()


def test_a_case_in_each_county_in_chinese_and_in_uyghur(binary):
    with ThreadPoolExecutor(len(COUNTIES)) as pool:
        for _ in pool.map(lambda name: walk_county(binary, name), COUNTIES):
            pass
