"""Checks each call against the published description, because Telegram itself forgives what later breaks."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from sandbox.errors import MismatchError

JSON = dict[str, Any]
ARRAY = "Array of "
TRUTH = {"true": True, "True": True, "1": True, "false": False, "False": False, "0": False}
# Telegram answers these omissions with words of its own, so they are not reported as a bug of the caller.
OWN_WORDS = {("sendMessage", "text")}
# The description does not say which "type" chooses which of these; here it is the name itself, in snake case.
CHOSEN_BY_TYPE = {"BotCommandScope", "ReactionType", "MenuButton", "InputMedia"}


@dataclass(frozen=True)
class Upload:
    """A file that came with a call."""

    name: str
    data: bytes
    mime_type: str


@cache
def _published() -> JSON:
    published: JSON = json.loads(resources.files("sandbox").joinpath("bot_api.json").read_text("utf-8"))
    return published


class Description:
    """Knows the methods and types of one published version."""

    def __init__(self) -> None:
        published = _published()
        self.version: str = published["version"]
        self._methods: dict[str, JSON] = published["methods"]
        self._types: dict[str, JSON] = published["types"]
        self._names = {name.lower(): name for name in self._methods}

    def method(self, name: str) -> str | None:
        """Finds the published spelling of a method; Telegram ignores letter case here."""
        return self._names.get(name.lower())

    def read(self, method: str, fields: Mapping[str, Any], uploads: Mapping[str, Upload]) -> JSON:
        """Decodes the fields of a call; raises MismatchError naming everything that does not fit."""
        known = {field["name"]: field for field in self._methods[method].get("fields", [])}
        with_files = " ".join(
            str(value) for name, value in fields.items() if known.get(name, {}).get("types") != ["String"]
        )
        attached = set(re.findall(r"attach://([^\"\\\s]+)", with_files))
        problems = [f'unknown field "{name}"' for name in fields if name not in known]
        problems += [f'unknown file "{name}"' for name in uploads if name not in known and name not in attached]
        problems += [f'no file for "attach://{name}"' for name in sorted(attached - set(uploads))]
        call: JSON = {}
        for name, field in known.items():
            if name in uploads:
                call[name] = uploads[name]
                if "InputFile" not in field["types"]:
                    problems.append(f'field "{name}" is not a file')
            elif name in fields:
                call[name] = self._decode(fields[name], field["types"])
                if isinstance(call[name], str) and "InputFile" in field["types"]:
                    call[name] = uploads.get(call[name].removeprefix("attach://"), call[name])
                problems += self._check(call[name], field["types"], name)
            elif field["required"] and (method, name) not in OWN_WORDS:
                problems.append(f'required field "{name}" is missing')
        if problems:
            raise MismatchError(f"{method}: {'; '.join(problems)}")
        return call

    def problems(self, value: Any, kind: str) -> list[str]:
        """Lists where a value differs from a published type."""
        return self._check(value, [kind], kind)

    def blank(self, kind: str) -> JSON:
        """Makes an object of a published type whose required truths are false and numbers 0; the rest is left out."""
        nothing = {"Boolean": False, "Integer": 0}
        fields = self._types[kind].get("fields", [])
        return {
            field["name"]: nothing[field["types"][0]]
            for field in fields
            if field["required"] and field["types"][0] in nothing
        }

    def _decode(self, value: Any, types: list[str]) -> Any:
        if not isinstance(value, str) or types == ["String"] or "InputFile" in types:
            return value
        if types == ["Boolean"]:
            return TRUTH.get(value, value)
        if set(types) == {"Integer", "String"}:
            return int(value) if re.fullmatch(r"-?\d+", value) else value
        try:
            return json.loads(value)
        except ValueError:
            return value

    def _check(self, value: Any, types: list[str], path: str) -> list[str]:
        found = min((self._check_one(value, kind, path) for kind in types), key=len)
        if found and len(types) > 1 and not isinstance(value, dict | list):
            return [f'field "{path}" must be {" or ".join(types)}, not {_shown(value)}']
        return found

    def _check_one(self, value: Any, kind: str, path: str) -> list[str]:
        if kind.startswith(ARRAY):
            if not isinstance(value, list):
                return [f'field "{path}" must be {kind}, not {_shown(value)}']
            inner = [kind.removeprefix(ARRAY)]
            return [problem for at, item in enumerate(value) for problem in self._check(item, inner, f"{path}[{at}]")]
        plain = _plain(value, kind)
        if plain is not None:
            return [] if plain else [f'field "{path}" must be {kind}, not {_shown(value)}']
        published = self._types[kind]
        if "subtypes" in published:
            return self._check(value, _candidates(value, kind, published["subtypes"]), path)
        if not isinstance(value, dict):
            return [f'field "{path}" must be {kind}, not {_shown(value)}']
        return self._check_object(value, published.get("fields", []), path)

    def _check_object(self, value: JSON, fields: list[JSON], path: str) -> list[str]:
        known = {field["name"]: field for field in fields}
        problems = [f'unknown field "{path}.{name}"' for name in value if name not in known]
        for name, field in known.items():
            if name in value:
                problems += self._check(value[name], field["types"], f"{path}.{name}")
            elif field["required"]:
                problems.append(f'required field "{path}.{name}" is missing')
        return problems


def _plain(value: Any, kind: str) -> bool | None:
    match kind:
        case "String":
            return isinstance(value, str)
        case "InputFile":
            return isinstance(value, Upload | str)
        case "Boolean":
            return isinstance(value, bool)
        case "Integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "Float":
            return isinstance(value, int | float) and not isinstance(value, bool)
    return None


def _candidates(value: Any, union: str, subtypes: list[str]) -> list[str]:
    if union not in CHOSEN_BY_TYPE or not isinstance(value, dict):
        return subtypes
    chosen = "".join(word.capitalize() for word in str(value.get("type")).split("_"))
    return [union + chosen] if union + chosen in subtypes else subtypes


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return repr(text if len(text) <= 60 else text[:57] + "...")
