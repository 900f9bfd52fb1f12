"""The names that a formula may use over a record template or an account."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Field:
    """An attribute: its kind, whether it holds many values, what a reference leads to, and its title for people.

    `values` are those that an `enum` lists, by system name, with their titles. `leads_to` is the system name of the
    template whose records these are, where its attributes are found by that.
    """

    kind: str
    multiple: bool = False
    target: "Schema | None" = None
    title: str = ""
    values: tuple[tuple[str, str], ...] = ()
    leads_to: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Schema:
    """The attributes of something; `own` names are reached again by those that lead back to the same kind.

    `variables` are the variables that a formula may read, None where nobody knows them.
    """

    fields: Mapping[str, Field]
    leads_back: frozenset[str] = field(default_factory=frozenset)
    variables: "Schema | None" = None
    title: str = ""

    def target_of(self, name: str) -> "Schema | None":
        """Return what the attribute of that name leads to; None for a plain value."""
        return self if name in self.leads_back else self.fields[name].target


_TEXTS = ("username", "fullName", "mbox", "phone", "title", "department", "office", "language")

ACCOUNT_SCHEMA = Schema(
    {
        **{name: Field("text") for name in _TEXTS},
        "active": Field("boolean"),
        "manager": Field("account"),
        "id": Field("account"),
        "ID": Field("account"),
    },
    frozenset({"manager"}),
)


def record_schema(attributes: Mapping[str, Field], title: str = "") -> Schema:
    """Return the schema of a record template: its own attributes and those that every record has."""
    return Schema(
        {
            "id": Field("record"),
            "ID": Field("record"),
            "_creator": Field("account", target=ACCOUNT_SCHEMA),
            "_creationDate": Field("date_time"),
            "_lastWriteDate": Field("date_time"),
            "_isDisabled": Field("boolean"),
            **attributes,
        },
        frozenset({"id", "ID"}),
        title=title,
    )
