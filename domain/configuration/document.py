"""The configuration as one document: what a file holds, read with every mistake and its place."""

import difflib
import re
from collections.abc import Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from pydantic import BaseModel, SecretStr, ValidationError

from domain.accepting import has_broken_characters
from domain.configuration.wrong_types import wrong_type
from domain.configured.connection import Connection
from domain.configured.route import HEADER_NAME, Route
from domain.described import Kinds
from domain.documents import ConfiguredObject, name_by_title
from domain.errors import Unfit
from domain.logins.kinds import SECRET_PATHS
from domain.logins.oauth2.login import SERVICE_ACCOUNT_KEY
from domain.logins.oauth2.service_account import NoServiceAccountKey
from domain.mistakes import Mistake, Path
from domain.one_line import ONE_LINE
from domain.passwords import PasswordNotOneLine, check_secret
from domain.records.template import RecordTemplate
from domain.scenarios.document import Scenario
from domain.scenarios.values import VALUE_TAGS
from domain.sections import Section

_PATTERNS = {ONE_LINE: "config-one-line", HEADER_NAME: "config-route-header-name"}
_KEY = "[key]"
"""How pydantic ends the path of a mapping's key."""

ObjectType = TypeVar("ObjectType", bound=ConfiguredObject)
MODELS: Mapping[Section, type[ConfiguredObject]] = {
    Section.CONNECTIONS: Connection,
    Section.ROUTES: Route,
    Section.TEMPLATES: RecordTemplate,
    Section.SCENARIOS: Scenario,
}
"""The document class of each section's objects."""


@dataclass(slots=True)
class ConfigurationFile:
    """What was read: objects with paths, and names of broken objects.

    By the system names of connections, and by their own names: `secrets` that are there, and those that are `unset`
    with the variable that should hold each.
    `as_stored` are objects that are not accepted any more, by their paths, as an earlier version read them.
    """

    connections: list[Connection] = field(default_factory=list)
    routes: list[Route] = field(default_factory=list)
    templates: list[RecordTemplate] = field(default_factory=list)
    scenarios: list[Scenario] = field(default_factory=list)
    secrets: dict[str, dict[str, SecretStr]] = field(default_factory=dict)
    unset: dict[str, dict[str, str]] = field(default_factory=dict)
    paths: dict[tuple[str, str], Path] = field(default_factory=dict)
    broken: set[tuple[str, str]] = field(default_factory=set)
    as_stored: dict[Path, ConfiguredObject] = field(default_factory=dict)

    def of(self, section: Section) -> list[ConfiguredObject]:
        """Return a section's objects."""
        objects: list[ConfiguredObject] = getattr(self, section)
        return objects

    def with_objects(self, objects: Mapping[Path, ConfiguredObject]) -> "ConfigurationFile":
        """Return the file with some more objects, each at its path."""
        lists: dict[str, Any] = {section: list(self.of(section)) for section in Section}
        paths = dict(self.paths)
        for path, document in objects.items():
            section = str(path[0])
            lists[section].append(document)
            paths[(section, document.system_name.casefold())] = path
        return replace(self, paths=paths, **lists)


def read_document(data: Any, environment: Mapping[str, str]) -> tuple[ConfigurationFile, list[Mistake]]:
    """Read a document; `environment` gives the values of `${NAME}` in secrets. Objects with mistakes are left out."""
    result, mistakes = ConfigurationFile(), []
    if data is None:
        data = {}
    if not isinstance(data, Mapping):
        return result, [Mistake((), "config-not-a-mapping")]
    for name in data:
        if name not in MODELS:
            nearest = next(iter(difflib.get_close_matches(str(name), MODELS, n=1)), "")
            mistakes.append(Mistake((str(name),), "config-unknown-field", {"name": str(name), "nearest": nearest}))
    for section, kind in MODELS.items():
        items = data.get(section)
        if items is None:
            continue
        if not isinstance(items, list):
            mistakes.append(Mistake((section,), "config-not-a-list", {"name": section}))
            continue
        for index, item in enumerate(items):
            path: Path = (section, index)
            item = _take_secrets(item, path, environment, result, mistakes)  # noqa: PLW2901
            document, wrong = read_object(item, path, kind)
            mistakes += wrong
            if document is None:
                if isinstance(item, Mapping):
                    with suppress(ValidationError):
                        result.as_stored[path] = kind.from_stored(item)
                    result.broken.add((section, str(item.get("system_name") or item.get("title"))))
                continue
            result.of(section).append(document)
            known = (section, document.system_name.casefold())
            if known in result.paths:
                mistakes.append(Mistake((*path, "system_name"), "config-twice", {"name": document.system_name}))
            result.paths[known] = path
    return result, mistakes


