"""Updates of every shape that the published Bot API describes, and of shapes that it does not."""

import json
import re
from functools import cache
from importlib import resources
from random import Random
from typing import Any

from bot.telegram.catalogue import addresses

JSON = dict[str, Any]
ARRAY = "Array of "
DEEPEST = 7
TEXTS = (
    "",
    "привет",
    "/start",
    "/start чужой-код",
    "/new",
    "/list",
    "/admin",
    "/cancel",
    "/connections@gonets_sandbox_bot",
    "Иванов",
    "Отправить уведомление",
    "a\u2028b\u0085c\x0bd",
    "\u202eтекст\u0000",
    "<b>&amp;",
    "👩‍👩‍👧‍👦" * 20,
    "ё" * 4096,
    "0",
    "private",
    "https://x.test/?a=1",
)
TAGS = ("type", "status", "source")
TAG_WORDS = {"ChatMemberOwner": "creator", "ChatMemberBanned": "kicked"}
WHOLE = (0, 1, -1, 5, 1422450181, 2**31, 2**53, -(2**63), 2**63 - 1, 2**63, 10**30)
WRONG: tuple[Any, ...] = (None, "", "текст", 0, -1, 1.5, True, [], {}, [None], {"a": None}, 10**30)


@cache
def types() -> JSON:
    published: JSON = json.loads(resources.files("sandbox").joinpath("bot_api.json").read_text("utf-8"))["types"]
    return published


def kinds() -> list[str]:
    """Every kind of update."""
    return [field["name"] for field in types()["Update"]["fields"] if field["name"] != "update_id"]


@cache
def _ends(kind: str) -> bool:
    """Whether a value of this kind needs no other object inside: else it would go on for ever."""
    required = (field["types"] for field in types().get(kind, {}).get("fields", []) if field["required"])
    return all(any(one.startswith(ARRAY) or one not in types() for one in allowed) for allowed in required)


def _tagged(made: Any, union: str, chosen: str) -> Any:
    """Say which of a union it is: most names say it themselves, in snake case."""
    if not isinstance(made, dict) or chosen not in types():
        return made
    tag = next((field["name"] for field in types()[chosen]["fields"] if field["name"] in TAGS), None)
    if tag in made and isinstance(made[tag], str):
        own = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", chosen.removeprefix(union)).lower()
        made[tag] = TAG_WORDS.get(chosen, own)
    return made


OURS = ("message", "message", "message", "edited_message", "callback_query", "my_chat_member")


class Shapes:
    """Makes updates from one seed. `oddness` is how often a field is left out, is of another type, or is unknown."""

    def __init__(self, seed: int, people: list[int]) -> None:
        self._random = Random(seed)
        self._people = people
        self._oddness = self._random.choice((0.0, 0.0, 0.02, 0.2))
        self._rich = self._random.choice((0.05, 0.1, 0.25))

    def update(self) -> JSON:
        """An update without its number."""
        chosen = self._random
        kind = chosen.choice(OURS) if chosen.random() < 0.85 else chosen.choice(kinds())
        described = next(field for field in types()["Update"]["fields"] if field["name"] == kind)
        content: Any = self._value(described["types"], kind, 0)
        if isinstance(content, dict) and chosen.random() < 0.9:
            self._address(content)
        if chosen.random() < self._oddness / 4:
            content = chosen.choice(WRONG)
        update = {kind: content}
        if chosen.random() < self._oddness:
            update[chosen.choice(("brand_new_kind", "message", "inline_query"))] = self._wrong()
        return update

    def _address(self, content: JSON) -> None:
        """Let it come from somebody who is known, in their private chat, as most do."""
        person = self._random.choice(self._people)
        name = self._random.choice((f"Человек {person}", "\u202eИмя\u0000", "И" * 64))
        content["from"] = {"id": person, "is_bot": False, "first_name": name}
        chat = {"id": person, "type": "private", "first_name": name}
        if "data" in content or "chat_instance" in content:
            message = content.get("message")
            if isinstance(message, dict):
                message["chat"] = chat
            content["data"] = self._data()
        else:
            content["chat"] = chat

    def _data(self) -> str:
        prefix = self._random.choice(sorted(addresses()))
        numbers = [str(self._random.choice((0, 1, 2, -1, 10**20))) for _ in range(self._random.randrange(5))]
        return self._random.choice((":".join([prefix, *numbers]), prefix, self._random.choice(TEXTS)))

    def _value(self, allowed: list[str], name: str, depth: int) -> Any:
        if self._random.random() < self._oddness / 3:
            return self._wrong()
        return self._of(self._random.choice(allowed), name, depth)

    def _of(self, kind: str, name: str, depth: int) -> Any:
        if kind.startswith(ARRAY):
            many = self._random.randrange(3) if depth < DEEPEST else 0
            return [self._value([kind.removeprefix(ARRAY)], name, depth + 1) for _ in range(many)]
        match kind:
            case "String" if name == "currency":
                return "XTR"
            case "String":
                return self._random.choice(TEXTS)
            case "Boolean":
                return self._random.random() < 0.5
            case "Integer":
                return self._random.choice(WHOLE if self._random.random() < self._oddness else WHOLE[:6])
            case "Float":
                return self._random.choice((0.0, 1.5, -180.0, 1e300))
        described = types()[kind]
        if "subtypes" in described:
            chosen = self._random.choice([one for one in described["subtypes"] if depth < DEEPEST or _ends(one)])
            made = self._value([chosen], name, depth)
            return _tagged(made, kind, chosen)
        return self._object(described.get("fields", []), depth)

    def _object(self, fields: list[JSON], depth: int) -> JSON:
        made: JSON = {}
        for field in fields:
            keep = field["required"] or (depth < DEEPEST and self._random.random() < self._rich / (depth + 1))
            if keep and self._random.random() >= self._oddness / 4:
                made[field["name"]] = self._value(field["types"], field["name"], depth + 1)
        if self._random.random() < self._oddness / 2:
            made["brand_new_field"] = self._wrong()
        return made

    def _wrong(self) -> Any:
        return self._random.choice(WRONG)
