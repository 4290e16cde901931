"""Who may come in, how often, with what; and what a client may ask for."""

import os
import socket
import statistics
import subprocess
import threading
import time

import paramiko

from server import PASSWORD, Server
from terminals import CLIENTS, HOST, OpenSSH, Paramiko, Plink

SHARED = []


def server(binary):
    """One server for all the tests here that leave it as it was."""
    if not SHARED:
        SHARED.append(Server(binary).start())
    return SHARED[0]


def close():
    for one in SHARED:
        one.remove()


def sign_in(client, to, name="principal", **more):
    if client is Plink:
        more["host_key"] = to.host_key()
    terminal = client(to.port, name, password=PASSWORD, **more)
    return terminal.expect_screen()


def transport(to, name="principal", password=PASSWORD):
    """A paramiko connection that is signed in and has asked for nothing."""
    line = paramiko.Transport((HOST, to.port))
    line.start_client(timeout=20)
    line.auth_password(name, password)
    return line


def run_command(to, command, name="principal", given=None):
    """ssh HOST COMMAND: status, output, errors."""
    line = transport(to, name)
    try:
        channel = line.open_session(timeout=20)
        channel.settimeout(30)
        channel.exec_command(command)
        if given is not None:
            channel.sendall(given)
        channel.shutdown_write()
        output = channel.makefile("rb").read()
        errors = channel.makefile_stderr("rb").read()
        return channel.recv_exit_status(), output.decode(), errors.decode()
    finally:
        line.close()


def refused(call):
    try:
        call()
    except (paramiko.SSHException, EOFError, OSError):
        return True
    return False


def alive(to):
    """A person who signs in now comes to the screens, and soon."""
    began = time.monotonic()
    terminal = sign_in(Paramiko, to)
    terminal.cut()
    return time.monotonic() - began


def until(true, seconds=30):
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.1)
    return true()


# --- Coming in ---------------------------------------------------------------------------------------


def test_every_client_signs_in_with_a_password_and_follows_its_window(binary):
    to = server(binary)
    for client in CLIENTS:
        terminal = sign_in(client, to)
        terminal.resize(40, 12)
        terminal.settle()
        assert "─" * 38 in terminal.text(), f"{client.name}\n{terminal.text()}"
        terminal.cut()


def test_a_key_on_file_opens_the_door_and_another_does_not(binary):
    to = server(binary)
    mine, others = (os.path.join(to.root, name) for name in ("mine", "others"))
    for path in (mine, others):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path], check=True)
    with open(mine + ".pub", encoding="ascii") as public:
        kind, blob = public.read().split()[:2]
    to.sql("INSERT INTO account_key (account_id, type, blob, added_at)"
           " SELECT id, ?, ?, 0 FROM account WHERE name = 'principal'", kind, blob)

    OpenSSH(to.port, "principal", key=mine).expect_screen().cut()
    Paramiko(to.port, "principal", key=mine).expect_screen().cut()
    assert refused(lambda: Paramiko(to.port, "principal", key=others))
    assert refused(lambda: Paramiko(to.port, "township", key=mine))


def test_a_command_has_the_clients_streams_and_status(binary):
    to = server(binary)
    status, output, errors = run_command(to, "help")
    assert status == 0 and "help" in output and errors == ""

    status, output, errors = run_command(to, "no-such-command 'a b'")
    assert status == 2 and output == "" and "no-such-command" in errors

    status, _, _ = run_command(to, "import 'unclosed")
    assert status == 2


def test_the_console_alone_may_serve_and_make_counties(binary):
    to = server(binary)
    for command in ("serve", "init", "serve --help"):
        status, output, errors = run_command(to, command)
        assert status == 2 and output == "" and errors != "", command


# --- Staying out -------------------------------------------------------------------------------------


def wrong(to, name, password="not the password"):
    """One wrong password on a connection of its own: seconds, and what was said."""
    line = paramiko.Transport((HOST, to.port))
    began = time.monotonic()
    try:
        line.start_client(timeout=20)
        began = time.monotonic()
        line.auth_password(name, password)
        said = "came in"
    except paramiko.AuthenticationException as refusal:
        said = str(refusal)
    except (paramiko.SSHException, EOFError) as ending:
        said = f"ended: {ending}"
    finally:
        line.close()
    return time.monotonic() - began, said


