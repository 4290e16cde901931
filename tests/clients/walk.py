"""The main job, end to end, walked by each client: from two lists to a closed case."""

import os
import re

from door import run_command
from server import PASSWORD, Server
from terminals import CLIENTS, Dbclient, OpenSSH, Paramiko, Plink

ESC, LEFT, RIGHT, PAGE_DOWN = "\x1b", "\x1b[D", "\x1b[C", "\x1b[6~"
NEW_PASSWORD = "sesame-new-22"


class Walk:
    """One county, walked through with one client."""

    def __init__(self, binary, client):
        self.client = client
        self.server = Server(binary).start()

    def open(self, name, password=PASSWORD):
        """Signs in; the screen that comes first is left to the caller."""
        more = {"host_key": self.server.host_key()} if self.client is Plink else {}
        return self.client(self.server.port, name, password=password, **more).expect_screen()

    def sign_in(self, name):
        """To today, by way of the choice of language the first time."""
        person = self.open(name)
        person.settle()
        if "Language" in person.text():
            person.keys("1")
        elif "上次没有做完" in person.text():
            person.keys("2")
        person.expect("今日", "待办")
        return person

    def leave(self, person):
        """Out by the door: Esc, and yes."""
        for _ in range(6):
            person.keys(ESC)
            person.settle(0.4)
            if "退出吗" in person.text():
                person.keys("1")
                status = person.wait_end()
                assert status == 0, f"{person.name} ended with {status}: {person.raw[-200:]!r}"
                return
        raise AssertionError(f"no way out of\n{person.text()}")


def open_row(person, text):
    """Types the number of the list's row that says text."""
    person.expect(text)
    for line in person.lines():
        row = re.match(r"\s*[!›]*\s*[!›]*\s*(\d+)\s", line)
        if row and text in line:
            person.keys(row.group(1))
            return
    raise AssertionError(f"no row with {text}\n{person.text()}")


def finish_form(person):
    person.expect("填好了")
    person.do("\r", "不能再改")
    person.do("1", "已记进个案")


def first_sign_in(walk):
    """A one-time password leads to a language, a new password, and today."""
    status, output, errors = run_command(
        walk.server, "accounts create newcomer --role class_teacher --place '七年级(1)班'"
                     " --name-zh 李示例", "admin")
    assert status == 0, errors
    person = walk.open("newcomer", re.search(r"\w{4}-\w{4}-\w{4}", output).group())
    person.expect("语言", "Language")
    person.do("1", "新密码")
    person.keys(NEW_PASSWORD + "\r")
    person.settle()
    person.do(NEW_PASSWORD + "\r", "今日", "密码已换")
    walk.leave(person)
    again = walk.open("newcomer", NEW_PASSWORD)
    again.expect("今日")
    walk.leave(again)


def load_the_roll(walk):
    """ssh bureau@HOST import roll < roll.csv; the same file again changes nothing."""
    drop = os.path.join(walk.server.folder, "drop")
    for name in sorted(os.listdir(drop)):
        with open(os.path.join(drop, name), "rb") as file:
            rows = file.read()
        for words in ("import roll --create --dry-run", "import roll --create",
                      "import roll --create"):
            status, _, errors = run_command(walk.server, words, "bureau", rows)
            assert status in (0, 1), errors
    assert "新增 0，更改 0" in errors, errors
    assert run_command(walk.server, "import roll", "teacher", rows)[0] == 1


def compare_lists(walk):
    """The bureau compares the lists; what they disagree on stands on its screen."""
    status, output, errors = run_command(walk.server, "compare", "bureau")
    assert status == 0, output + errors
    person = walk.sign_in("bureau")
    person.do("0", "设置")
    open_row(person, "名册核对")
    person.expect("什么对不上")
    walk.leave(person)


def record_absences(walk):
    """Three days of absence of one child, each in a few keys; the ladder has begun."""
    person = walk.sign_in("teacher")
    open_row(person, "考勤")
    person.expect("打学号")
    person.keys(LEFT + LEFT)
    for day, step in (("09-15", ""), ("09-16", RIGHT), ("09-17", RIGHT)):
        person.do(step, day, "还没报") if step else person.expect(day, "还没报")
        person.do("2\r", "缺课1")
        person.do("\r", "已报")
    person.expect("第3天")
    name = re.search(r"2\s*缺\s+(\S+)", person.text()).group(1)
    person.keys(ESC)
    for duty in ("打电话或上门", "共同家访", "集体家访"):
        person.expect(duty, name)
    person.do("=", "09-15", "09-16", "09-17", "H17")
    person.keys(ESC)
    walk.leave(person)
    return name


