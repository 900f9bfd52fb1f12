"""Painting a scenario's picture: PNG of 720 pixels' width, and as high as it takes."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from PIL import Image, ImageDraw

from bot.scenarios.icons import Icon
from bot.scenarios.picture.boxes import Box, Fate, nested
from bot.scenarios.picture.layout import (
    ICON,
    LINE,
    MARGIN,
    NOTE,
    PAD,
    SIGN,
    TITLE,
    WIDTH,
    WORDS,
    Placed,
    placed,
    times,
    times_width,
)
from bot.scenarios.picture.lettering import font, lines

FINE = 3
"""So many times finer everything is painted, and then made smaller: edges are smooth."""
MOST_PIXELS = 4_000
"""Above this height nothing is painted finer: memory would be the price."""
HIGHEST = 30_000
INK, SOFT, PAPER, LINES = "#111827", "#4b5563", "#ffffff", "#94a3b8"
TINTS = ("#f1f5f9", "#e2e8f0")
EDGES: Mapping[Fate | None, str] = {
    None: "#cbd5e1",
    Fate.DONE: "#16a34a",
    Fate.SKIPPED: "#9ca3af",
    Fate.IGNORED: "#d97706",
    Fate.FAILED: "#dc2626",
}
_SIGNS = {
    Fate.DONE: (((6, 12.5), (10.5, 17), (18, 8)),),
    Fate.SKIPPED: (((7, 12), (17, 12)),),
    Fate.IGNORED: (((12, 6), (12, 13.5)), ((12, 17.5),)),
    Fate.FAILED: (((7, 7), (17, 17)), ((17, 7), (7, 17))),
}
FORMAT = "PNG"
COLOURS = 128


class TooHigh(Exception):
    """There are too many boxes for one picture."""


def painted(title: str, boxes: Sequence[Box], legend: Mapping[Fate, str]) -> tuple[bytes, int]:
    """Return the picture as PNG, and its height in pixels; `legend` says what the signs mean. Raises TooHigh."""
    head = lines(title, font(TITLE + 5, bold=True), WIDTH - 2 * MARGIN, 2)
    top = MARGIN + round(LINE * (TITLE + 5) * len(head)) + PAD
    if legend:
        top += (SIGN + 4) * len(_rows(legend)) + PAD
    level, bottom = placed(nested(boxes), top)
    height = bottom + MARGIN
    if height > HIGHEST:
        raise TooHigh(str(height))
    painter = _Painter(height)
    y = MARGIN
    for line in head:
        painter.text(MARGIN, y, line, TITLE + 5, INK, bold=True)
        y += round(LINE * (TITLE + 5))
    painter.legend(y + PAD // 2, legend)
    painter.level(level, 0)
    return painter.png(), height


class _Painter:
    def __init__(self, height: int) -> None:
        self._fine = FINE if height <= MOST_PIXELS else 1
        self._image = Image.new("RGB", (WIDTH * self._fine, height * self._fine), PAPER)
        self._draw = ImageDraw.Draw(self._image)
        self._texts: list[tuple[int, int, str, int, str, bool]] = []

    def level(self, level: Sequence[Placed], depth: int) -> None:
        """Paint boxes with what is inside them, and the arrows between them."""
        for place, one in enumerate(level):
            if one.inside:
                self._container(one, depth)
            self._box(one)
            self.level(one.inside, depth + 1)
            if one.inside:
                self._arrow(one.inside[0], one.bottom, one.inside[0].whole_top)
            if one.box.is_loop and one.inside:
                self._back(one)
            if place + 1 < len(level):
                self._arrow(level[place + 1], one.whole_bottom, level[place + 1].whole_top)

    def legend(self, top: int, legend: Mapping[Fate, str]) -> None:
        """Say what the signs mean."""
        for row in _rows(legend):
            for left, fate in row:
                self._sign(left, top, fate, SIGN - 4)
                self.text(left + SIGN + 2, top + 2, legend[fate], NOTE, SOFT)
            top += SIGN + 4

    def text(self, x: int, y: int, line: str, size: int, colour: str, *, bold: bool = False) -> None:
        """Write a line; letters are written last, on the finished picture, where they are sharpest."""
        self._texts.append((x, y, line, size, colour, bold))

    def png(self) -> bytes:
        """Return the finished picture."""
        image = self._image
        if self._fine > 1:
            image = image.resize((image.width // self._fine, image.height // self._fine), Image.Resampling.LANCZOS)
        pen = ImageDraw.Draw(image)
        for x, y, line, size, colour, bold in self._texts:
            pen.text((x, y), line, font=font(size, bold=bold), fill=colour)
        kept = BytesIO()
        image.quantize(COLOURS).save(kept, FORMAT)
        return kept.getvalue()

    def _container(self, one: Placed, depth: int) -> None:
        frame = (one.left - PAD // 2, one.top - PAD // 2, one.right + PAD // 2, one.whole_bottom)
        self._rounded(frame, 18, fill=TINTS[depth % 2], outline=LINES, width=1)

    def _box(self, one: Placed) -> None:
        box = one.box
        edge = EDGES[box.fate]
        frame = (one.left, one.top, one.right, one.bottom)
        self._rounded(frame, 14, fill=PAPER, outline=edge, width=2 if box.fate is None else 4)
        faded = box.fate is Fate.SKIPPED
        self._icon(one.left + PAD, one.top + PAD, box.icon, faded=faded)
        left, top = one.left + 2 * PAD + ICON, one.top + PAD - 3
        for texts, size, colour, bold in (
            (one.number, NOTE, LINES if faded else SOFT, True),
            (one.title, TITLE, SOFT if faded else INK, True),
            (one.words, WORDS, SOFT, False),
            (one.note, NOTE, LINES if faded else SOFT, False),
        ):
            for line in texts:
                self.text(left, top, line, size, colour, bold=bold)
                top += round(LINE * size)
        if box.fate is not None:
            self._sign(one.right - PAD - SIGN, one.top + PAD, box.fate, SIGN)
            left = one.right - PAD - SIGN - times_width(box)
            self.text(left, one.top + PAD + 3, times(box), NOTE, SOFT)

    def _icon(self, left: int, top: int, icon: Icon, *, faded: bool) -> None:
        colour = EDGES[Fate.SKIPPED] if faded else icon.colour
        self._rounded((left, top, left + ICON, top + ICON), 12, fill=colour, outline=colour, width=1)
        self._strokes(left + 9, top + 9, (ICON - 18) / 24, icon.strokes, 3)

    def _sign(self, left: int, top: int, fate: Fate, size: int) -> None:
        fine = self._fine
        circle = tuple(value * fine for value in (left, top, left + size, top + size))
        self._draw.ellipse(circle, fill=EDGES[fate])
        self._strokes(left, top, size / 24, _SIGNS[fate], 4)

    def _strokes(self, left: float, top: float, scale: float, strokes: Sequence[Sequence[tuple[float, float]]],
                 width: int) -> None:  # fmt: skip
        fine = self._fine
        for stroke in strokes:
            points = [((left + x * scale) * fine, (top + y * scale) * fine) for x, y in stroke]
            if len(points) > 1:
                self._draw.line(points, fill=PAPER, width=width * fine, joint="curve")
            for x, y in (points[0], points[-1]):
                round_ = width * fine / (1.2 if len(points) == 1 else 2)
                self._draw.ellipse((x - round_, y - round_, x + round_, y + round_), fill=PAPER)

    def _arrow(self, to: Placed, start: int, end: int) -> None:
        x = to.left + PAD + ICON // 2
        self._path([(x, start), (x, end)])
        self._head(x, end, down=True)

    def _back(self, one: Placed) -> None:
        """Paint the arrow from the last box inside a loop back to its head."""
        last = one.inside[-1]
        x = one.left + PAD // 2
        middle = min(last.bottom, last.whole_bottom) - PAD
        self._path([(last.left, middle), (x, middle), (x, one.bottom)])
        self._head(x, one.bottom, down=False)

    def _path(self, points: Sequence[tuple[int, int]]) -> None:
        fine = self._fine
        self._draw.line([(x * fine, y * fine) for x, y in points], fill=LINES, width=3 * fine, joint="curve")

    def _head(self, x: int, y: int, *, down: bool) -> None:
        fine, side = self._fine, 7
        back = y - 10 if down else y + 10
        self._draw.polygon([(x * fine, y * fine), ((x - side) * fine, back * fine), ((x + side) * fine, back * fine)],
                           fill=LINES)  # fmt: skip

    def _rounded(self, frame: tuple[int, int, int, int], radius: int, *, fill: str, outline: str, width: int) -> None:
        fine = self._fine
        self._draw.rounded_rectangle([value * fine for value in frame], radius * fine, fill, outline, width * fine)


def _rows(legend: Mapping[Fate, str]) -> list[list[tuple[int, Fate]]]:
    """Return the signs of the legend with where each begins, in as many rows as they need."""
    rows: list[list[tuple[int, Fate]]] = []
    left = WIDTH
    for fate, words in legend.items():
        wide = SIGN + 2 + round(font(NOTE).getlength(words))
        if left + wide > WIDTH - MARGIN:
            rows.append([])
            left = MARGIN
        rows[-1].append((left, fate))
        left += wide + PAD + 6
    return rows
