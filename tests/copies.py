"""Processes of the product that begin as copies of one that has imported it: importing is most of what a command does.

A copy has its own memory, descriptors, settings, folder and status, and signals reach it, as any process: only the
interpreter's own beginning is left out. What that reads, or what is imported when, is no copy's to show: those tests
start `python -m` itself.
"""

import asyncio
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import time
from asyncio.base_subprocess import BaseSubprocessTransport
from asyncio.subprocess import PIPE, STDOUT, Process, SubprocessStreamProtocol
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from threading import Lock
from typing import IO, Any

ROOT = Path(__file__).parent.parent
PACKAGES = ("domain", "storage", "mail", "bot")
LIMIT = 2**16
_sources: dict[str, tuple[socket.socket, "subprocess.Popen[bytes]"]] = {}
_starting = Lock()


async def begin_copy(
    module: str,
    *arguments: str,
    env: Mapping[str, str],
    cwd: Path | None = None,
    stdin: int | None = None,
    stdout: int | IO[bytes] | None = None,
    stderr: int | IO[bytes] | None = None,
) -> Process:
    """Begin `python -m module arguments…`, as `asyncio.create_subprocess_exec` does."""
    loop = asyncio.get_running_loop()
    protocol, begun = SubprocessStreamProtocol(limit=LIMIT, loop=loop), loop.create_future()
    asked = {"words": (module, *arguments), "env": dict(env), "cwd": str(cwd or Path.cwd())}
    await asyncio.to_thread(_source, module)  # whatever else runs here goes on meanwhile
    transport = _Transport(loop, protocol, asked, False, stdin, stdout, stderr, 0, waiter=begun)
    await begun
    return Process(transport, protocol, loop)


class _Transport(BaseSubprocessTransport):
    """What asyncio has for a process, which here begins and ends by word of its keeper."""

    def _start(self, args: Any, shell: bool, stdin: Any, stdout: Any, stderr: Any, bufsize: int, **_: Any) -> None:
        theirs, to_close = [], []
        ours: list[IO[bytes] | None] = []
        for number, given in enumerate((stdin, stdout, stderr)):
            mine = None
            if given == PIPE:
                # Of sockets asyncio learns that the other side has gone, as it does for its own processes.
                mine, end = (one.detach() for one in socket.socketpair()) if number == 0 else os.pipe()
                to_close.append(end)
            elif given == STDOUT:
                end = theirs[1]
            else:
                end = number if given is None else given if isinstance(given, int) else given.fileno()
            theirs.append(end)
            ours.append(None if mine is None else os.fdopen(mine, "wb" if number == 0 else "rb", 0))
        mine, keeper = socket.socketpair()
        socket.send_fds(_source(args["words"][0]), [json.dumps(args).encode() + b"\n"], [*theirs, keeper.fileno()])
        keeper.close()
        for end in to_close:
            os.close(end)
        pid = int.from_bytes(mine.recv(4), "big")
        assert pid, "no copy has begun"
        self._proc = _Copy(pid, *ours)
        self._keeper = mine
        self._loop.add_reader(mine, self._ended)

    def _ended(self) -> None:
        self._loop.remove_reader(self._keeper)
        told = self._keeper.recv(4)
        assert told, "the keeper of a copy has gone"
        status = int.from_bytes(told, "big", signed=True)
        self._keeper.close()
        self._proc.returncode = status
        self._process_exited(status)

    def close(self) -> None:
        if self._keeper.fileno() != -1 and not self._closed:
            self._loop.remove_reader(self._keeper)
            self._keeper.close()
        super().close()


class _Copy:
    """What asyncio asks of `subprocess.Popen`."""

    def __init__(self, pid: int, stdin: Any, stdout: Any, stderr: Any) -> None:
        self.pid, self.stdin, self.stdout, self.stderr = pid, stdin, stdout, stderr
        self.returncode: int | None = None

    def poll(self) -> int | None:
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.returncode is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def _source(module: str) -> socket.socket:
    """Return what takes requests for copies, once it does; it ends with us."""
    with _starting:
        if module not in _sources:
            ours, theirs = socket.socketpair()
            command = [sys.executable, "-m", "tests.copies", module, str(theirs.fileno())]
            nothing = subprocess.DEVNULL
            source = subprocess.Popen(command, cwd=ROOT, stdin=nothing, stdout=nothing, pass_fds=[theirs.fileno()])
            theirs.close()
            assert ours.recv(1), "what copies are made of has not begun"
            _sources[module] = ours, source
        return _sources[module][0]


def import_all(module: str) -> None:
    """Import what commands import, each when it is its turn."""
    if module != "bot":
        import_module(module).prepare()
    for package in PACKAGES:
        for found in walk_packages(import_module(package).__path__, f"{package}."):
            if not found.name.startswith("storage.migrations.") and not found.name.endswith("__main__"):
                import_module(found.name)


def make_copies(asked: socket.socket) -> dict[str, Any]:
    """Make a copy for each request; return, in the copy alone, what was asked of it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever is at the keyboard means the tests
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for keepers
    asked.send(b"+")
    while True:
        words, fds, _, _ = socket.recv_fds(asked, LIMIT, 4)
        if not words:
            sys.exit()
        while not words.endswith(b"\n"):
            words += asked.recv(LIMIT)
        if os.fork() == 0:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            asked.close()
            *standard, keeper = fds
            _keep_or_be(standard, socket.socket(fileno=keeper))
            return json.loads(words)
        for fd in fds:
            os.close(fd)


def _keep_or_be(standard: list[int], told: socket.socket) -> None:
    """Part into a keeper, which tells of the copy's beginning and end, and the copy, which goes on."""
    pid = os.fork()
    if pid:
        for fd in (*standard, 2):
            os.close(fd)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        told.send(pid.to_bytes(4, "big"))
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        try:
            told.send(status.to_bytes(4, "big", signed=True))
        finally:
            os._exit(0)  # whoever has asked may have gone
    told.close()
    for number, fd in enumerate(standard):
        os.dup2(fd, number)
    for fd in set(standard):
        os.close(fd)


def become(words: list[str], env: dict[str, str], cwd: str) -> None:
    """Be what was asked."""
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(write_through="PYTHONUNBUFFERED" in env)
    sys.argv = ["", *words[1:]]
    runpy.run_module(words[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    import_all(sys.argv[1])
    become(**make_copies(socket.socket(fileno=int(sys.argv[2]))))