def test_a_known_and_an_unknown_name_are_refused_alike(binary):
    to = server(binary)
    known = [wrong(to, name) for name in ("office", "village", "township")]
    unknown = [wrong(to, name) for name in ("nobody", "no.body", "no_body")]
    assert {said for _, said in known} == {said for _, said in unknown}
    times = [statistics.median(seconds for seconds, _ in tries) for tries in (known, unknown)]
    assert abs(times[0] - times[1]) < 0.05 * max(times), times


def test_five_wrong_passwords_lock_the_name_from_there_and_no_other_name(binary):
    to = server(binary)
    for _ in range(5):
        assert wrong(to, "auditor")[1] != "came in"
    assert wrong(to, "auditor", PASSWORD)[1] != "came in"
    assert alive(to) < 5


def test_one_connection_has_five_tries(binary):
    to = server(binary)
    line = paramiko.Transport((HOST, to.port))
    line.start_client(timeout=20)
    refusals = 0
    try:
        for _ in range(10):
            try:
                line.auth_password("nobody-in-particular", "wrong")
            except paramiko.AuthenticationException:
                refusals += line.is_active()  # paramiko calls a line that ended a refusal, too
    except (paramiko.SSHException, EOFError):
        pass
    line.close()
    assert 3 <= refusals <= 5, refusals


def test_names_and_passwords_too_long_are_refused_and_the_door_stays_open(binary):
    to = server(binary)
    for name, password in (("a" * 65, "x"), ("a" * 200000, "x"), ("principal", "x" * 257),
                           ("principal", "x" * 200000), ("prin\0cipal", "x"), ("\x1b[2J", "x")):
        assert wrong(to, name, password)[1] != "came in"
    assert "\x1b" not in to.log()
    assert alive(to) < 5


def test_nothing_happens_before_somebody_has_signed_in(binary):
    to = server(binary)
    line = paramiko.Transport((HOST, to.port))
    line.start_client(timeout=20)
    assert refused(lambda: line.open_session(timeout=3))
    line.close()


def test_who_says_nothing_is_sent_away_within_a_minute(binary):
    to = server(binary)
    waits = {}

    def wait(name, first, drip):
        began = time.monotonic()
        with socket.create_connection((HOST, to.port)) as line:
            line.settimeout(1)
            line.sendall(first)
            while time.monotonic() - began < 75:
                try:
                    if drip:
                        line.sendall(b"x")
                    if line.recv(4096) == b"":
                        break
                except socket.timeout:
                    pass
                except OSError:
                    break
        waits[name] = time.monotonic() - began

    stalls = (("silent", b"", False), ("no key exchange", b"SSH-2.0-stalled\r\n", False),
              ("a byte a second", b"SSH-2.0-", True))
    threads = [threading.Thread(target=wait, args=stall) for stall in stalls]
    for thread in threads:
        thread.start()
    assert alive(to) < 5
    for thread in threads:
        thread.join()
    assert all(seconds < 66 for seconds in waits.values()), waits


def test_a_flood_of_connections_leaves_the_door_open(binary):
    to = server(binary)
    time.sleep(5)
    flood = []
    for _ in range(300):
        line = socket.socket()
        line.setblocking(False)
        line.connect_ex((HOST, to.port))
        flood.append(line)
    time.sleep(6)
    assert len(to.children()) < 150
    assert alive(to) < 10
    for line in flood:
        line.close()


# --- Asking for too much -------------------------------------------------------------------------------


def test_terminals_with_hostile_names_get_a_plain_one(binary):
    to = server(binary)
    for term in ("", "x" * 65, "x" * 200000, "../../etc/passwd", "/etc/passwd", "a\0b", "\x1b[2J",
                 "no-such-terminal", "dumb", ".", "%s%n"):
        terminal = Paramiko(to.port, "principal", PASSWORD, term=term)
        terminal.expect_screen()
        terminal.cut()


