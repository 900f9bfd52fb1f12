"""A type of attribute that the product does not have: stars from one up to as many as its attribute says.

This module is all that a new type needs, besides the texts of its name and fields: the type, and its drawing.
"""

from collections.abc import Sequence
from datetime import tzinfo
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field as Limits

from bot.cards.types.drawing import Drawing
from bot.telegram.reader import Reader
from domain.accepting import Whole
from domain.accounts.entity import Pool
from domain.errors import GonetsError, Unfit
from domain.formulas import Field, Value
from domain.messages.rich_text import RichText
from domain.records.types.asked import Asked, Choice, JsonValue, Moment, Offer, Sources
from domain.records.types.attribute import Attribute, items_of


class StarsExpected(GonetsError):
    """So many stars cannot be given."""

    key = "error-text-expected"


class StarsAttribute(Attribute):
    """Kept as `{"stars": 4}`, a list of those where many can be given."""

    takes_text: ClassVar = True
    takes_many: ClassVar = True

    type: Literal["stars"]
    most: Annotated[Whole, Limits(ge=2, le=10)] = 5

    async def offer(self, asked: Asked, sources: Sources) -> Offer:
        """A button for each number of stars."""
        return Offer(tuple(Choice(number, number) for number in range(1, self.most + 1)))

    def expected(self) -> GonetsError:
        """A number."""
        return StarsExpected(title=self.title)

    def written(self, text: RichText, moment: Moment) -> JsonValue:
        """Take digits, or the stars themselves."""
        words = text.text.strip()
        if words and not words.strip("★"):
            return self._kept(len(words))
        return self._kept(int(words) if words.isdecimal() else 0)

    async def chosen(self, number: int, asked: Asked, sources: Sources) -> JsonValue:
        """Take a button."""
        return self._kept(number)

    def field(self) -> Field:
        """A number."""
        return Field("number", self.multiple)

    def for_formula(self, value: JsonValue, pool: Pool) -> Value:
        """Numbers can be counted with."""
        numbers = tuple(Decimal(item["stars"]) for item in items_of(value) if isinstance(item, dict))
        return numbers if self.multiple else next(iter(numbers), None)

    def check(self, value: JsonValue, pool: Pool) -> None:
        """An attribute may allow fewer now."""
        for item in items_of(value):
            self._kept(item["stars"])

    def misfit(self, found: Field) -> Unfit | None:
        """Only a number."""
        return None if found.kind == "number" else Unfit("config-formula-kind", expected="text", found=found.kind)

    def from_formula(self, value: Any, zone: tzinfo) -> JsonValue:
        """Take a number."""
        item = self._kept(int(value)) if isinstance(value, Decimal) else None
        return item if item is None else self.with_item(None, item)

    def _kept(self, number: int) -> JsonValue:
        if not 1 <= number <= self.most:
            raise self.expected()
        return {"stars": number}


class StarsDrawing(Drawing[StarsAttribute]):
    """Stars as stars."""

    def expects(self, reader: Reader, attribute: StarsAttribute, kept: JsonValue, query: str, offer: Offer) -> str:
        """Say how many there may be."""
        return f"От 1 до {attribute.most} звёзд."

    def text(self, reader: Reader, attribute: StarsAttribute, value: Any) -> str:
        """Stars."""
        return ", ".join("★" * int(item) for item in items_of(value))

    def label(self, reader: Reader, attribute: StarsAttribute, choice: Choice, choices: Sequence[Choice]) -> str:
        """Stars on a button."""
        return "★" * int(choice.value)

    def about(self, reader: Reader, attribute: StarsAttribute, value: Any) -> tuple[str, str]:
        """A list may show them."""
        return "", self.text(reader, attribute, value)
