"""What a kind's drawing is, and the words that drawings share; the command line draws, too, and needs no Telegram."""

from collections.abc import Iterator
from typing import Any, ClassVar, Protocol

from bot.scenarios.icons import LIGHTNING, UNKNOWN, Icon
from bot.texts import Texts, in_key
from domain.runs.chain import ChainStep, is_harmless, leaves
from domain.scenarios.lines import BlockLine, Source
from domain.scenarios.world import UNUSED

LONGEST_SOURCE = 120
LONGEST_VALUE = 160


class Say(Protocol):
    """Returns a text by its key; for a page the values put into it are escaped."""

    def __call__(self, key: str, /, **params: str | int) -> str:
        """Return it."""
        ...


class EventDrawing:
    """How one kind of event is told, and its sign in a picture."""

    icon: ClassVar[Icon] = LIGHTNING

    def words(self, texts: Texts, line: Any) -> str:
        """Return what starts a scenario, in plain words and without markup, from the line of its kind."""
        raise NotImplementedError


class Drawing:
    """How one kind of action is told; its title is the text `action-…`, what it is for `about-…`."""

    icon: ClassVar[Icon] = UNKNOWN
    """Its sign in a picture of the scenario."""
    tells_what_it_did = False
    """Whether a dry run says what a step would do as the event chain does, and not what it saw."""

    shows_values = True
    """Whether a dry run lists what it saw; a letter has a page of its own."""

    def words(self, texts: Texts, line: Any) -> str:
        """Return what a step does, in plain words and without markup, from the line of its kind."""
        return texts(f"explain-{in_key(line.kind)}")

    def lines_below(self, texts: Texts, line: Any) -> list[str]:  # noqa: ARG002 - most kinds say all in one line
        """Return what stands below its line, a line each."""
        return []

    def block_words(self, texts: Texts, line: BlockLine) -> str:
        """Return when one of its blocks is done."""
        condition = source_words(texts, line.source)
        return texts(f"explain-{in_key(line.kind)}-{in_key(line.block)}", condition=condition)

    def did(self, say: Say, step: ChainStep, *, texts: bool) -> Iterator[str]:
        """Yield what a step saw and did; texts of letters only where `texts` says so."""
        for path, value in leaves(dict(step.did)):
            source = short(step.sources.get(path, ""), LONGEST_SOURCE)
            shown = value_words(say, path, value, texts=texts)
            yield say("chain-value", name=self.called(say, path), value=shown, source=source)

    def called(self, say: Say, path: str) -> str:  # noqa: ARG002 - variables are called what they are
        """Return what a value of the step is called, in words."""
        return path


def number_words(record: Any) -> str:
    """Return the number of a record; nothing of one that a dry run has made."""
    return str(record) if str(record).isdecimal() and int(record) < UNUSED else ""


def source_words(texts: Texts, source: Source) -> str:
    """Return where a value comes from."""
    return texts("explain-missing") if source.kind == "missing" else short(source.text, LONGEST_SOURCE)


def value_words(say: Say, path: str, value: Any, *, texts: bool) -> str:
    """Return a value of an event chain; what may be a piece of a letter only where `texts` says so."""
    if value is None or value in ("", [], ()):
        return say("chain-empty")
    if isinstance(value, bool):
        return say("chain-yes-no", value="yes" if value else "no")
    if not texts and not is_harmless(path, value):
        return say("chain-hidden")
    return short(", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value), LONGEST_VALUE)


def short(text: str, limit: int) -> str:
    """Return a text in one line, cut where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