def read_object(item: Any, path: Path, kind: type[ObjectType]) -> tuple[ObjectType | None, list[Mistake]]:
    """Read one object with its mistakes; None when it cannot be read.

    One with nothing but fields too many is read without them: its other mistakes show too.
    """
    try:
        return kind.model_validate(item), []
    except ValidationError as error:
        found = error.errors()
    deeper = {
        one["loc"][: len(other["loc"])] for one in found for other in found if len(one["loc"]) > len(other["loc"])
    }
    # A title that is wrong gives no system name, which nobody has to write.
    unnamed = any(one["loc"] == ("title",) for one in found)
    mistakes = [
        mistake_of(path, one, kind)
        for one in found
        if not (one["type"].endswith("too_short") and one["loc"] in deeper)
        and not (unnamed and one["type"] == "missing" and one["loc"] == ("system_name",))
    ]
    if any(one["type"] not in {"extra_forbidden", "too_short"} for one in found):
        return None, mistakes
    bare = deepcopy(item)
    for one in found:
        if one["type"] == "extra_forbidden":
            _drop(bare, [part for part in one["loc"] if part not in VALUE_TAGS or part == one["loc"][-1]])
    try:
        return kind.model_validate(bare), mistakes
    except ValidationError:
        return None, mistakes


def _drop(data: Any, path: list[Any]) -> None:
    for part in path[:-1]:
        data = data[part]
    data.pop(path[-1], None)


def path_of_object(file: ConfigurationFile, section: str, name: str) -> Path:
    """Return where an object stands in the file; its section and name when it is not there but stored."""
    return file.paths.get((section, name.casefold()), (section, name))


def _take_secrets(
    item: Any, path: Path, environment: Mapping[str, str], result: ConfigurationFile, mistakes: list[Mistake]
) -> Any:
    """Take the secrets out of a connection as a file writes it, and return the rest."""
    if path[0] != Section.CONNECTIONS or not isinstance(item, Mapping):
        return item
    rest = dict(item)
    for name, (*above, _) in SECRET_PATHS.items():
        owner = item if not above else item.get(above[0])
        if not isinstance(owner, Mapping) or name not in owner:
            continue
        holder = rest if not above else dict(rest[above[0]])
        secret = holder.pop(name)
        if above:
            rest[above[0]] = holder
        try:
            _take_secret(_name_of(item, path), name, secret, environment, result)
        except Unfit as wrong:
            mistakes.append(Mistake((*path, *above, name), wrong.key, wrong.params))
    return rest


def _take_secret(
    connection: str, name: str, secret: Any, environment: Mapping[str, str], result: ConfigurationFile
) -> None:
    """Keep a secret or its unset variable; raises Unfit."""
    if secret is None:
        return
    if not isinstance(secret, str):
        raise Unfit("config-password-not-text")
    if has_broken_characters(secret) and name != SERVICE_ACCOUNT_KEY:
        raise Unfit("config-password-one-line")
    if secret.startswith("${") and secret.endswith("}"):
        variable = secret[2:-1]
        secret = environment.get(variable, "")
        if not secret:
            result.unset.setdefault(connection, {})[name] = variable
    if not secret:
        return
    try:
        result.secrets.setdefault(connection, {})[name] = check_secret(name, SecretStr(secret))
    except PasswordNotOneLine:
        raise Unfit("config-password-one-line") from None
    except NoServiceAccountKey as error:
        raise Unfit("config-service-account-key", reason=error.reason) from None


def _name_of(item: Mapping[str, Any], path: Path) -> str:
    """Return the system name that the object will have; its index where it will have none."""
    if item.get("system_name"):
        return str(item["system_name"])
    with suppress(Unfit):
        return name_by_title(str(item.get("title") or ""))
    return str(path[1])


