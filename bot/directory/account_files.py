"""Files of accounts and contacts in the chat: looked at when they come, written when they are asked for."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import TextIO

from aiogram.enums import ChatAction

from bot.directory.file_pages import ask_card_page, looking_page
from bot.directory.questions import ContactAddress
from bot.files.uploads import ReceivedFile, UploadScreen
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.accounts.csv_file import read_accounts_file
from domain.accounts.export_accounts import BOM, ExportAccounts
from domain.accounts.import_report import Remark
from domain.accounts.take_cards import TakeCards
from domain.accounts.upload_accounts import TakeAccounts, chosen_encoding
from domain.accounts.vcard import Card
from domain.accounts.wrong_lines import write_wrong_lines
from domain.errors import GonetsError, NotYours
from domain.uploads.uploads import SteerUploads, Upload, UploadGone, Uploads

MOST_BYTES = 49 * 2**20
"""What Telegram takes from a bot at most, a little less."""

HEADINGS = {
    "username": "account-field-username",
    "fullName": "account-field-full-name",
    "mbox": "account-field-mbox",
    "phone": "account-field-phone",
    "title": "account-field-title",
    "department": "account-field-department",
    "office": "account-field-office",
    "language": "account-field-language",
    "manager": "account-field-manager",
    "active": "account-field-active",
}


class ExportTooLarge(GonetsError):
    """Telegram takes no file of this size from a bot."""

    key = "error-export-too-large"


class TakeAccountsFile:
    """Takes files of accounts: shows that they are looked at, then what would become of them."""

    def __init__(self, take: TakeAccounts, steer: SteerUploads, screen: Screen, upload_screen: UploadScreen) -> None:
        self._take = take
        self._steer = steer
        self._screen = screen
        self._upload_screen = upload_screen

    async def __call__(self, visit: Visit, file: ReceivedFile) -> None:
        """Raises what is wrong with the file as a whole."""
        chat = self._screen.chat
        at = await self._screen.show(visit.below().saying(None), looking_page(visit, file.name, 0))

        async def looking(done: int, steps: int) -> None:
            await chat.edit(visit.person.telegram_id, at, looking_page(visit, file.name, done * 100 // max(steps, 1)))

        upload = await self._take(visit.person, file.name, file.content, looking)
        await self._upload_screen.show(visit.within(at), upload)

    async def read_as(self, visit: Visit, upload_id: int, reading: int) -> None:
        """The administrator has said which reading is right; raises what `TakeAccounts.read_as` raises."""
        chat = self._screen.chat

        async def looking(done: int, steps: int) -> None:
            if visit.at is not None:
                page = looking_page(visit, name, done * 100 // max(steps, 1))
                await chat.edit(visit.person.telegram_id, visit.at, page)

        name = (await self._steer.get(visit.person, upload_id)).name
        await self._upload_screen.show(visit, await self._take.read_as(visit.person, upload_id, reading, looking))


class TakeContacts:
    """Takes contacts: shared ones, and files that a phone exports."""

    def __init__(self, take: TakeCards, steer: SteerUploads, screen: Screen, upload_screen: UploadScreen) -> None:
        self._take = take
        self._steer = steer
        self._screen = screen
        self._upload_screen = upload_screen

    async def __call__(self, visit: Visit, file: ReceivedFile) -> None:
        """Look at a file; raises NoCards or TooManyCards."""
        await self._show(visit, await self._take.file(visit.person, file.name, file.content))

    async def shared(self, visit: Visit, card: Card) -> None:
        """Look at a contact that was shared."""
        await self._show(visit, await self._take.cards(visit.person, card.full_name, [card]))

    async def set_address(self, visit: Visit, upload_id: int, text: str) -> None:
        """The address that a contact lacked was typed."""
        upload = await self._take.set_address(visit.person, upload_id, text)
        await self._show(visit, upload)

    async def ask_address(self, visit: Visit, asked: ContactAddress) -> None:
        """Ask for the address of the only contact of an upload."""
        upload = await self._steer.get(visit.person, asked.upload)
        if len(upload.result.get("cards", ())) != 1:
            raise UploadGone(f"upload {asked.upload}")
        await self._screen.ask(visit, asked, ask_card_page(visit, upload))

    async def _show(self, visit: Visit, upload: Upload) -> None:
        """Show what was understood; where only the address is missing, it can be typed at once."""
        await self._upload_screen.show(visit, upload)
        cards = upload.result["cards"]
        if len(cards) == 1 and not cards[0]["card"]["mbox"]:
            await self._screen.open_question(visit, ContactAddress(upload=upload.id))


class SendAccountFiles:
    """Writes files for an administrator and sends them, in bounded memory."""

    def __init__(self, export: ExportAccounts, steer: SteerUploads, uploads: Uploads, screen: Screen) -> None:
        self._export = export
        self._steer = steer
        self._uploads = uploads
        self._screen = screen

    async def directory(self, visit: Visit) -> None:
        """Send the directory; raises ExportTooLarge or NotYours."""
        if not visit.person.is_admin:
            raise NotYours("the directory")
        headings = {column: visit.label(key) for column, key in HEADINGS.items()}
        answers = (visit.label("accounts-answer-yes"), visit.label("accounts-answer-no"))
        async with self._writing(visit) as (folder, stack):
            path = folder / "accounts.csv"
            count = await self._export(_new(stack, path), headings, answers)
            stack.close()
            name = visit.label("accounts-export-name", day=f"{visit.now.astimezone(visit.zone):%Y-%m-%d}")
            await self._send(visit, path, name, visit.text("accounts-exported", count=count))

    async def wrong_lines(self, visit: Visit, upload_id: int) -> None:
        """Send the lines of a file that cannot be taken, with reasons; raises UploadGone or NotYours."""
        upload = await self._steer.get(visit.person, upload_id)
        content = await self._uploads.content(upload_id)
        if content is None:
            raise UploadGone(f"upload {upload_id}")
        headings = (visit.label("accounts-heading-line"), visit.label("accounts-heading-reason"))

        def reason(remark: Remark) -> str:
            return visit.label(remark.key, **remark.params)

        async with self._writing(visit) as (folder, stack):
            path = folder / "wrong.csv"
            stream = _new(stack, path)
            stream.write(BOM)
            parsed = await asyncio.to_thread(read_accounts_file, content, encoding=chosen_encoding(upload))
            count = await asyncio.to_thread(write_wrong_lines, parsed, stream, headings, reason)
            stack.close()
            name = visit.label("accounts-wrong-name", name=Path(upload.name).stem)
            await self._send(visit, path, name, visit.text("accounts-wrong-file", count=count))

    @asynccontextmanager
    async def _writing(self, visit: Visit) -> AsyncIterator[tuple[Path, ExitStack]]:
        with tempfile.TemporaryDirectory(prefix="gonets-export-") as folder, ExitStack() as stack:
            async with self._screen.chat.doing(visit.person.telegram_id, ChatAction.UPLOAD_DOCUMENT):
                yield Path(folder), stack

    async def _send(self, visit: Visit, path: Path, name: str, caption: str) -> None:
        size = (await asyncio.to_thread(path.stat)).st_size
        if size > MOST_BYTES:
            raise ExportTooLarge(megabytes=size // 2**20)
        await self._screen.chat.send_path(visit.person.telegram_id, path, name, caption)


def _new(stack: ExitStack, path: Path) -> TextIO:
    return stack.enter_context(path.open("w", encoding="utf-8", newline=""))
