"""A file of 19 MB from the chat to the mail server: the memory of the product at most, and the time, for each step.

The product runs in a process of its own, as `gonets run` does; the sandbox shares the processor with it.
"""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable

from benchmarks.big_files import LONGEST, SIZE, product
from bot.demo.stage import STAFF
from bot.files.config_file import read_configuration

LETTERS = 10
TEMPLATE = """
templates:
  - title: С файлом
    system_name: Sfaylom
    attributes:
      - {title: Файл, type: document}
    buttons:
      - {title: Послать}
scenarios:
  - title: Отправка с файлом
    event: {type: button_clicked, template: Sfaylom, button: Poslat}
    actions:
      - change_variables:
          operation: replace
          set: notification
          variables:
            To:
              Address: {formula: "'ivanov@firma.test'"}
            Body: {formula: "'Файл'"}
            Subject: {formula: "'Файл'"}
            Attachments: {attribute: Fayl}
"""
SEND = "      - send_message: {connection: smtp_connection, route: smtp_route, variable: notification}\n"


def run() -> list[tuple[str, str]]:
    """Send the file with one letter, then with several."""
    return [*asyncio.run(_measure(1)), *asyncio.run(_measure(LETTERS))[-1:]]


async def _measure(letters: int) -> list[tuple[str, str]]:
    read = read_configuration(TEMPLATE + SEND * letters, {})
    assert not read.mistakes, read.mistakes
    rows = []
    async with product(read.file) as apart:
        sandbox = apart.sandbox
        staff = sandbox.user(STAFF)
        await staff.send("/new")
        await staff.wait_for_text("Что написать?", timeout=LONGEST)
        await staff.press("С файлом")
        await staff.wait_for_text("Файл", timeout=LONGEST)
        await asyncio.sleep(1)

        async def step(what: str, work: Callable[[], Awaitable[object]]) -> None:
            before = apart.memory("VmRSS")
            apart.forget_the_most()
            began = time.perf_counter()
            await work()
            took, most = time.perf_counter() - began, apart.memory("VmHWM")
            rows.append((f"{what}, memory more (aim: 40 MB)", f"{(most - before) / 1024:.0f} MB, {took:.1f} s"))

        async def send() -> None:
            await staff.send_document("файл.bin", os.urandom(SIZE))
            await staff.wait_for(lambda user: "Послать" in user.last.labels, LONGEST)

        async def press() -> None:
            await staff.press("Послать")
            await sandbox.mailbox.wait_for(letters, LONGEST)

        await step("a file of 19 MB taken from the chat", send)
        await asyncio.sleep(1)
        await step(f"... composed and sent with {letters} letters" if letters > 1 else "... and with a letter", press)
    return rows


if __name__ == "__main__":
    for title, figure in run():
        print(f"{title}: {figure}")
