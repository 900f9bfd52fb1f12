"""The configuration's file in the chat: sent by a command, looked at when it comes back."""

import asyncio
import re

from bot.files.config_file import ReadFile, Unreadable, read_configuration, text_of, write_configuration
from bot.files.config_pages import MISTAKES_SHOWN, config_file_page, mistakes_page, mistakes_text, nothing_changes_page
from bot.files.uploads import ReceivedFile, UploadScreen
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.configuration.apply_configuration import ConfigurationInvalid
from domain.configuration.apply_from_chat import ApplyFromChat, told_mistakes
from domain.configuration.document import ConfigurationFile
from domain.configuration.export_configuration import ExportConfiguration
from domain.errors import NotYours
from domain.mistakes import Mistake

_SECRET = re.compile(
    r"""\b(?:password|client_secret|refresh_token|service_account_key)["']?[^\S\n]*:[^\S\n]*(?!\$\{|#|null\b|~|''|"")[^\s,}]"""
)
"""A secret written out, for a file that cannot be read as YAML."""


async def read_from_chat(content: bytes) -> ReadFile:
    """Read a file that came by the chat; raises NotUtf8.

    `${VARIABLE}` means here that the stored password stays: whoever may send files to the chat must not be able to
    read the process's environment by naming a variable in a connection to a server of their own.
    """
    text = text_of(content)
    try:
        return await asyncio.to_thread(read_configuration, text, {})
    except Unreadable as error:
        mistake = Mistake((), error.key, error.params)
        return ReadFile(ConfigurationFile(), [mistake], {(): (error.line, error.column)})


class LookAtConfiguration:
    """Takes a file of configuration: shows what it would change, or all that is wrong with it."""

    def __init__(self, *, apply: ApplyFromChat, screen: Screen, uploads: UploadScreen) -> None:
        self._apply = apply
        self._screen = screen
        self._uploads = uploads

    async def __call__(self, visit: Visit, file: ReceivedFile) -> None:
        """Raises NotUtf8."""
        read = await read_from_chat(file.content)
        remarks = {}
        written_out = any(read.file.secrets.values()) or _SECRET.search(text_of(file.content))
        if written_out and file.message_id is not None:
            removed = await self._screen.chat.remove(visit.person.telegram_id, file.message_id)
            remarks["password"] = "yes" if removed else "no"
        try:
            upload = await self._apply.look(visit.person, file.name, file.content, read, remarks)
        except ConfigurationInvalid as error:
            mistakes = told_mistakes(error.mistakes, read)
            many = len(mistakes) > MISTAKES_SHOWN
            if many:
                text = mistakes_text(visit, file.name, mistakes)
                name = visit.label("config-file-mistakes-name")
                await self._screen.chat.send_file(visit.person.telegram_id, f"{name}.txt", text.encode(), "")
            await self._screen.page(visit, mistakes_page(visit, file.name, mistakes, remarks, whole=many))
            return
        if upload is None:
            await self._screen.page(
                visit, nothing_changes_page(visit, file.name, remarks, empty=not file.content.strip())
            )
        else:
            await self._uploads.show(visit, upload)


class SendConfiguration:
    """Sends the configuration as a file, with references in place of passwords. For administrators only."""

    def __init__(self, *, export: ExportConfiguration, screen: Screen) -> None:
        self._export = export
        self._screen = screen

    async def __call__(self, visit: Visit) -> None:
        """Send it, and show below how it comes back. Raises NotYours."""
        if not visit.person.is_admin:
            raise NotYours("export of the configuration")
        document = await self._export()
        page = config_file_page(visit)
        if not document:
            await self._screen.page(visit.saying(visit.text("config-file-nothing")), page)
            return
        today = visit.now.astimezone(visit.zone)
        content = write_configuration(document).encode()
        caption = visit.text("config-file-caption")
        await self._screen.chat.send_file(visit.person.telegram_id, f"gonets-{today:%Y-%m-%d}.yaml", content, caption)
        await self._screen.page(visit, page)
