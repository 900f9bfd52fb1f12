"""Texts: every word that a person reads, by key and language (Project Fluent)."""

import html
import logging
import re
from functools import cache, lru_cache
from pathlib import Path

from bot.texts.bundle import Bundle

log = logging.getLogger(__name__)

LANGUAGES = ("ru", "en")
DEFAULT = "ru"
HERE = Path(__file__).parent
LONGEST = 2000
"""Fluent refuses 2,500 characters in what stands inside another text, and what stands around a value counts."""
_HALF_AN_ENTITY = re.compile(r"&[a-z#0-9]*$")


def in_key(name: str) -> str:
    """Return a name of a field, a kind or a value as it stands in keys: `retry_after` in `field-retry-after`."""
    return name.replace("_", "-")


class Texts:
    """The texts of one language, those of the default where one is missing."""

    def __init__(self, language: str, bundles: tuple[Bundle, ...]) -> None:
        self.language = language
        self._bundles = bundles
        self._always_the_same: dict[str, str] = {}

    def __call__(self, key: str, /, **params: str | int) -> str:
        """Return the text; a key that is nowhere is logged and shown as itself, never raised at a person.

        A text may ask whether a value is empty, which Fluent cannot: `$has-nearest` is `yes` or `no`.
        """
        if not params:
            text = self._always_the_same.get(key)
            if text is None:
                text = self._always_the_same[key] = self._said(key, {})
            return text
        return self._said(key, params)

    def _said(self, key: str, params: dict[str, str | int]) -> str:
        params |= {f"has-{name}": "yes" if value != "" else "no" for name, value in params.items()}
        for bundle in self._bundles:
            said = bundle.format(key, params)
            if said is None:
                continue
            if said[1] and any(isinstance(value, str) and len(value) > LONGEST for value in params.values()):
                params = {name: _cut(value) if isinstance(value, str) else value for name, value in params.items()}
                said = bundle.format(key, params) or said
            text, problems = said
            for problem in problems:
                log.error("text %s: %s", key, problem)
            return text
        log.error("there is no text %s", key)
        return key

    def html(self, key: str, /, **params: str | int) -> str:
        """Return the text for a page: the values put into it are escaped, and cut where Fluent would refuse them."""
        return self(
            key,
            **{name: _cut(self.escape(value)) if isinstance(value, str) else value for name, value in params.items()},
        )

    @staticmethod
    def escape(text: str) -> str:
        """Return what somebody typed so that it shows as typed in Telegram's HTML."""
        return html.escape(text, quote=False)

    def has(self, key: str) -> bool:
        """Whether the first language itself has the key."""
        return self._bundles[0].has(key)


def _cut(escaped: str) -> str:
    return escaped if len(escaped) <= LONGEST else f"{_HALF_AN_ENTITY.sub('', escaped[: LONGEST - 1])}…"


def language_of(wanted: str | None, default: str = DEFAULT) -> str:
    """Return the language that there are texts in for a wish like `en-GB`, else the default."""
    short = (wanted or default).partition("-")[0].lower()
    return short if short in LANGUAGES else default


@lru_cache(maxsize=8)
def load_texts(wanted: str | None = None, files: str = "*.ftl") -> Texts:
    """Return the texts of a language, of some files only where speed counts; Russian stands in where one is missing."""
    language = language_of(wanted)
    return Texts(language, tuple(_bundle(name, files) for name in dict.fromkeys((language, DEFAULT))))


@cache
def _bundle(language: str, files: str) -> Bundle:
    return Bundle(language, (path.read_text(encoding="utf-8") for path in sorted((HERE / language).glob(files))))
