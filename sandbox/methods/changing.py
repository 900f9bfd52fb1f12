"""Methods that change or remove what is in a chat."""

from typing import Any

from sandbox.chats import Stored
from sandbox.errors import BadRequestError, MismatchError
from sandbox.formatting import read_formatted
from sandbox.keyboards import check_inline_keyboard
from sandbox.messenger import Messenger

JSON = dict[str, Any]
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)
DELETE_WITHIN = 48 * 3600
REACTIONS = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤\u200d🔥 🌚 "
    "🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨 🤝 ✍ "
    "🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷\u200d♂ 🤷 🤷\u200d♀ 😡 "
)


class Changing:
    """Edits and deletes for the bot."""

    def __init__(self, messenger: Messenger) -> None:
        self._messenger = messenger

    async def edit_message_text(self, call: JSON) -> JSON:
        """Replaces text and keyboard; a keyboard that is not given again goes."""
        message = self._message(call, "edit")
        if "rich_message" in call:
            raise MismatchError("the sandbox does not show rich messages")
        if message.media:
            raise BadRequestError("there is no text in the message to edit")
        text, entities = read_formatted(call, "text", "entities")
        if not text:
            raise BadRequestError("message text is empty")
        return self._change(message, text, entities, check_inline_keyboard(call.get("reply_markup")))

    async def edit_message_caption(self, call: JSON) -> JSON:
        """Replaces a caption and keyboard."""
        message = self._message(call, "edit")
        if not message.media:
            raise BadRequestError("there is no caption in the message to edit")
        text, entities = read_formatted(call, "caption", "caption_entities")
        return self._change(message, text, entities, check_inline_keyboard(call.get("reply_markup")))

    async def edit_message_reply_markup(self, call: JSON) -> JSON:
        """Replaces the keyboard alone."""
        message = self._message(call, "edit")
        markup = check_inline_keyboard(call.get("reply_markup"))
        return self._change(message, message.text, message.entities, markup)

    async def delete_message(self, call: JSON) -> bool:
        """Deletes one message for both sides."""
        message = self._message(call, "delete")
        if self._too_old(message):
            raise BadRequestError("message can't be deleted for everyone")
        self._messenger.remove(message)
        return True

    async def delete_messages(self, call: JSON) -> bool:
        """Deletes several messages, passing over those that cannot be found."""
        if not 0 < len(call["message_ids"]) <= 100:
            raise BadRequestError("wrong number of messages specified")
        chat = self._messenger.chat_for_bot(call["chat_id"])
        for message_id in call["message_ids"]:
            message = chat.messages.get(message_id)
            if message is not None and not self._too_old(message):
                self._messenger.remove(message)
        return True

    async def set_message_reaction(self, call: JSON) -> bool:
        """Puts the bot's reaction on a message."""
        message = self._message(call, "react")
        reactions = call.get("reaction") or []
        if len(reactions) > 1:
            raise BadRequestError("REACTIONS_TOO_MANY")
        emoji = reactions[0].get("emoji", "") if reactions else ""
        if reactions and emoji.replace("\ufe0f", "") not in REACTIONS.split():
            raise BadRequestError("REACTION_INVALID")
        message.reaction = emoji
        self._messenger.touched(message.chat)
        return True

    async def pin_chat_message(self, call: JSON) -> bool:
        """Pins a message."""
        message = self._message(call, "pin")
        message.chat.pinned = message.id
        self._messenger.touched(message.chat)
        return True

    async def unpin_chat_message(self, call: JSON) -> bool:
        """Unpins what is pinned."""
        chat = self._messenger.chat_for_bot(call["chat_id"])
        if call.get("message_id", chat.pinned) != chat.pinned or chat.pinned is None:
            raise BadRequestError("message to unpin not found")
        chat.pinned = None
        self._messenger.touched(chat)
        return True

    async def unpin_all_chat_messages(self, call: JSON) -> bool:
        """Unpins everything."""
        chat = self._messenger.chat_for_bot(call["chat_id"])
        chat.pinned = None
        self._messenger.touched(chat)
        return True

    def _message(self, call: JSON, purpose: str) -> Stored:
        if "inline_message_id" in call:
            raise BadRequestError("MESSAGE_ID_INVALID")
        if "chat_id" not in call:
            raise BadRequestError("chat_id is empty")
        chat = self._messenger.chat_for_bot(call["chat_id"])
        message = chat.messages.get(call.get("message_id", 0))
        if message is None:
            raise BadRequestError(f"message to {purpose} not found")
        if purpose == "edit" and not message.from_bot:
            raise BadRequestError("message can't be edited")
        return message

    def _change(self, message: Stored, text: str, entities: list[JSON], markup: JSON | None) -> JSON:
        if (text, entities, markup) == (message.text, message.entities, message.markup):
            raise BadRequestError(NOT_MODIFIED)
        if (text, entities) != (message.text, message.entities):
            message.edits += 1
            message.edit_date = self._messenger.now()
        message.text, message.entities, message.markup = text, entities, markup
        self._messenger.touched(message.chat)
        return message.body(self._messenger.bot())

    def _too_old(self, message: Stored) -> bool:
        return self._messenger.now() - message.date > DELETE_WITHIN
