"""Files of 19 MB: what reading one costs in time and memory, and how long others wait for their presses meanwhile.

The product runs in a process of its own, as `gonets run` does; the sandbox shares the processor with it.
"""

import asyncio
import base64
import os
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager

from benchmarks.apart import Apart, running_apart
from bot.cards.addresses import HelpPage, StartPage
from bot.demo.stage import ADMIN, STAFF, fill
from bot.files.config_file import recipe_file
from domain.configuration.apply_configuration import ApplyConfiguration
from domain.configuration.document import ConfigurationFile
from domain.records.types.document import DocumentAttribute
from sandbox import Sandbox
from storage.repositories.configuration import ConfigurationRepository
from storage.secrets import SecretBox
from storage.transactions import atomically

SIZE = 19_000_000
LONGEST = 300.0


def contacts() -> bytes:
    """Return a thousand contacts with pictures."""
    picture = base64.b64encode(os.urandom(SIZE // 1000 * 3 // 4 - 300)).decode()
    lines = "\r\n ".join(picture[at : at + 74] for at in range(0, len(picture), 74))
    return "".join(
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Петров{number};Иван;;;\r\nEMAIL;type=WORK:p{number}@firma.test\r\n"
        f"PHOTO;ENCODING=b;TYPE=JPEG:{lines}\r\nEND:VCARD\r\n"
        for number in range(1000)
    ).encode()


def people() -> bytes:
    """Return as many people as the file holds, as a personnel system writes them."""
    lines, size, number = ["username;fullName;mbox;phone;title;department\n"], 0, 0
    while size < SIZE:
        line = (
            f"user{number};Иванов{number} Иван Иванович;user{number}@firma.test;+7 495 {number:07};"
            "Ведущий специалист;Отдел продаж и сопровождения\n"
        )
        lines.append(line)
        size += len(line.encode())
        number += 1
    return "".join(lines).encode()


def short_lines() -> bytes:
    """Return as many people as fit: a name and an address each."""
    count = SIZE // 50
    return ("ФИО;Почта\n" + "".join(f"Петров Иван;u{number}@firma.test\n" for number in range(count))).encode()


def run() -> list[tuple[str, str]]:
    """Send each file to a product of its own, and press beside it."""
    rows = []
    for what, name, content, asked, end in (
        ("contacts, .vcf", "contacts.vcf", contacts(), "", "В файле 1"),
        ("people, .csv", "people.csv", people(), "", "Что будет:"),
        ("people with little said of each, .csv", "people.csv", short_lines(), "", "Что будет:"),
        ("people in Windows-1251, .csv", "people.csv", people().decode().encode("cp1251"), "", "Что будет:"),
        ("a picture", "picture.jpg", os.urandom(SIZE), "/new", "picture.jpg"),
    ):
        rows += asyncio.run(_measure(what, name, content, asked, end))
    return rows


async def _measure(what: str, name: str, content: bytes, asked: str, end: str) -> list[tuple[str, str]]:
    async with product() as apart:
        sandbox = apart.sandbox
        admin, staff = sandbox.user(ADMIN), sandbox.user(STAFF)
        await staff.send("/start")
        page = await staff.wait_for_text("Здравствуйте", timeout=LONGEST)
        await admin.send(asked or "/start")
        await admin.wait_for_text("Файлы" if asked else "Здравствуйте", timeout=LONGEST)
        await asyncio.sleep(1)
        before = apart.memory("VmRSS")
        apart.forget_the_most()
        waits: list[float] = []
        began = time.perf_counter()

        async def press() -> None:
            while True:
                for address in (HelpPage(), StartPage()):
                    pressed = time.perf_counter()
                    await staff.press_data(page, address.pack(), LONGEST)
                    waits.append(time.perf_counter() - pressed)

        async def send() -> None:
            sent = await admin.send_document(name, content)
            await admin.wait_for(lambda user: user.last.id > sent.id and end in user.last.text, LONGEST)

        await _beside(send, press)
        took = time.perf_counter() - began
        most = apart.memory("VmHWM")
    waits.sort()
    return [
        (f"{what}, {len(content) / 1e6:.0f} MB: until it is shown", f"{took:.1f} s"),
        ("... memory more (aim: 100 MB)", f"{(most - before) / 1024:.0f} MB"),
        (
            "... a press beside it (aim: under 0.3 s)",
            f"{waits[len(waits) // 2] * 1000:.0f} ms, {waits[-1]:.2f} s at most",
        ),
    ]


async def _beside(work: Callable[[], Awaitable[None]], other: Callable[[], Awaitable[None]]) -> None:
    """Do `other` until `work` is done."""
    async with asyncio.TaskGroup() as group:
        task: asyncio.Task[None] = group.create_task(_run(other))
        await work()
        task.cancel()


async def _run(work: Callable[[], Awaitable[None]]) -> None:
    await work()


def product(more: ConfigurationFile | None = None) -> AbstractAsyncContextManager[Apart]:
    """Run the product apart, with files in the recipe and `more` configured."""

    async def prepare(sandbox: Sandbox, box: SecretBox) -> None:
        await fill(sandbox, box)
        file = recipe_file(
            host=sandbox.smtp_host,
            port=sandbox.smtp_port,
            encryption="none",
            authentication="none",
            username=None,
        )
        files = DocumentAttribute(title="Файлы", system_name="Fayly", type="document", multiple=True)
        recipe = file.templates[0]
        file.templates = [recipe.model_copy(update={"attributes": (files, *recipe.attributes)})]
        apply = ApplyConfiguration(ConfigurationRepository(box), atomically)
        await apply(file)
        if more is not None:
            await apply(more)

    return running_apart(prepare)


if __name__ == "__main__":
    for title, figure in run():
        print(f"{title}: {figure}")
