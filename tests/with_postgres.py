"""Runs a command beside a PostgreSQL server: `python -m tests.with_postgres COMMAND…`; without one, until Ctrl-C.

`--durable` before the command has the server write through to the disk, as an installation's does.

The server is Debian's (or any that is installed), in a folder of its own, on loopback, and gone at the end. Where
`GONETS_TEST_POSTGRES` names a server that one is used; where none is installed the command runs without.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.postgres import VARIABLE

PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/pgsql/bin")
QUICK = {
    "fsync": "off",  # no test cuts the power
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "log_min_messages": "panic",
}
DURABLE = {"max_connections": "100", "log_min_messages": "panic"}
NOBODY = "nobody"


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL that is installed."""
    found = [Path(path) for place in PLACES for path in Path("/").glob(place[1:]) if (Path(path) / "initdb").exists()]
    beside = shutil.which("initdb")
    return max(found, key=_version) if found else Path(beside).parent if beside else None


def _version(folder: Path) -> tuple[int, ...]:
    digits = "".join(letter if letter.isdigit() else " " for letter in str(folder)).split()
    return tuple(int(part) for part in digits)


class Server:
    """A server that can be stopped, as a machine or its administrator does it, and started again where it was."""

    def __init__(self, home: Path, folder: Path, options: list[str], port: int, password: str) -> None:
        self._home = home
        self._folder = folder
        self._options = options
        self._port = port
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"postgresql://gonets:{password}@127.0.0.1:{port}/postgres"

    def start(self) -> None:
        """Start it, and wait until it takes connections."""
        data = self._home / "data"
        command: list[str | Path] = [self._folder / "postgres", "-D", data, *self._options]
        self._process = subprocess.Popen(command, user=_as_whom(), cwd=self._home)
        asked: list[str | Path] = [self._folder / "pg_isready", "-h", "127.0.0.1", "-p", str(self._port), "-t", "1"]
        while subprocess.run(asked, check=False, stdout=subprocess.DEVNULL).returncode:
            if self._process.poll() is not None:
                raise SystemExit("PostgreSQL has not started.")

    def stop(self, mode: str = "fast") -> None:
        """Stop it as `pg_ctl stop -m MODE` does: `fast` ends all connections, `immediate` is a crash."""
        assert self._process is not None
        self._process.send_signal(signal.SIGQUIT if mode == "immediate" else signal.SIGINT)
        self._process.wait()

    def restart(self, mode: str = "fast") -> None:
        """Stop it and start it."""
        self.stop(mode)
        self.start()


def _as_whom() -> str | None:
    return NOBODY if os.geteuid() == 0 else None  # PostgreSQL does not start as root


@contextmanager
def serving(folder: Path, wanted: Mapping[str, str]) -> Iterator[Server]:
    """Have a server run with these settings."""
    password = secrets.token_urlsafe(16)
    with tempfile.TemporaryDirectory(prefix="gonets-postgres-") as name, socket.socket() as free:
        home = Path(name)
        (home / "password").write_text(password)
        if _as_whom() is not None:
            for path in (home, home / "password"):
                os.chown(path, pwd.getpwnam(NOBODY).pw_uid, -1)
        data = home / "data"
        making = ["-U", "gonets", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        making += ["--locale-provider=icu", "--icu-locale=ru-RU"]  # what sorts as people do must change nothing
        subprocess.run(
            [folder / "initdb", "-D", data, *making, f"--pwfile={home / 'password'}"],
            user=_as_whom(), cwd=home, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        settings = {**wanted, "listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": ""}
        options = [word for item in settings.items() for word in ("-c", "=".join(map(str, item)))]
        server = Server(home, folder, options, port, password)
        server.start()
        try:
            yield server
        finally:
            server.stop("immediate")  # nobody needs what it still has in memory


@contextmanager
def of_our_own() -> Iterator[Server]:
    """Have a server for this process alone, which can stop and start it, whatever the environment names."""
    folder = programs()
    if folder is None:
        raise SystemExit("No PostgreSQL is installed here.")
    with serving(folder, QUICK) as server:
        os.environ[VARIABLE] = server.url
        yield server


def main(command: list[str]) -> int:
    """Run the command, or say where the server is until somebody stops it."""
    durable = command[:1] == ["--durable"]
    command = command[durable:]
    folder = programs()
    if os.environ.get(VARIABLE) or folder is None:
        if folder is None and not os.environ.get(VARIABLE):
            sys.stderr.write(f"No PostgreSQL here, and {VARIABLE} names none: what runs on it is left out.\n")
        return subprocess.call(command) if command else 1
    with serving(folder, DURABLE if durable else QUICK) as server:
        if command:
            return subprocess.call(command, env={**os.environ, VARIABLE: server.url})
        sys.stdout.write(f"export {VARIABLE}={server.url}\n")
        sys.stdout.flush()
        try:
            signal.pause()
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