def mistake_of(path: Path, error: Any, kind: type[BaseModel]) -> Mistake:
    """Say in our words what pydantic found."""
    loc = error["loc"][:-1] if error["loc"][-1:] == (_KEY,) else error["loc"]
    unknown = loc[-1:] if error["type"] == "extra_forbidden" else ()
    steps = loc[: len(loc) - len(unknown)]
    inside = (*(part for part in steps if part not in VALUE_TAGS or _is_field(steps, part)), *unknown)
    where = (*path, *inside)
    context = error.get("ctx", {})
    # A part of a list has a number only: it is called by the list's name.
    name = next((part for part in reversed(where) if isinstance(part, str)), str(where[-1]) if where else "")
    match error["type"]:
        case "missing":
            return Mistake(where, "config-missing", {"name": name})
        case "extra_forbidden" if others := _kinds_with(kind, inside):
            return Mistake(where, "config-other-type", {"name": name, "types": ", ".join(others)})
        case "extra_forbidden":
            nearest = next(iter(difflib.get_close_matches(name, _fields_near(kind, inside), n=1)), "")
            return Mistake(where, "config-unknown-field", {"name": name, "nearest": nearest})
        case "literal_error":
            return Mistake(where, "config-not-a-choice", {"name": name, "choices": _choices(str(context["expected"]))})
        case "greater_than_equal" | "less_than_equal" | "greater_than" | "less_than":
            return Mistake(where, "config-out-of-range", {"name": name, "limit": str(next(iter(context.values())))})
        case "string_too_short":
            return Mistake(where, "config-empty", {"name": name})
        case "too_short":
            return Mistake(where, "config-none-there", {"name": name})
        case "too_long" | "string_too_long":
            key = "config-too-long" if isinstance(error["input"], str) else "config-too-many"
            return Mistake(where, key, {"name": name, "limit": int(context["max_length"])})
        case "value_error" if isinstance(context["error"], Unfit):
            wrong = context["error"]
            return Mistake((*where, wrong.at) if wrong.at else where, wrong.key, {"name": name, **wrong.params})
        case "string_pattern_mismatch":
            return Mistake(where, _PATTERNS.get(context["pattern"], "config-wrong-text"), {"name": name})
        case wrong if wrong.startswith("union_tag"):
            return Mistake(where, "config-value-kind", {"name": name})
        case wrong if wrong.endswith(("_type", "_parsing")):
            return Mistake(where, *wrong_type(name, wrong, error["input"]))
    return Mistake(where, "config-wrong-value", {"name": name})


def _choices(expected: str) -> str:
    """Return pydantic's `'none', 'basic' or 'x'` as a plain list."""
    return ", ".join(re.findall(r"'([^']*)'", expected)) or expected


def _is_field(loc: tuple[Any, ...], part: Any) -> bool:
    """Whether `attribute` or `formula` at the end of a path is the field itself and not pydantic's name of a kind."""
    return loc[-1] == part and len(loc) > 1 and loc[-2] in VALUE_TAGS


def _fields_near(kind: type[BaseModel], inside: Path) -> list[str]:
    """Return the fields of the object that the wrong one stands in, as far as the path can be followed."""
    model, kinds = _followed(kind, inside)
    classes = [model or kind, *(() if kinds is None else kinds.table.values())]
    return sorted({name for item in classes for name in item.model_fields})


def _kinds_with(kind: type[BaseModel], inside: Path) -> list[str]:
    """Return the kinds that have a field, where its object is of another kind."""
    _, kinds = _followed(kind, inside)
    return [] if kinds is None else [name for name, item in kinds.table.items() if inside[-1] in item.model_fields]


def _followed(kind: type[BaseModel], inside: Path) -> tuple[type[BaseModel] | None, Kinds | None]:
    """Return the class of the object that a field stands in, and of which kinds such an object may be."""
    model: type[BaseModel] | None = kind
    kinds: Kinds | None = None
    for part in inside[:-1]:
        if isinstance(part, str) and model is not None:
            info = model.model_fields.get(part)
            model, kinds = (None, None) if info is None else _inner(info.annotation)
            marks = () if info is None else info.metadata
            kinds = next((mark for mark in marks if isinstance(mark, Kinds)), kinds)
    return model, kinds


def _inner(annotation: Any) -> tuple[type[BaseModel] | None, Kinds | None]:
    """Return the document class inside `tuple[X, ...]`, `X | None` and the like, and its kinds."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, None
    for argument in getattr(annotation, "__args__", ()):
        found, kinds = _inner(argument)
        if found is not None:
            marks = getattr(annotation, "__metadata__", ())
            return found, next((mark for mark in marks if isinstance(mark, Kinds)), kinds)
    return None, None
