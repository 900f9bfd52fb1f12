"""Texts put together plainly: words, values, and the variants that values choose.

Fluent takes ten times as long for a text, and a card has a dozen. What is not plain is left to it (`NotPlain`): a
function, a number as people write it, a value that is missing or too long. Both say the same of what is.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache

from babel import Locale
from fluent.syntax import ast

Params = Mapping[str, str | int]
Plain = Callable[[Params], str]

LONGEST = 2_500
"""What is longer is Fluent's: it takes no value of so many characters."""

PLAIN_NUMBERS = range(1_000)
"""Numbers that are written as they are; in others some languages part the thousands."""


class NotPlain(LookupError):
    """Fluent must say it."""


class PlainTexts:
    """The texts of a language that are plain, by their keys."""

    def __init__(self, language: str) -> None:
        self._plural = lru_cache(maxsize=1_000)(Locale.parse(language).plural_form)
        self._texts: dict[str, Plain] = {}

    def add(self, key: str, pattern: ast.Pattern) -> None:
        """Add a text, behind all that it refers to; one that is not plain is left out."""
        with suppress(NotPlain):
            self._texts[key] = self._whole(pattern)

    def format(self, key: str, params: Params) -> str | None:
        """Return the text; None where Fluent must say it, if anybody."""
        try:
            text = self._texts[key](params)
        except LookupError:
            return None
        return text if len(text) <= LONGEST else None

    def _whole(self, pattern: ast.Pattern) -> Plain:
        parts = [self._part(element) for element in pattern.elements]
        if all(isinstance(part, str) for part in parts):
            words = "".join(map(str, parts))
            return lambda _: words
        if len(parts) == 1 and not isinstance(parts[0], str):
            return parts[0]
        return lambda params: "".join([part if isinstance(part, str) else part(params) for part in parts])

    def _part(self, element: ast.TextElement | ast.Placeable) -> str | Plain:
        if isinstance(element, ast.TextElement):
            return element.value
        inside = element.expression
        match inside:
            case ast.StringLiteral():
                return str(inside.parse()["value"])
            case ast.VariableReference():
                return _value(inside.id.name)
            case ast.MessageReference(attribute=None) if inside.id.name in self._texts:
                return self._texts[inside.id.name]
            case ast.SelectExpression(selector=ast.VariableReference() as selector):
                return self._chosen(selector.id.name, inside.variants)
        raise NotPlain

    def _chosen(self, name: str, variants: Sequence[ast.Variant]) -> Plain:
        """Return what says the first variant that the value fits, by itself or by its plural, else the default."""
        keyed = [(_key(variant), self._whole(variant.value)) for variant in variants]
        (default,) = (text for (_, text), variant in zip(keyed, variants, strict=True) if variant.default)
        named = {key: text for key, text in reversed(keyed) if isinstance(key, str)}
        only_names = len(named) == len(keyed)

        def chosen(params: Params) -> str:
            value = params[name]
            if isinstance(value, str):
                if only_names:
                    return named.get(value, default)(params)
            elif type(value) is int:
                fits = (value, self._plural(value))
                return next((text for key, text in keyed if key in fits), default)(params)
            raise NotPlain(name)

        return chosen


def _key(variant: ast.Variant) -> str | float:
    return variant.key.name if isinstance(variant.key, ast.Identifier) else float(variant.key.value)


def _value(name: str) -> Plain:
    def value(params: Params) -> str:
        found = params[name]
        if isinstance(found, str):
            return found
        if type(found) is int and found in PLAIN_NUMBERS:
            return str(found)
        raise NotPlain(name)

    return value
