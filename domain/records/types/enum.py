"""Enum: one of the values that an administrator has listed, or many. Kept as `{"enum": "Vysokaya"}`, by system name."""

import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import tzinfo
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field as Limits
from pydantic import ValidationInfo, model_validator

from domain.accepting import is_accepting
from domain.accounts.entity import Pool
from domain.accounts.folding import fold, typed_words
from domain.documents import Document, SystemName, Title, name_by_title
from domain.errors import GonetsError, Unfit
from domain.formulas import EnumText, Field, Value
from domain.messages.rich_text import RichText
from domain.one_line import in_one_line
from domain.records.types.asked import LONGEST_QUERY, Asked, Choice, JsonValue, Moment, Narrowed, Offer, Sources
from domain.records.types.attribute import Attribute, Comparable, ReadyValue, items_of
from domain.system_names import LONGEST_TITLE, unique_system_name

MOST_VALUES = 200
VALUES_A_PAGE = 10
MOST_NAMED = 10
"""Values that an error names."""


class OneOfListExpected(GonetsError):
    """One of the listed values is expected here, and something else came."""

    key = "error-enum-expected"


class ValueGone(GonetsError):
    """The value that was chosen is not in the list any more."""

    key = "error-enum-gone"


class EnumValue(Document):
    """One value of the list: records know it by its system name, people by its title."""

    asked: ClassVar = ("title", "system_name")
    takes_lines: ClassVar = True

    title: Title
    system_name: SystemName

    @property
    def number(self) -> int:
        """What stands for it in addresses: 31 bits of its system name."""
        return zlib.crc32(self.system_name.encode()) & 0x7FFFFFFF

    @classmethod
    def of_line(cls, line: str, beside: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
        """Return the value of a title; raises Unfit for one that is there already."""
        titles = [str(item.get("title") or "") for item in beside]
        if len(line) > LONGEST_TITLE:
            raise Unfit("config-too-long", name=line[:40], limit=LONGEST_TITLE)
        if fold(line) in map(fold, titles):
            raise Unfit("config-enum-twice", name=line, other=line)
        return _called(line, [str(item.get("system_name") or "") for item in beside])


class EnumAttribute(Attribute):
    """A value of a list, or many."""

    tag: ClassVar = "enum"
    asked: ClassVar[tuple[str, ...]] = (*Attribute.asked, "values")
    takes_many: ClassVar = True
    takes_text: ClassVar = True
    always_compared: ClassVar = True
    is_hidden_with_texts: ClassVar = False

    type: Literal["enum"]
    values: Annotated[tuple[EnumValue, ...], Limits(max_length=MOST_VALUES)] = ()

    @classmethod
    def needs(cls, name: str, data: Mapping[str, Any]) -> bool:  # noqa: ARG003 - of all alike
        """A list without values could not be answered."""
        return name == "values"

    @model_validator(mode="before")
    @classmethod
    def _give_system_names(cls, data: Any) -> Any:
        if not isinstance(data, Mapping) or not isinstance(data.get("values"), list | tuple):
            return data
        taken: list[str] = []
        return {**data, "values": [_named(item, taken) for item in data["values"]]}

    @model_validator(mode="after")
    def _tells_its_values_apart(self, info: ValidationInfo) -> Self:
        if is_accepting(info) and not self.values:
            raise Unfit("config-enum-empty", at="values")
        seen: dict[Any, str] = {}
        for item in self.values if is_accepting(info) else ():
            for name in {fold(item.title), fold(item.system_name), item.number}:
                if name in seen:
                    raise Unfit("config-enum-twice", at="values", name=item.title, other=seen[name])
                seen[name] = item.title
        return self

    async def offer(self, asked: Asked, sources: Sources) -> Offer:
        """Return the values that have the words, a page of them; those that are chosen already are left out."""
        chosen = names_of(asked.value) if self.multiple else ()
        fitting = [item for item in self._found(asked.query) if item.system_name not in chosen]
        start = asked.page * VALUES_A_PAGE
        shown = fitting[start : start + VALUES_A_PAGE]
        return Offer(tuple(Choice(item.number, item) for item in shown), len(fitting) > start + VALUES_A_PAGE)

    def expected(self) -> GonetsError:
        """Return what says which values there are."""
        titles = [item.title for item in self.values]
        more = "yes" if len(titles) > MOST_NAMED else "no"
        return OneOfListExpected(title=self.title, values=", ".join(titles[:MOST_NAMED]), more=more)

    def written(self, text: RichText, moment: Moment) -> JsonValue | Narrowed:
        """Take a title or a system name, or look for values by their words; raises OneOfListExpected."""
        words = in_one_line(text.text).strip()
        item = self._meant(words)
        if item is not None:
            return {"enum": item.system_name}
        if len(words) > LONGEST_QUERY or not typed_words(words) or not self._found(words):
            raise self.expected()
        return Narrowed(words)

    async def chosen(self, number: int, asked: Asked, sources: Sources) -> JsonValue:
        """Take a button; raises OneOfListExpected for a value that is gone."""
        for item in self.values:
            if item.number == number:
                return {"enum": item.system_name}
        raise self.expected()

    def field(self) -> Field:
        """A value of this list, or many."""
        return Field("enum", self.multiple, values=tuple((item.system_name, item.title) for item in self.values))

    def for_formula(self, value: JsonValue, pool: Pool) -> Value:
        """Return the title that knows its system name, a tuple where many can be chosen."""
        titles = {item.system_name: item.title for item in self.values}
        found = tuple(EnumText(titles.get(name, name), name) for name in names_of(value))
        return self.fitting(found)

    @classmethod
    def compared_by(cls, item: JsonValue) -> Comparable | None:
        """Its system name."""
        return Comparable(text=item["enum"])

    def looked_up_by(self, value: Any) -> Comparable | None:
        """A title or a system name of the list can be equal."""
        for item in self.values if isinstance(value, str) else ():
            if value in (item.title, item.system_name):
                return Comparable(text=item.system_name)
        return None

    def referred_by(self, identity: str) -> Comparable | None:
        """A title or a system name, too."""
        return self.looked_up_by(identity)

    def lost(self, now: Attribute) -> Mapping[str, Comparable]:
        """Return the values that are not listed any more."""
        kept = {item.system_name for item in now.values} if isinstance(now, EnumAttribute) else set()
        return {item.title: Comparable(text=item.system_name) for item in self.values if item.system_name not in kept}

    def titles_with(self, word: str) -> tuple[Comparable, ...]:
        """Return the values of which a word of the title begins so."""
        return tuple(Comparable(text=item.system_name) for item in self._found(word))

    def check(self, value: JsonValue, pool: Pool) -> None:
        """Raise ValueGone for one that is not listed any more, OneOfListExpected for what another type has left."""
        names = names_of(value)
        if not names:
            raise self.expected()
        listed = {item.system_name for item in self.values}
        for name in names:
            if name not in listed:
                raise ValueGone(title=self.title, name=name)

    def ready(self) -> Sequence[ReadyValue]:
        """Return the values of the list, by their system names, which other titles leave as they are."""
        return [
            ReadyValue(f"ENUMVALUE('{self.system_name}', '{item.system_name}')", item.title) for item in self.values
        ]

    def misfit(self, found: Field) -> Unfit | None:
        """Nothing but a text may name a value."""
        if found.kind not in {"enum", "text"}:
            return Unfit("config-formula-kind", expected="text", found=found.kind)
        if found.multiple and not self.multiple:
            return Unfit("config-default-one", name=self.title)
        return None

    def from_formula(self, value: Any, zone: tzinfo) -> JsonValue:
        """Take values by their titles or system names, each once; raises OneOfListExpected for what is none."""
        items = [item for item in items_of(value) if item is not None]
        if not items or (len(items) > 1 and not self.multiple):
            return None
        names: dict[str, None] = {}
        for item in items:
            found = self._meant(item) if isinstance(item, str) else None
            if found is None:
                raise self.expected()
            names[found.system_name] = None
        return self.fitting([{"enum": name} for name in names])

    def _meant(self, words: str) -> EnumValue | None:
        """Return the value of a system name, or of a title in whatever letters."""
        identity = words.identity if isinstance(words, EnumText) else words
        return next(
            (item for item in self.values if item.system_name == identity),
            next((item for item in self.values if fold(words) in {fold(item.title), fold(item.system_name)}), None),
        )

    def _found(self, query: str) -> list[EnumValue]:
        """Return the values that have all words that were typed at the beginning of their own."""
        asked = typed_words(query)
        return [item for item in self.values if _has(typed_words(item.title), asked)]


def names_of(value: JsonValue) -> tuple[str, ...]:
    """Return the system names of the values that are kept."""
    return tuple(
        item["enum"] for item in items_of(value) if isinstance(item, dict) and isinstance(item.get("enum"), str)
    )


def _has(words: Iterable[str], asked: Iterable[str]) -> bool:
    words = tuple(words)
    return all(any(word.startswith(one) for word in words) for one in asked)


def _named(item: Any, taken: list[str]) -> Any:
    """Return a value of the list with the system name that its title gives; a text alone is a title."""
    if isinstance(item, str):
        item = {"title": item}
    if not isinstance(item, Mapping):
        return item
    item = dict(item)
    if not item.get("system_name") and isinstance(item.get("title"), str):
        item |= _called(item["title"], taken)
    if isinstance(item.get("system_name"), str):
        taken.append(item["system_name"])
    return item


def _called(title: str, taken: Collection[str]) -> dict[str, str]:
    return {"title": title, "system_name": unique_system_name(name_of_value(title), taken)}


def name_of_value(title: str) -> str:
    """Return the system name that a title gives; one of signs alone («+», «—») gets a plain one."""
    try:
        return name_by_title(title)
    except Unfit:
        return "Znachenie"
