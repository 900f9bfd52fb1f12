"""Text: one line, or many lines with their formatting.

Kept as the text itself, or as an object where something is decorated. One line is plain: the address of a link in it is
written out.
"""

import unicodedata
from collections.abc import Collection, Mapping
from datetime import tzinfo
from typing import Any, ClassVar, Literal

from domain.accepting import Truth
from domain.accounts.entity import Pool
from domain.errors import GonetsError, Unfit
from domain.formulas import Field, Value, to_text
from domain.messages.rich_text import RichText
from domain.one_line import breaks_line, lines_in
from domain.records.types.asked import JsonValue, Moment
from domain.records.types.attribute import LONGEST_COMPARED, Attribute, Comparable, EmptyAnswer

MAX_LINE = 500
MAX_TEXT = 100_000


class OneLineOnly(GonetsError):
    """The answer must be one line."""

    key = "error-answer-one-line"


class AnswerTooLong(GonetsError):
    """The answer is too long."""

    key = "error-answer-too-long"


class TextExpected(GonetsError):
    """A text is expected here, and something else came."""

    key = "error-text-expected"


class TextAttribute(Attribute):
    """What a person writes."""

    tag: ClassVar = "text"
    takes_text: ClassVar = True
    always_compared: ClassVar = True
    contains_texts: ClassVar = True

    type: Literal["text"]
    multiline: Truth = False
    formatted: Truth = False

    def expected(self) -> GonetsError:
        """Return what says that a text is."""
        return TextExpected(title=self.title)

    def written(self, text: RichText, moment: Moment) -> JsonValue:
        """Take a text; raises EmptyAnswer, OneLineOnly or AnswerTooLong."""
        return self._kept(text)

    def field(self) -> Field:
        """A text."""
        return Field("text")

    def for_formula(self, value: JsonValue, pool: Pool) -> Value:
        """Return the text; with its formatting where it has any."""
        text = rich_text_of(value)
        return text if text.entities else text.text or None

    def for_message(self, value: JsonValue, pool: Pool) -> RichText:
        """Return the text with its formatting."""
        return rich_text_of(value)

    @classmethod
    def searched_by(cls, item: JsonValue) -> Collection[str]:
        """All that it says."""
        return (rich_text_of(item).text,)

    @classmethod
    def compared_by(cls, item: JsonValue) -> Comparable | None:
        """Its beginning, letter by letter."""
        return Comparable(text=rich_text_of(item).plain()[:LONGEST_COMPARED])

    def looked_up_by(self, value: Any) -> Comparable | None:
        """A text alone can be equal."""
        return Comparable(text=value[:LONGEST_COMPARED]) if type(value) is str else None

    def misfit(self, found: Field) -> Unfit | None:
        """Everything can be printed; what refers to something would print a number that nobody knows."""
        if found.kind in {"account", "record"}:
            return Unfit("config-formula-kind", expected="text", found=found.kind)
        return None

    def from_formula(self, value: Any, zone: tzinfo) -> JsonValue:
        """Take a text, or print another value; instants in `zone`."""
        text = value if isinstance(value, RichText) else RichText(to_text(value, zone))
        return self._kept(text) if text.text.strip() else None

    @property
    def grows(self) -> bool:
        """Where it may have many lines."""
        return self._has_lines

    @property
    def _has_lines(self) -> bool:
        """Either means both: many lines and formatting."""
        return self.multiline or self.formatted

    def _kept(self, text: RichText) -> JsonValue:
        if not any(map(_is_seen, text.text)):
            raise EmptyAnswer(title=self.title)
        if not self._has_lines:
            text = RichText(text.plain().strip())
            if breaks_line(text.text):
                raise OneLineOnly(title=self.title, lines=lines_in(text.text))
        limit = MAX_TEXT if self._has_lines else MAX_LINE
        if len(text.text) > limit:
            raise AnswerTooLong(title=self.title, limit=limit, length=len(text.text))
        return text.to_json()


def rich_text_of(value: JsonValue) -> RichText:
    """Return the text that is kept; an empty one for a value that another type has left."""
    if isinstance(value, str) or (isinstance(value, Mapping) and "text" in value):
        return RichText.from_json(value)
    return RichText("")


def _is_seen(letter: str) -> bool:
    """Whether a character is more than white space: clients let people send invisible ones (zero width, blanks)."""
    return unicodedata.category(letter)[0] not in "ZC" and letter not in "\u2800\u3164\u115f\u1160\uffa0"
