"""Methods that put something new into a chat."""

import time
from typing import Any

from sandbox.chats import Chat
from sandbox.description import Upload
from sandbox.errors import BadRequestError, MismatchError
from sandbox.files import PHOTO_LIMIT, UPLOAD_LIMIT, StoredFile
from sandbox.formatting import read_formatted
from sandbox.keyboards import check_inline_keyboard
from sandbox.messenger import Messenger

JSON = dict[str, Any]
ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip


class Sending:
    """Writes for the bot."""

    def __init__(self, messenger: Messenger) -> None:
        self._messenger = messenger

    async def send_message(self, call: JSON) -> JSON:
        """Sends a text."""
        chat = self._messenger.chat_for_bot(call["chat_id"])
        text, entities = read_formatted(call, "text", "entities")
        if not text:
            raise BadRequestError("message text is empty")
        return self._put(chat, call, text=text, entities=entities)

    async def send_document(self, call: JSON) -> JSON:
        """Sends a file."""
        chat = self._messenger.chat_for_bot(call["chat_id"])
        text, entities = read_formatted(call, "caption", "caption_entities")
        stored = self._file(call["document"], "documents", UPLOAD_LIMIT)
        return self._put(chat, call, text=text, entities=entities, media={"document": stored.document()})

    async def send_photo(self, call: JSON) -> JSON:
        """Sends a picture."""
        chat = self._messenger.chat_for_bot(call["chat_id"])
        text, entities = read_formatted(call, "caption", "caption_entities")
        stored = self._file(call["photo"], "photos", PHOTO_LIMIT)
        return self._put(chat, call, text=text, entities=entities, media={"photo": stored.photo()})

    async def send_chat_action(self, call: JSON) -> bool:
        """Shows that the bot is busy."""
        chat = self._messenger.chat_for_bot(call["chat_id"])
        if call["action"] not in ACTIONS:
            raise BadRequestError("wrong parameter action in request")
        chat.action, chat.action_at = call["action"], time.monotonic()
        self._messenger.touched(chat)
        return True

    def _put(self, chat: Chat, call: JSON, **content: Any) -> JSON:
        reply_to = self._reply_to(chat, call)
        markup = call.get("reply_markup") or {}
        inline = check_inline_keyboard(markup)
        if "keyboard" in markup or "force_reply" in markup:
            chat.reply_keyboard = markup
        elif markup.get("remove_keyboard"):
            chat.reply_keyboard = None
        message = self._messenger.put(chat, from_bot=True, markup=inline, reply_to=reply_to, **content)
        return message.body(self._messenger.bot())

    def _reply_to(self, chat: Chat, call: JSON) -> int | None:
        wanted = call.get("reply_parameters")
        if not wanted:
            return None
        if wanted.get("chat_id", chat.id) == chat.id and wanted["message_id"] in chat.messages:
            return int(wanted["message_id"])
        if wanted.get("allow_sending_without_reply"):
            return None
        raise BadRequestError("message to be replied not found")

    def _file(self, given: Upload | str, folder: str, limit: int) -> StoredFile:
        if isinstance(given, str):
            if given.startswith("attach://"):
                raise MismatchError("a file sent as attach:// was resolved too late")
            return self._messenger.files.get(given)
        if not given.data:
            raise BadRequestError("file must be non-empty")
        if len(given.data) > limit:
            raise BadRequestError(f"file of size {len(given.data)} bytes is too big; the maximum is {limit} bytes")
        return self._messenger.files.add(folder, given.name, given.data, given.mime_type)