def persuade_until_the_line_is_cut(walk):
    """The persuasion record; the link is cut in the middle of a word, and nothing is lost."""
    person = walk.sign_in("teacher")
    open_row(person, "打电话或上门")
    person.expect("劝学记录表")
    person.keys("1\r")
    person.settle()
    person.keys("务农\r")
    person.settle()
    person.do("父亲说孩子在亲", "父亲说孩子在亲", "已存")
    person.cut()

    person = walk.open("teacher")
    person.expect("上次没有做完", "父亲说孩子在亲")
    person.do("\r", "劝学记录表", "父亲说孩子在亲")
    person.do("戚家\r", "父亲说孩子在亲戚家")
    for key in ("2", "2"):
        person.keys(key + "\r")
        person.settle()
    person.keys("继续联系\r")
    finish_form(person)
    walk.leave(person)


def fill_missing(person, *answers):
    """Answers from the first field on that is still to be filled, and completes the form."""
    for answer in answers:
        person.keys(answer + "\r")
        person.settle()
    person.do(PAGE_DOWN, "填好了")
    finish_form(person)


def visit_and_fail(walk):
    """The joint visit, the plan, the collective visit: the parents refuse."""
    person = walk.sign_in("office")
    open_row(person, "共同家访")
    person.expect("劝学记录表")
    fill_missing(person, "家长不同意", "3", "3")
    walk.leave(person)

    person = walk.sign_in("principal")
    open_row(person, "定控辍方案")
    person.expect("控辍方案")
    fill_missing(person, "请村委会一起上门")
    walk.leave(person)

    person = walk.sign_in("principal")
    open_row(person, "集体家访")
    person.expect("劝学记录表")
    fill_missing(person, "村干部同去，家长仍不同意", "3", "3")
    walk.leave(person)


def report_in_triplicate(walk):
    """The written report; education section, supervision office and township confirm receipt."""
    person = walk.sign_in("principal")
    open_row(person, "报告")
    person.settle()
    fill_missing(person, "13999990011")
    walk.leave(person)
    for name in ("bureau", "supervision", "township"):
        person = walk.sign_in(name)
        open_row(person, "报告")
        person.expect("还没确认收到")
        person.do("13999990022\r", "已确认收到", "收到 ·")
        walk.leave(person)


def open_case(walk, name):
    person = walk.sign_in(name)
    person.do("0", "设置")
    open_row(person, "个案")
    person.do("1", "经过")
    return person


def assign(walk):
    """The bureau puts another in charge, who is told by a line in their today."""
    person = open_case(walk, "bureau")
    person.do("3", "选岗位")
    open_row(person, "白杨镇")
    person.expect("1 是")
    person.do("1", "已转交 1 件")
    walk.leave(person)


def close_the_case(walk):
    """Closing asks for evidence and for a second person; the case tells its whole story."""
    person = open_case(walk, "teacher")
    person.do("4", "依据", "提出申请")
    person.keys("1\r")
    person.do("班主任和教务处在教室见到\r", "已提出申请，等另一个人确认")
    walk.leave(person)
    person = open_case(walk, "principal")
    person.do("4", "1 确认销号")
    person.do("1", "1 是")
    person.do("1", "已销号", "申请销号", "转交负责岗位", "报送劝学返校报告单")
    walk.leave(person)


def prove_the_trail(walk):
    """The auditor reads the trail and no child; the chain is whole."""
    status, output, errors = run_command(walk.server, "audit verify", "auditor")
    assert status == 0, output + errors
    person = walk.sign_in("auditor")
    person.do("0", "设置")
    assert "个案" not in person.text() and "学籍" not in person.text()
    walk.leave(person)


WALK = (first_sign_in, load_the_roll, compare_lists, record_absences,
        persuade_until_the_line_is_cut, visit_and_fail, report_in_triplicate, assign,
        close_the_case, prove_the_trail)


def walk_with(binary, client):
    walk = Walk(binary, client)
    for step in WALK:
        print(f"  {client.name}: {step.__name__}", flush=True)
        step(walk)
    assert walk.server.stop() < 5
    walk.server.remove()


def test_the_main_job_with_openssh(binary):
    walk_with(binary, OpenSSH)


def test_the_main_job_with_plink(binary):
    walk_with(binary, Plink)


def test_the_main_job_with_dbclient(binary):
    walk_with(binary, Dbclient)


def test_the_main_job_with_paramiko(binary):
    walk_with(binary, Paramiko)
