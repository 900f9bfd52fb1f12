"""What others make of the same letters, to the same servers, over connections that they keep."""

import asyncio
import json
import shutil
import ssl
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from aiosmtplib import SMTP

from benchmarks.sending.letters import TEXT, letter_of
from benchmarks.sending.servers import PATH
from mail.compose import MimeComposer

SMTP_SOURCE_CONNECTIONS = 20
CONNECTIONS = 10
NODEMAILER = Path(__file__).with_name("nodemailer")


@dataclass(frozen=True, slots=True)
class Target:
    """Where to, and how: with `ca_file` TLS is begun, with `user` somebody logs in."""

    port: int
    host: str = "127.0.0.1"
    to: str = "ivanov@firma.local"
    ca_file: str | None = None
    user: str | None = None
    password: str | None = None


async def smtp_source(letters: int, target: Target) -> float:
    """Return the letters a second of Postfix's own generator: one letter again and again, composed before."""
    program = shutil.which("smtp-source", path=PATH) or ""
    with tempfile.NamedTemporaryFile() as file:
        file.write(MimeComposer().compose(letter_of(0)).replace(b"\r\n", b"\n"))
        file.flush()
        arguments = f"-d -s {SMTP_SOURCE_CONNECTIONS} -m {letters} -F {file.name} -f notify@firma.local -t {target.to}"
        began = time.perf_counter()
        process = await asyncio.create_subprocess_exec(program, *arguments.split(), f"127.0.0.1:{target.port}")
        assert await process.wait() == 0
        return letters / (time.perf_counter() - began)


async def nodemailer(letters: int, target: Target) -> float | None:
    """Return the letters a second of nodemailer's pool, composing counted, keeping nothing; None without Node.js."""
    if shutil.which("node") is None or not await _installed():
        return None
    asked = {
        "host": target.host,
        "port": target.port,
        "to": target.to,
        "ca": target.ca_file,
        "user": target.user,
        "password": target.password,
        "letters": letters,
        "connections": CONNECTIONS,
        "text": TEXT,
    }
    process = await asyncio.create_subprocess_exec(
        *("node", "burst.mjs", json.dumps(asked)), cwd=NODEMAILER, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    return letters / float(said)


async def _installed() -> bool:
    if (NODEMAILER / "node_modules").is_dir():
        return True
    if shutil.which("npm") is None:
        return False
    command = ("npm", "ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund")
    process = await asyncio.create_subprocess_exec(*command, cwd=NODEMAILER)
    return await process.wait() == 0


async def aiosmtplib(letters: int, target: Target) -> float:
    """Return the letters a second of aiosmtplib alone: composed before, kept nowhere."""
    contents = iter([MimeComposer().compose(letter_of(number)) for number in range(letters)])
    context = ssl.create_default_context(cafile=target.ca_file) if target.ca_file else None

    async def send_some() -> None:
        client = SMTP(
            hostname=target.host,
            port=target.port,
            start_tls=context is not None,
            tls_context=context,
            username=target.user,
            password=target.password,
        )
        async with client:
            for content in contents:
                await client.sendmail("notify@firma.local", [target.to], content)

    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(CONNECTIONS):
            group.create_task(send_some())
    return letters / (time.perf_counter() - began)