def test_sizes_are_brought_within_what_can_be_drawn(binary):
    to = server(binary)
    for columns, rows in ((0, 0), (1, 1), (65535, 65535), (2**31, 2**31), (2**32 - 1, 2**32 - 1)):
        line = transport(to)
        channel = line.open_session(timeout=20)
        channel.get_pty("xterm", columns, rows)
        channel.invoke_shell()
        channel.settimeout(20)
        assert channel.recv(4096)
        for size in ((columns, rows), (80, 24)):
            channel.resize_pty(*size)
        time.sleep(0.3)
        assert not channel.closed, (columns, rows)
        line.close()
    assert memory_of_largest(to) < 64 << 20


def memory_of_largest(to):
    """Resident bytes of the largest child."""
    most = 0
    for pid in to.children():
        try:
            with open(f"/proc/{pid}/statm", encoding="ascii") as statm:
                most = max(most, int(statm.read().split()[1]) * 4096)
        except OSError:
            pass
    return most


def test_one_channel_with_one_program_and_nothing_else(binary):
    to = server(binary)
    line = transport(to)
    first = line.open_session(timeout=20)
    assert refused(lambda: line.open_session(timeout=5))
    assert refused(lambda: line.open_channel("direct-tcpip", (HOST, 22), (HOST, 1), timeout=5))
    assert refused(lambda: line.open_channel("x11", None, (HOST, 1), timeout=5))
    assert refused(lambda: line.open_channel("no-such-kind", timeout=5))
    assert refused(lambda: line.request_port_forward("", 0))
    assert not first.closed
    line.close()

    for ask in (lambda channel: channel.invoke_subsystem("no-such"),
                lambda channel: channel.request_x11(),
                lambda channel: channel.exec_command("x" * 2000)):
        line = transport(to)
        channel = line.open_session(timeout=20)
        assert refused(lambda: ask(channel))
        line.close()
    assert alive(to) < 5


def test_a_large_paste_ends_nobody(binary):
    to = server(binary)
    terminal = sign_in(Paramiko, to)
    terminal.channel.settimeout(60)
    for _ in range(40):
        terminal.channel.sendall(b"7" * 65536)
        terminal.take(0)
    terminal.settle(0.5, 30)
    assert not terminal.ended
    assert memory_of_largest(to) < 64 << 20
    terminal.cut()


def test_a_client_that_stops_reading_makes_nobody_wait(binary):
    to = server(binary)
    stalled = sign_in(OpenSSH, to)
    os.kill(stalled.child.pid, 19)
    for _ in range(50):
        stalled.keys("\x0c")
    assert alive(to) < 3
    os.kill(stalled.child.pid, 18)
    stalled.cut()


# --- The processes -----------------------------------------------------------------------------------


def status_of(pid, field):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next(line.split(":")[1].strip() for line in status if line.startswith(field + ":"))


def files_of(pid):
    found = []
    for name in os.listdir(f"/proc/{pid}/fd"):
        try:
            found.append(os.readlink(f"/proc/{pid}/fd/{name}"))
        except OSError:
            pass
    return found


def test_what_reads_the_network_holds_no_record_and_what_holds_records_no_network(binary):
    to = server(binary)
    before = set(to.children())
    terminal = sign_in(Paramiko, to)
    boxed = [pid for pid in set(to.children()) - before if status_of(pid, "Seccomp") == "2"]
    assert len(boxed) == 2, boxed
    holding = [any("county.db" in name for name in files_of(pid)) for pid in boxed]
    assert sorted(holding) == [False, True]
    inodes = tcp_inodes()
    talking = [any(name in inodes for name in files_of(pid)) for pid in boxed]
    assert sorted(talking) == [False, True]
    assert holding[0] != talking[0]
    terminal.cut()


def tcp_inodes():
    found = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        if os.path.exists(table):
            with open(table, encoding="ascii") as rows:
                found |= {f"socket:[{row.split()[9]}]" for row in rows.readlines()[1:]}
    return found


def test_connections_leave_no_process_and_no_descriptor_behind(binary):
    to = server(binary)
    assert until(lambda: len(to.children()) == 4, 70), to.children()
    files = len(files_of(to.process.pid))
    for _ in range(30):
        transport(to).close()
        socket.create_connection((HOST, to.port)).close()
        time.sleep(0.1)
    sign_in(Paramiko, to).cut()
    assert until(lambda: len(to.children()) == 4, 15), to.children()
    assert len(files_of(to.process.pid)) == files
