"""What formulas work on: values, and the read-only view that they are evaluated over."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any, Protocol, Self, TypeAlias, runtime_checkable

from domain.messages.rich_text import RichText

Reference = tuple[str, int]
"""What a value refers to: its kind as formulas name kinds (`account`, `record`), and its number."""


class NotLoaded(Exception):
    """Evaluation has come to what was not read yet. Whoever evaluates reads all that is named, and begins again."""

    def __init__(self, references: Iterable[Reference] = (), searches: Iterable[Any] = ()) -> None:
        self.references = frozenset(references)
        self.searches = frozenset(searches)
        """What queries look for (`domain.formulas.searches.Search`)."""
        super().__init__(", ".join(f"{kind} {number}" for kind, number in sorted(self.references)))


class Missing:
    """Gathers what several pieces of work have missed, so that it is read together."""

    def __init__(self) -> None:
        self._references: set[Reference] = set()
        self._searches: set[Any] = set()

    def add(self, stop: NotLoaded) -> None:
        """Take what one of them has missed."""
        self._references |= stop.references
        self._searches |= stop.searches

    def check(self) -> None:
        """Raise NotLoaded for all of it, where there is any."""
        if self._references or self._searches:
            raise NotLoaded(self._references, self._searches)


class Entity:
    """A record or an account, or what stands for its id; a class and no protocol, since each step of a formula asks."""

    __slots__ = ()

    @property
    def identity(self) -> str:
        """What a reference prints as and is compared by."""
        raise NotImplementedError

    def get(self, name: str) -> Any:
        """Return an attribute; None when it is empty, KeyError when there is no such attribute. Raises NotLoaded."""
        raise NotImplementedError


class ObjectId(str, Entity):
    """The id of a record or an account as a text, which is the same as the record or account of that id."""

    __slots__ = ()

    @property
    def identity(self) -> str:
        """The id."""
        return str(self)

    def get(self, name: str) -> Any:
        """Nothing is known of it but its id."""
        if name in {"id", "ID"}:
            return self
        raise KeyError(name)


class EnumText(str, Entity):
    """A value of a list: a text, its title, that is the same as its system name and as the id of that."""

    __slots__ = ("identity",)

    identity: str

    def __new__(cls, title: str, system_name: str) -> Self:
        """Make the text of a title."""
        made = super().__new__(cls, title)
        made.identity = system_name
        return made

    def __eq__(self, other: object) -> bool:
        """Whether a text is its title or its system name; another value of a list has its system name."""
        if isinstance(other, EnumText | ObjectId):
            return self.identity == other.identity
        return isinstance(other, str) and other in (str(self), self.identity)

    def __ne__(self, other: object) -> bool:
        """Whether it is anything else."""
        return not self == other

    __hash__ = str.__hash__

    def get(self, name: str) -> Any:
        """Return its id, as of everything that has one; KeyError for other names."""
        if name in {"id", "ID"}:
            return ObjectId(self.identity)
        raise KeyError(name)


_PLAIN = frozenset({str, Decimal, datetime, timedelta, bool})

Value: TypeAlias = bool | str | RichText | Decimal | datetime | timedelta | Entity | tuple[Any, ...] | None
"""Empty is None; many values are a tuple. Functions and comparisons see texts without formatting."""


class View(Protocol):
    """Everything that a formula may read."""

    @property
    def record(self) -> Entity | None:
        """The record in context."""
        ...

    @property
    def variables(self) -> Mapping[str, Any]:
        """Variable sets, nested."""
        ...

    @property
    def user(self) -> Entity | None:
        """The account of the person for whom the formula runs."""
        ...

    @property
    def now(self) -> datetime:
        """The present instant."""
        ...

    @property
    def time_zone(self) -> tzinfo:
        """The person's time zone."""
        ...

    def find(self, search: Any) -> Any:
        """Return what a query's search has found (`domain.formulas.searches`).

        None where there is no such template. Raises NotLoaded.
        """
        ...


@runtime_checkable
class FindsObjects(Protocol):
    """A view that knows records and accounts by their ids."""

    def object(self, identity: str) -> Entity | None:
        """Return the record or the account of an id; None where there is none."""
        ...


def kind_of(value: Value) -> str:
    """Return the name of a value's type, as an error says it."""
    match value:
        case None:
            return "empty"
        case bool():
            return "boolean"
        case str() | RichText():
            return "text"
        case Decimal():
            return "number"
        case datetime():
            return "date_time"
        case timedelta():
            return "duration"
        case tuple():
            return "list"
        case Mapping():
            return "variables"
        case _:
            return "reference"


def is_equal(first: Value, second: Value) -> bool:
    """Whether two values are equal: those of different types never are, references are compared by identity."""
    if type(first) is type(second) and type(first) in _PLAIN:
        return first == second
    if isinstance(first, Entity) and isinstance(second, Entity):
        return first.identity == second.identity
    if kind_of(first) != kind_of(second):
        return False
    if isinstance(first, tuple) and isinstance(second, tuple):
        return len(first) == len(second) and all(map(is_equal, first, second))
    return first == second


def key_of(value: Any) -> Any:
    """Return what equal values have in common and others have not: what a set or a dictionary may hold."""
    if isinstance(value, Mapping):
        return "variables", frozenset((name, key_of(item)) for name, item in value.items())
    if isinstance(value, tuple | list):
        return "list", tuple(map(key_of, value))
    return kind_of(value), value.identity if isinstance(value, Entity) else value


def plain(value: Value) -> Value:
    """Return a value without formatting, a list's elements likewise."""
    if isinstance(value, RichText):
        return value.plain()
    if isinstance(value, tuple) and any(isinstance(item, RichText) for item in value):
        return tuple(map(plain, value))
    return value


def many(value: Value) -> tuple[Any, ...]:
    """Return a value as a list: empty is no element."""
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)
