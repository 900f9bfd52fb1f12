"""What comes besides words and presses: messages of every kind, groups, and updates that cannot be read."""

from collections.abc import Callable
from random import Random
from typing import Any

from sandbox import Sandbox, User
from tests.every_message import every_message

JSON = dict[str, Any]
GROUPS = ((-100, "group"), (-1_000_000_000_100, "supergroup"), (-1_000_000_000_200, "channel"))


async def send_any_message(user: User, luck: Random) -> str:
    """Send a message of any kind, and change it now and then; return what it was."""
    name, fields = luck.choice(list(every_message().items()))
    sent = await user.send_anything(fields)
    if luck.random() < 0.3:
        user.edit_anything(sent)
    return f"sends {name}"


def act_in_a_group(sandbox: Sandbox, user: User, luck: Random, data: str, text: str) -> str:
    """Let somebody do something in a group that the bot is in; return what."""
    number, kind = luck.choice(GROUPS)
    group = sandbox.group(number, kind=kind)
    group.chat.bot_status = "member"
    acts: dict[str, Callable[[], object]] = {
        "adds the bot to": lambda: group.add_bot(user, luck.choice(("member", "administrator"))),
        "removes the bot from": lambda: group.remove_bot(user),
        "writes in": lambda: group.say(user, text),
        "writes as the group in": lambda: group.say_anonymously(text),
        "writes as a channel in": lambda: group.say_as_channel(group, text),
        "forwards from the linked channel to": lambda: group.forward_from_linked(group, text),
        "posts in": lambda: group.post(text),
        "edits in": lambda: group.edit(user, 1, text),
        "presses in": lambda: group.press(user, data),
        "presses an inline message outside": lambda: user.press_inline(data),
    }
    what = luck.choice(list(acts))
    acts[what]()
    return f"{what} a {kind}: {data!r} {text[:40]!r}"


def slip_in_an_odd_update(sandbox: Sandbox, user: User, luck: Random) -> str:
    """Let Telegram send something that cannot be read, or is for nobody; return what."""
    name, event = luck.choice(list(_odd(user).items()))
    sandbox.messenger.updates.slip_in(event)
    return f"is in an odd update: {name}"


def _odd(user: User) -> dict[str, JSON]:
    message = {"message_id": 1, "date": 1, "from": user.chat.person(), "chat": user.chat.brief()}
    press = {"id": "1", "from": user.chat.person(), "chat_instance": "1"}
    return {
        "nothing in it": {},
        "a message that is a number": {"message": 7},
        "a message that is a list": {"message": [message]},
        "no sender": {"message": {**message, "from": None}},
        "a sender without a number": {"message": {**message, "from": {"first_name": "Ы"}}},
        "a sender whose number is a text": {"message": {**message, "from": {**user.chat.person(), "id": "7"}}},
        "no chat": {"message": {**message, "chat": None, "text": "а"}},
        "a chat of an unknown type": {
            "message": {**message, "chat": {**user.chat.brief(), "type": "club"}, "text": "а"}
        },
        "no date": {"message": {**message, "date": None, "text": "а"}},
        "a date after all": {"message": {**message, "date": 10**18, "text": "а"}},
        "a text that is a number": {"message": {**message, "text": 5}},
        "a nameless author": {
            "message": {**message, "text": "а", "forward_origin": {"type": "hidden_user", "date": 1}}
        },
        "an unknown origin": {"message": {**message, "text": "а", "forward_origin": {"type": "dream", "date": 1}}},
        "an empty story": {"message": {**message, "story": {}}},
        "an unknown kind of message": {"message": {**message, "hologram": {"depth": 3}}},
        "no preview": {"message": {**message, "text": "а https://a.b", "link_preview_options": {"is_disabled": True}}},
        "an entity beyond the text": {
            "message": {**message, "text": "а", "entities": [{"type": "bold", "offset": 5, "length": 9}]}
        },
        "an unknown entity": {
            "message": {**message, "text": "а", "entities": [{"type": "glow", "offset": 0, "length": 1}]}
        },
        "half a character": {"message": {**message, "text": "\ud83d"}},
        "a press without data": {"callback_query": press},
        "a press of a game": {"callback_query": {**press, "game_short_name": "chess"}},
        "a press below nothing": {"callback_query": {**press, "data": "n:0:0"}},
        "a bot": {"message": {**message, "from": {**user.chat.person(), "is_bot": True}, "text": "/start"}},
        "an update of an unknown kind": {"telepathy": message},
        "a poll": {"poll": {"id": "1"}},
        "a reaction": {"message_reaction": {"chat": user.chat.brief(), "user": user.chat.person()}},
    }
