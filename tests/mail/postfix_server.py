"""A real Postfix on loopback, with a configuration, a queue and users of its own: the machine's is not touched."""

import os
import shutil
import socketserver
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from typing import ClassVar

import trustme

USER, PASSWORD = "robot", "пароль № 1"
SIZE_LIMIT = 60_000
NEEDED = ("postfix", "postconf", "saslpasswd2")

MAIN = """
compatibility_level = 3.6
queue_directory = {home}/queue
data_directory = {home}/data
maillog_file_prefixes = {home}
maillog_file = {home}/log
mail_owner = postfix
myhostname = localhost
mydestination =
local_recipient_maps =
alias_maps =
alias_database =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks =
virtual_mailbox_domains = firma.test
virtual_mailbox_maps = static:anybody
virtual_transport = discard
default_transport = discard
relay_domains =
message_size_limit = {size}
queue_minfree = 0
smtputf8_enable = yes
smtpd_delay_reject = no
smtpd_error_sleep_time = 0
smtpd_junk_command_limit = 1000
smtpd_hard_error_limit = 1000
smtpd_client_auth_rate_limit = 0
smtpd_tls_chain_files = {home}/key.pem, {home}/chain.pem
smtpd_tls_session_cache_database =
smtpd_sasl_type = cyrus
smtpd_sasl_path = smtpd
smtpd_sasl_local_domain = localhost
smtpd_sender_restrictions = check_sender_access inline:{{ {{refused@firma.test = REJECT}} }}
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_recipient_restrictions =
    check_recipient_access inline:{{ {{nobody@firma.test = 550 5.1.1 User unknown in local recipient table}} }}
    check_policy_service inet:127.0.0.1:{policy}
"""

LOGIN = "-o smtpd_sasl_auth_enable=yes -o smtpd_client_restrictions=permit_sasl_authenticated,reject"
MASTER = """
127.0.0.1:{ports.plain} inet n - n - - smtpd -o smtpd_tls_security_level=none
127.0.0.1:{ports.submission} inet n - n - - smtpd -o smtpd_tls_security_level=encrypt -o smtpd_sasl_auth_enable=yes
127.0.0.1:{ports.wrapped} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes -o smtpd_sasl_auth_enable=yes
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""

SASL = """
pwcheck_method: auxprop
auxprop_plugin: sasldb
sasldb_path: {home}/sasldb2
mech_list: PLAIN LOGIN CRAM-MD5
"""


@dataclass(frozen=True, slots=True)
class Ports:
    """Where it listens: as on 25 (neither TLS nor login), 587 (STARTTLS) and 465 (TLS from the first byte)."""

    plain: int
    submission: int
    wrapped: int


@dataclass(frozen=True, slots=True)
class Postfix:
    """The running server; `ca_file` is who signed its certificate for localhost."""

    ports: Ports
    ca_file: str


def why_not() -> str:
    """Return why it cannot run here; empty where it can."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin"
    missing = [name for name in NEEDED if shutil.which(name, path=path) is None]
    if missing:
        return f"{', '.join(missing)} not installed: apt-get install postfix sasl2-bin libsasl2-modules"
    return "" if os.geteuid() == 0 else "Postfix starts as root only"


@contextmanager
def running_postfix() -> Iterator[Postfix]:
    """Start it, and stop it at the end by its own pid file."""
    # Not pytest's directory, which Postfix's user may not enter.
    home = Path(tempfile.mkdtemp(prefix="gonets-postfix-"))
    home.chmod(0o755)
    try:
        with _policy() as policy:
            ports = Ports(*_free_ports(3))
            _write(home, ports, policy)
            _run("postfix", "-c", str(home / "conf"), "start")
            try:
                yield Postfix(ports, str(home / "ca.pem"))
            finally:
                _run("postfix", "-c", str(home / "conf"), "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _write(home: Path, ports: Ports, policy: int) -> None:
    for name in ("conf", "conf/sasl", "queue", "data"):
        (home / name).mkdir()
    shutil.chown(home / "data", "postfix")
    (home / "conf/main.cf").write_text(MAIN.format(home=home, size=SIZE_LIMIT, policy=policy))
    (home / "conf/master.cf").write_text(MASTER.format(ports=ports))
    (home / "conf/sasl/smtpd.conf").write_text(SASL.format(home=home))
    ca = trustme.CA(organization_name="Проверка")
    certificate = ca.issue_cert("localhost")
    ca.cert_pem.write_to_path(str(home / "ca.pem"))
    certificate.private_key_pem.write_to_path(str(home / "key.pem"))
    for part in certificate.cert_chain_pems:
        part.write_to_path(str(home / "chain.pem"), append=True)
    _run("saslpasswd2", "-p", "-c", "-f", str(home / "sasldb2"), "-u", "localhost", USER, given=PASSWORD)
    shutil.chown(home / "sasldb2", group="postfix")
    (home / "sasldb2").chmod(0o640)


def _run(*command: str, given: str = "") -> None:
    path = f"{os.environ.get('PATH', '')}:/usr/sbin"
    done = subprocess.run(
        command, input=given, text=True, capture_output=True, timeout=60, check=False, env={**os.environ, "PATH": path}
    )
    assert done.returncode == 0, f"{command[0]}: {done.stdout}{done.stderr}"


def _free_ports(count: int) -> list[int]:
    sockets = [socket() for _ in range(count)]
    try:
        for item in sockets:
            item.bind(("127.0.0.1", 0))
        return [item.getsockname()[1] for item in sockets]
    finally:
        for item in sockets:
            item.close()


class _Greylist(socketserver.StreamRequestHandler):
    """Postfix's policy protocol: who is unknown is asked to come back, once for each sender and recipient."""

    seen: ClassVar[set[tuple[str, str]]] = set()

    def handle(self) -> None:
        asked: dict[str, str] = {}
        for raw in self.rfile:
            name, _, value = raw.decode().rstrip("\n").partition("=")
            if name:
                asked[name] = value
                continue
            pair = (asked.get("sender", ""), asked.get("recipient", ""))
            known = not pair[1].startswith("grey") or pair in self.seen
            self.seen.add(pair)
            self.wfile.write(
                b"action=DUNNO\n\n" if known else b"action=DEFER_IF_PERMIT Greylisted, see http://postgrey.test\n\n"
            )
            asked = {}


class _PolicyServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False


@contextmanager
def _policy() -> Iterator[int]:
    with _PolicyServer(("127.0.0.1", 0), _Greylist) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            with suppress(OSError):
                server.shutdown()
            thread.join()
