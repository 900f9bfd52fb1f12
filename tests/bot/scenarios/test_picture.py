"""A scenario's picture: every kind has its sign, whatever is written fits, and colours and signs say how it fared."""

import dataclasses
import itertools
from io import BytesIO

import pytest
from PIL import Image

from bot.scenarios import icons
from bot.scenarios.actions import DRAWINGS
from bot.scenarios.picture.boxes import Box, Fate, nested
from bot.scenarios.picture.layout import GAP, MARGIN, PAD, WIDTH, WORDS, Placed, placed
from bot.scenarios.picture.lettering import font, has, lines, shown
from bot.scenarios.picture.painting import EDGES, TooHigh, painted
from bot.texts import load_texts
from domain.scenarios.actions import KINDS

LEGEND = {Fate.DONE: "сделано", Fate.SKIPPED: "не делалось", Fate.IGNORED: "ошибка пропущена", Fate.FAILED: "ошибка"}


def box(number: str, depth: int = 0, **fields: object) -> Box:
    given = Box(number, "Отправить сообщение", "smtp_connection / smtp_route", icons.ENVELOPE, depth)
    return dataclasses.replace(given, **fields)


def opened(made: tuple[bytes, int]) -> Image.Image:
    picture = Image.open(BytesIO(made[0])).convert("RGB")
    assert picture.size == (WIDTH, made[1])
    return picture


def every(level: list[Placed]) -> list[Placed]:
    return [one for item in level for one in (item, *every(item.inside))]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_action_has_a_sign_of_its_own(kind: str) -> None:
    icon = DRAWINGS[kind].icon
    assert icon is not icons.UNKNOWN
    assert all(-1 <= x <= 25 and -1 <= y <= 25 for stroke in icon.strokes for x, y in stroke)
    assert [other for other in KINDS if DRAWINGS[other].icon == icon] == [kind]


def test_what_is_inside_stands_within_and_nothing_overlaps() -> None:
    boxes = [box(""), box("1"), box("1.1", 1), box("1.1.1", 2), box("1.2", 1), box("2")]
    level, bottom = placed(nested(boxes), 0)
    all_of_them = every(level)
    assert [one.box.number for one in all_of_them] == ["", "1", "1.1", "1.1.1", "1.2", "2"]
    for above, below in itertools.pairwise(all_of_them):
        assert below.top >= above.bottom + GAP
    for one in all_of_them:
        assert MARGIN <= one.left < one.right <= WIDTH - MARGIN
        for inner in one.inside:
            assert one.left < inner.left
            assert inner.right <= one.right
            assert inner.whole_bottom + PAD <= one.whole_bottom
    assert bottom == all_of_them[-1].bottom


def test_ten_levels_leave_room_for_their_words() -> None:
    level, _ = placed(nested([box(".".join("1" * (depth + 1)), depth) for depth in range(30)]), 0)
    for one in every(level):
        assert one.right - one.left > 250
        assert all(font(24).getlength(line) <= one.right - one.left for line in one.words)


@pytest.mark.parametrize(
    "text",
    ["", " ", "я" * 5_000, "слово " * 500, "📧 Письмо 😀", "中文", "a\nb\u2028c",
     "$Poluchatel->mbox == 'а' && NOT(EMPTY($Тема))",
     "\x00\ud83d", "مرحبا"],
)  # fmt: skip
def test_whatever_is_written_is_drawn(text: str) -> None:
    picture = opened(
        painted(text, [box("1", title=text, words=text, note=text, fate=Fate.DONE, passes=10_000)], LEGEND)
    )
    assert picture.height > 0
    for line in lines(text, font(24), 300, 3):
        assert font(24).getlength(line) <= 310


def test_long_words_end_with_an_ellipsis_and_short_ones_stay_whole() -> None:
    assert lines("Тема уведомления", font(24), 600, 3) == ["Тема уведомления"]
    long = lines("слово " * 100, font(24), 300, 3)
    assert len(long) == 3
    assert long[-1].endswith("…")
    assert all(line.split(" ")[0] == "слово" for line in long)


def test_letters_of_both_languages_are_in_the_font_and_others_are_left_out() -> None:
    assert all(map(has, "АБВЯабвяЁёABCZabcz0123456789«»—–…№$'\"<>=!&|(){}[]"))
    assert shown("📧 Письмо  начальнику") == "Письмо начальнику"


@pytest.mark.parametrize("fate", Fate)
def test_how_an_action_fared_is_seen_by_colour(fate: Fate) -> None:
    colours = {colour for _, colour in opened(painted("", [box("1", fate=fate)], {})).getcolors(100_000) or ()}
    wanted = tuple(bytes.fromhex(EDGES[fate].lstrip("#")))
    assert any(max(abs(a - b) for a, b in zip(wanted, one, strict=True)) < 6 for one in colours)


def test_a_loop_has_an_arrow_back() -> None:
    boxes = [box("1"), box("1.1", 1)]
    looped = [dataclasses.replace(boxes[0], is_loop=True), boxes[1]]
    assert painted("", boxes, {}) != painted("", looped, {})


def test_too_many_boxes_are_no_picture() -> None:
    with pytest.raises(TooHigh):
        painted("", [box(str(number)) for number in range(1_000)], {})


def test_ten_levels_down_the_title_of_every_kind_is_whole() -> None:
    texts = load_texts("ru")
    for kind in KINDS:
        title = texts(f"action-{kind.replace('_', '-')}")
        deep, _ = placed(nested([box(".".join(["1"] * 11), 10, title=title)]), 0)
        assert " ".join(deep[0].title) == title
        assert deep[0].number[0].endswith(".1")


def test_a_formula_is_parted_at_its_signs() -> None:
    words = "$Otdely->Sotrudniki->manager->Podchinennye"
    first, *_ = lines(words, font(WORDS), 300, 3)
    assert first.endswith("->")
