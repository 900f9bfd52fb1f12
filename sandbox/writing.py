"""What a person sends from a phone: texts, files, albums, recordings, forwards, and corrections of what was sent."""

from collections.abc import Sequence
from typing import Any, TypedDict, Unpack

from sandbox import media, utf16
from sandbox.chats import Chat, Stored
from sandbox.media import ALBUMS, AS_A_PICTURE, SMALLEST_PHOTO, Given
from sandbox.messenger import Messenger
from sandbox.origins import origin_of
from sandbox.seen import ChatMessage, see
from sandbox.transcript import as_text
from sandbox.written import caption_of

JSON = dict[str, Any]
MOST_IN_AN_ALBUM = 10
MOSCOW = (55.7558, 37.6176)


class Along(TypedDict, total=False):
    """What may go along with a message of any kind."""

    reply_to: ChatMessage | int | None
    quote: str | None
    """A piece of the message that is answered, as it stands there."""
    origin: JSON | None
    """Where the message is forwarded from (`sandbox.origins`)."""


class Writing:
    """One person's half of the chat. What a client would not send raises ValueError, and nothing is sent."""

    def __init__(self, messenger: Messenger, chat: Chat) -> None:
        self._messenger = messenger
        self.chat = chat

    async def send(self, text: str, entities: list[JSON] | None = None, **along: Unpack[Along]) -> ChatMessage:
        """Writes a text; one over 4096 units goes in parts, as clients send it, and the last part is returned."""
        return self._sent(text, entities, along)

    async def send_document(
        self,
        name: str,
        data: bytes,
        caption: str | None = None,
        mime_type: str | None = None,
        entities: list[JSON] | None = None,
        **along: Unpack[Along],
    ) -> ChatMessage:
        """Sends a file as it is."""
        made = media.document(self._messenger.files, Given(name, data, mime_type))
        return self._sent(caption, entities, along, made)

    async def send_photo(
        self,
        data: bytes = SMALLEST_PHOTO,
        caption: str | None = None,
        name: str = "photo.png",
        entities: list[JSON] | None = None,
        **along: Unpack[Along],
    ) -> ChatMessage:
        """Sends a picture."""
        return self._sent(caption, entities, along, media.photo(self._messenger.files, Given(name, data)))

    async def send_files(
        self,
        given: Sequence[Given],
        caption: str | None = None,
        entities: list[JSON] | None = None,
        **along: Unpack[Along],
    ) -> list[ChatMessage]:
        """Sends files as a client does: what fits together goes as albums of at most ten, each file an update.

        The caption stands under the first picture of an album, and under the last file of one of files.
        """
        caption_of(caption or "", entities or [], self._messenger.chats)
        made = [media.file_message(self._messenger.files, one) for one in given]
        sent = []
        for number, album in enumerate(_albums(made)):
            group = self._messenger.new_group() if len(album) > 1 else None
            under = 0 if next(iter(album[0])) in AS_A_PICTURE else len(album) - 1
            for place, one in enumerate(album):
                said = (caption, entities) if number == 0 and place == under else (None, None)
                sent.append(self._sent(*said, along, one, group))
        return sent

    async def send_voice(
        self,
        seconds: int = 3,
        caption: str | None = None,
        entities: list[JSON] | None = None,
        **along: Unpack[Along],
    ) -> ChatMessage:
        """Sends a voice message."""
        return self._sent(caption, entities, along, media.voice(self._messenger.files, seconds))

    async def send_video_note(self, seconds: int = 5, **along: Unpack[Along]) -> ChatMessage:
        """Sends a round video message."""
        return self._sent(None, None, along, media.video_note(self._messenger.files, seconds))

    async def send_sticker(self, emoji: str = "👍", **along: Unpack[Along]) -> ChatMessage:
        """Sends a sticker."""
        return self._sent(None, None, along, media.sticker(self._messenger.files, emoji))

    async def send_location(
        self, latitude: float = MOSCOW[0], longitude: float = MOSCOW[1], **along: Unpack[Along]
    ) -> ChatMessage:
        """Sends a place on the map."""
        return self._sent(None, None, along, media.location(latitude, longitude))

    async def send_venue(
        self, title: str, address: str, place: tuple[float, float] = MOSCOW, **along: Unpack[Along]
    ) -> ChatMessage:
        """Sends a place with a name."""
        return self._sent(None, None, along, media.venue(*place, title, address))

    async def share_contact(
        self,
        phone_number: str = "+79990000000",
        first_name: str | None = None,
        user_id: int | None = None,
        *,
        last_name: str | None = None,
        vcard: str | None = None,
        **along: Unpack[Along],
    ) -> ChatMessage:
        """Shares a contact, the person's own unless told otherwise; a phone's own card goes along as `vcard`.

        A `user_id` of 0 is somebody who is not in Telegram.
        """
        contact: JSON = {"phone_number": phone_number, "first_name": first_name or self.chat.first_name}
        number = self.chat.id if user_id is None else user_id
        known = (("user_id", number), ("last_name", last_name), ("vcard", vcard))
        contact |= {name: value for name, value in known if value}
        return self._sent(None, None, along, {"contact": contact})

    async def send_anything(self, fields: JSON) -> ChatMessage:
        """Sends a message with these fields of Telegram's Message, whatever they are; the files in them are made."""
        given = self._messenger.files.made(fields)
        text = given.pop("text", None)
        content = {"media": given} if text is None else {"beside": given}
        sent = self._messenger.person_writes(self.chat, text or given.pop("caption", ""), **content)
        return see(sent[-1], self._messenger.files)

    async def forward(self, *messages: ChatMessage | int, hidden: bool = False) -> list[ChatMessage]:
        """Forwards messages of any chat to the bot, in their order; their senders may hide.

        An album stays one; buttons, replies and quotes stay behind.
        """
        groups: dict[str, str] = {}
        sent = []
        for message in messages:
            stored = self._anybodys(message)
            origin = origin_of(stored, self._messenger.bot(), hidden=hidden)
            beside: JSON = {"forward_origin": origin}
            group = stored.beside.get("media_group_id")
            if group is not None and len(messages) > 1:
                beside["media_group_id"] = groups.setdefault(group, self._messenger.new_group())
            content = {"media": stored.media, "beside": beside}
            sent += self._messenger.person_writes(self.chat, stored.text, stored.entities, **content)
        return [see(one, self._messenger.files) for one in sent]

    async def edit(self, message: ChatMessage | int, text: str, entities: list[JSON] | None = None) -> ChatMessage:
        """Changes the text or the caption of one of the person's own messages."""
        stored = self._stored(message)
        self._messenger.person_edits(stored, text, entities)
        return see(stored, self._messenger.files)

    def edit_anything(self, message: ChatMessage | int) -> None:
        """Changes something about an own message that is no text: a place that moves, a poll that ends."""
        self._messenger.person_touches(self._stored(message))

    def as_text(self) -> str:
        """Shows the chat for a terminal."""
        return as_text(self.chat, self._messenger)

    def _sent(
        self,
        text: str | None,
        entities: list[JSON] | None,
        along: Along,
        made: JSON | None = None,
        group: str | None = None,
    ) -> ChatMessage:
        reply_to, quote, origin = number_of(along.get("reply_to")), along.get("quote"), along.get("origin")
        beside: JSON = {"media_group_id": group} if group else {}
        if quote:
            beside["quote"] = self._quoted(reply_to, quote)
        if origin:
            beside["forward_origin"] = origin
        sent = self._messenger.person_writes(
            self.chat, text or "", entities, media=made or {}, beside=beside, reply_to=None if origin else reply_to
        )
        return see(sent[-1], self._messenger.files)

    def _quoted(self, reply_to: int | None, quote: str) -> JSON:
        text = self._stored(reply_to).text
        position = text.find(quote)
        if position < 0:
            raise ValueError("Такого места в сообщении нет: процитировать можно только то, что в нём написано.")
        return {"text": quote, "position": utf16.length(text[:position]), "is_manual": True}

    def _stored(self, message: ChatMessage | int | None) -> Stored:
        stored = self.chat.messages.get(number_of(message) or 0)
        if stored is None:
            raise AssertionError(f"сообщения уже нет в чате.\n{self.as_text()}")
        return stored

    def _anybodys(self, message: ChatMessage | int) -> Stored:
        number = number_of(message) or 0
        for chat in (*self._messenger.chats.values(), *self._messenger.groups.values()):
            if number in chat.messages:
                return chat.messages[number]
        raise AssertionError(f"сообщения {number} нет ни в одном чате.\n{self.as_text()}")


def number_of(message: ChatMessage | int | None) -> int | None:
    """Returns the number of a message, however it was named."""
    return message.id if isinstance(message, ChatMessage) else message


def _albums(made: list[JSON]) -> list[list[JSON]]:
    """Puts together what clients put together: pictures with films, files with files, ten at most."""
    albums: list[list[JSON]] = []
    before: tuple[str, ...] | None = None
    for one in made:
        kinds = next((kinds for kinds in ALBUMS if next(iter(one)) in kinds), None)
        if albums and kinds and kinds == before and len(albums[-1]) < MOST_IN_AN_ALBUM:
            albums[-1].append(one)
        else:
            albums.append([one])
        before = kinds
    return albums
