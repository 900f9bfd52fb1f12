"""Boolean: yes or no. Kept as `{"boolean": true}`."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Any, ClassVar, Literal

from domain.accounts.entity import Pool
from domain.culture.yes_no import read_yes_no
from domain.errors import GonetsError
from domain.formulas import Field, Value
from domain.messages.rich_text import RichText
from domain.records.types.asked import Asked, Choice, JsonValue, Moment, Offer, Sources
from domain.records.types.attribute import Attribute, Comparable, ReadyValue


class YesOrNoExpected(GonetsError):
    """Yes or no is expected here, and something else came."""

    key = "error-yes-or-no-expected"


class BooleanAttribute(Attribute):
    """Yes or no."""

    tag: ClassVar = "boolean"
    takes_text: ClassVar = True
    always_compared: ClassVar = True
    is_hidden_with_texts: ClassVar = False

    type: Literal["boolean"]

    async def offer(self, asked: Asked, sources: Sources) -> Offer:
        """Return both."""
        return Offer((Choice(1, value=True), Choice(0, value=False)))

    def expected(self) -> GonetsError:
        """Return what says that yes or no is."""
        return YesOrNoExpected(title=self.title)

    def written(self, text: RichText, moment: Moment) -> JsonValue:
        """Take a word of either language; raises YesOrNoExpected."""
        said = read_yes_no(text.text)
        if said is None:
            raise self.expected()
        return {"boolean": said}

    async def chosen(self, number: int, asked: Asked, sources: Sources) -> JsonValue:
        """Take a button."""
        if number not in (0, 1):
            raise self.expected()
        return {"boolean": bool(number)}

    def field(self) -> Field:
        """A truth."""
        return Field("boolean")

    def for_formula(self, value: JsonValue, pool: Pool) -> Value:
        """Return the truth; None for a value that another type has left."""
        found = value.get("boolean") if isinstance(value, dict) else None
        return found if isinstance(found, bool) else None

    @classmethod
    def compared_by(cls, item: JsonValue) -> Comparable | None:
        """One or zero."""
        return Comparable(number=float(item["boolean"]))

    def looked_up_by(self, value: Any) -> Comparable | None:
        """A truth alone can be equal."""
        return Comparable(number=float(value)) if isinstance(value, bool) else None

    def is_compared_whole(self, compared: Comparable) -> bool:
        """One or zero is all of it."""
        return True

    def check(self, value: JsonValue, pool: Pool) -> None:
        """Raise YesOrNoExpected for a value that another type has left."""
        if self.for_formula(value, pool) is None:
            raise self.expected()

    def ready(self) -> Sequence[ReadyValue]:
        """Return both."""
        return (ReadyValue("true", name="ready-yes"), ReadyValue("false", name="ready-no"))

    def from_formula(self, value: Any, zone: tzinfo) -> JsonValue:
        """Take a truth."""
        return {"boolean": value} if isinstance(value, bool) else None
