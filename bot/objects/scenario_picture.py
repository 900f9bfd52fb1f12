"""A scenario as a picture in the chat: a photo, and a file besides where a photo would lose its letters."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from aiogram.enums import ChatAction

from bot.objects.addresses import DraftPage, ObjectPage, ScenarioPicture
from bot.objects.editing_words import kind_label
from bot.objects.scenario_lines import line_words
from bot.scenarios.actions import drawing_of
from bot.scenarios.events import DRAWINGS as EVENTS
from bot.scenarios.icons import DIAMOND, EMPTY, UNKNOWN
from bot.scenarios.picture.boxes import Box, Fate
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.reader import Reader
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.errors import GonetsError
from domain.scenarios.actions import KINDS
from domain.scenarios.lines import BlockLine, EmptyLine, Line, UnknownLine
from domain.sections import Section

SHARP = 2_500
"""How high a photo may be to be kept as it is: Telegram makes larger ones smaller."""
HIGHEST_PHOTO = 9_000
"""Above it Telegram takes a picture as a file alone: a photo's sides are 10,000 together at most (Bot API)."""


class PictureTooLarge(GonetsError):
    """A scenario has more actions than a picture has room for."""

    key = "error-picture-too-large"


@dataclass(frozen=True, slots=True)
class Fared:
    """How an action fared in a run, and how often it was done."""

    fate: Fate
    passes: int = 1


Run = Mapping[tuple[int, ...], Fared]
"""By the numbers of actions and blocks how they fared; what is not in it was not done."""


def boxes_of(reader: Reader, lines: Iterable[Line], run: Run | None = None) -> list[Box]:
    """Return a scenario's lines as boxes; of a run with how each fared."""
    return [_box(reader, line, run) for line in lines]


def picture_page(reader: Reader, title: str, here: ScenarioPicture) -> Page:
    """Return what stands below the picture of a scenario or of its draft."""
    scenario = ObjectPage(section=Section.SCENARIOS.number, object=here.scenario)
    address = DraftPage(draft=here.draft) if here.draft else scenario
    return Page(
        reader.text("picture-of-scenario", title=title), in_rows([PageButton(reader.label("button-back"), address)])
    )


async def send_scenario(
    screen: Screen, visit: Visit, title: str, boxes: list[Box], page: Page, *, of_run: bool = False
) -> None:
    """Send the picture, the page's text and buttons below it. Raises PictureTooLarge or Unreachable."""
    # A large one takes seconds.
    async with screen.chat.doing(visit.person.telegram_id, ChatAction.UPLOAD_PHOTO):
        await _draw_and_send(screen, visit, title, boxes, page, of_run=of_run)


async def _draw_and_send(
    screen: Screen, visit: Visit, title: str, boxes: list[Box], page: Page, *, of_run: bool
) -> None:
    from bot.scenarios.picture.painting import TooHigh, painted  # noqa: PLC0415 - Pillow, 4 MB, at rest unused

    legend = {fate: visit.label("picture-legend", fate=fate.value) for fate in Fate} if of_run else {}
    try:
        content, height = await asyncio.to_thread(painted, title, boxes, legend)
    except TooHigh:
        raise PictureTooLarge(title) from None
    person = visit.person.telegram_id
    if height > SHARP:
        name = f"{visit.label('picture-file')}.png"
        await screen.chat.send_file(person, name, content, visit.text("picture-whole"))
    if height <= HIGHEST_PHOTO:
        await screen.chat.send_picture(person, content, page)
    else:
        await screen.chat.say(person, page)


def _box(reader: Reader, line: Line, run: Run | None) -> Box:
    words = line_words(reader.texts, line)
    note = " ".join(
        filter(None, (line.description or "", reader.label("explain-ignores-errors") if line.ignores_errors else ""))
    )
    fared = _fared(line, run)
    given: dict[str, Any] = {
        "number": line.number,
        "depth": line.depth,
        "note": note.strip(),
        "fate": None if fared is None else fared.fate,
        "passes": 1 if fared is None else fared.passes,
    }
    match line:
        case EmptyLine():
            return Box(title=words, words="", icon=EMPTY, **given)
        case UnknownLine():
            return Box(title=words, words="", icon=UNKNOWN, **given)
        case BlockLine():
            return Box(title=f"{words[:1].upper()}{words[1:]}", words="", icon=DIAMOND, **given)
    if not line.numbers:
        return Box(title=reader.label("picture-event"), words=words, icon=EVENTS[line.kind].icon, **given)
    drawing, title = drawing_of(line.kind), kind_label(reader, line.kind)
    rest = "; ".join([words.removeprefix(title).lstrip(": "), *drawing.lines_below(reader.texts, line)])
    rest = rest.replace(":; ", ": ", 1).rstrip(":")
    return Box(title=title, words=rest, icon=drawing.icon, is_loop=KINDS[line.kind].repeats, **given)


def _fared(line: Line, run: Run | None) -> Fared | None:
    if run is None or isinstance(line, EmptyLine):
        return None
    if not line.numbers:
        return Fared(Fate.DONE)
    return run.get(line.numbers, Fared(Fate.SKIPPED))
