"""What the page shows, as JSON: people, one chat, the mailbox."""

from typing import TYPE_CHECKING, Any

from sandbox.chats import Chat, Stored
from sandbox.faults import Fault
from sandbox.html_writer import write_html
from sandbox.identity import Refusal, Trouble
from sandbox.mailbox import Letter
from sandbox.manners import MailFault
from sandbox.seen import see
from sandbox.user import User

if TYPE_CHECKING:
    from sandbox.stage import Sandbox

JSON = dict[str, Any]
PREVIEW = 120
WELL = "WORKS"
SWITCHED = (Fault.TOO_MANY_REQUESTS, Fault.UNREACHABLE)
TOKENS_SWITCHED: dict[str, Refusal | Trouble] = {
    one.name: one for one in (Refusal.REVOKED, Refusal.SECRET_EXPIRED, Trouble.UNAVAILABLE)
}
KINDS = {
    "photo": "Фото", "video": "Видео", "animation": "GIF", "voice": "Голосовое", "video_note": "Видеосообщение",
    "sticker": "Стикер", "contact": "Контакт", "location": "Место", "venue": "Место", "poll": "Опрос", "dice": "Кубик",
}  # fmt: skip


def page_state(sandbox: "Sandbox", person: int | None) -> JSON:
    """Gathers everything that is on the screen."""
    users = sandbox.users
    lasting, no_tokens = sandbox.telegram.lasting, sandbox.identity.troubles.lasting
    chosen = next((user for user in users if user.id == person), users[0] if users else None)
    return {
        "bot": {"name": sandbox.messenger.name, "username": sandbox.messenger.username},
        "people": [_person(user) for user in users],
        "person": chosen.id if chosen else None,
        "chat": _chat(sandbox, chosen) if chosen else None,
        "letters": [letter_line(letter) for letter in reversed(sandbox.mailbox.letters)],
        "mail": {
            "address": f"{sandbox.smtp_host}:{sandbox.smtp_port}",
            "fault": sandbox.mail.fault.name,
            "times": sandbox.mail.times,
            "faults": [fault.name for fault in MailFault],
        },
        "telegram": {
            "fault": lasting.name if lasting else WELL,
            "faults": [WELL, *(fault.name for fault in SWITCHED)],
            "waiting": len(sandbox.messenger.updates.pending) if sandbox.telegram.cuts_polls else 0,
        },
        "identity": {
            "known": any(realm.known.applications for realm in sandbox.identity.realms.values()),
            "fault": no_tokens.name if no_tokens else WELL,
            "faults": [WELL, *TOKENS_SWITCHED],
        },
        "violations": sandbox.violations,
    }


def letter_line(letter: Letter) -> JSON:
    """Makes a letter's line in the list."""
    return {
        "id": letter.id,
        "from": str(letter.message["From"] or letter.mail_from),
        "to": letter.to,
        "cc": letter.cc,
        "hidden": letter.hidden,
        "subject": letter.subject,
        "preview": " ".join(letter.text.split())[:PREVIEW],
        "attachments": len(letter.attachments),
        "at": letter.received_at.timestamp(),
    }


def letter_whole(letter: Letter) -> JSON:
    """Makes an open letter."""
    return {
        **letter_line(letter),
        "mail_from": letter.mail_from,
        "headers": [[name, str(value)] for name, value in letter.message.items()],
        "text": letter.text,
        "html": letter.html,
        "source": letter.raw.decode("utf-8", "replace").replace("\r\n", "\n"),
        "files": [{"name": file.name, "type": file.mime_type, "size": len(file.data)} for file in letter.attachments],
        "login": letter.authenticated_as,
        "encrypted": letter.encrypted,
    }


def _person(user: User) -> JSON:
    return {
        "id": user.id,
        "name": user.name,
        "username": user.chat.username,
        "from_bot": [stored.id for stored in user.chat.messages.values() if stored.from_bot],
    }


def _chat(sandbox: "Sandbox", user: User) -> JSON:
    chat = user.chat
    pinned = chat.messages.get(chat.pinned or 0)
    return {
        "started": chat.started,
        "blocked": chat.blocked,
        "acting": chat.acting(),
        "commands": user.commands,
        "keyboard": chat.reply_keyboard,
        "pinned": {"id": pinned.id, "text": _short(sandbox, pinned)} if pinned else None,
        "messages": [_message(sandbox, chat, stored) for stored in chat.messages.values()],
    }


def _message(sandbox: "Sandbox", chat: Chat, stored: Stored) -> JSON:
    message = see(stored, sandbox.messenger.files)
    replied = chat.messages.get(message.reply_to or 0)
    document, media = message.document, stored.media
    mine = message.sender == "person"
    return {
        "id": message.id,
        "mine": mine,
        "text": message.text,
        "html": write_html(message.text, message.entities, live=True),
        # Without the links that Telegram finds by itself: what goes into the field when the message is edited.
        "source": write_html(message.text, message.entities) if mine else "",
        "editable": stored.can_be_edited(sandbox.messenger.now()),
        "kind": message.kind,
        "name": KINDS.get(message.kind, "") or (document.name if document else message.kind),
        "rows": stored.rows(),
        "date": message.date,
        "edited": message.edited > 0,
        "reaction": message.reaction,
        "origin": _origin(stored.beside.get("forward_origin")),
        "album": stored.beside.get("media_group_id"),
        "reply": _reply(sandbox, stored, replied) if replied else None,
        "file": {"id": document.file_id, "name": document.name, "size": len(document.data)} if document else None,
        "seconds": media.get(message.kind, {}).get("duration") if message.kind in {"voice", "video_note"} else None,
        "emoji": media.get("sticker", {}).get("emoji"),
        "contact": media.get("contact"),
        "place": media.get("venue") or media.get("location"),
    }


def _reply(sandbox: "Sandbox", stored: Stored, replied: Stored) -> JSON:
    quote = stored.beside.get("quote")
    text = quote["text"] if quote else _short(sandbox, replied)
    return {"id": replied.id, "mine": not replied.from_bot, "text": text, "quoted": quote is not None}


def _origin(origin: JSON | None) -> str | None:
    """Names where a message was forwarded from, as a client shows it."""
    if origin is None:
        return None
    person, chat = origin.get("sender_user", {}), origin.get("chat") or origin.get("sender_chat") or {}
    names = [person.get("first_name"), person.get("last_name"), origin.get("sender_user_name"), chat.get("title")]
    signature = origin.get("author_signature")
    return " ".join(name for name in names if name) + (f" ({signature})" if signature else "")


def _short(sandbox: "Sandbox", stored: Stored) -> str:
    message = see(stored, sandbox.messenger.files)
    text = " ".join(message.text.split())
    nameless = KINDS.get(message.kind) or (message.document.name if message.document else message.kind)
    return (text or nameless)[:PREVIEW]
