"""How sure it is that bytes are letters of one encoding or another: each reading of the same words is given a mark.

Windows-1251, KOI8-R, CP866, Mac Cyrillic and Windows-1252 decode nearly any bytes without an error, so only the words
can tell them apart: in a wrong reading capitals stand behind small letters, signs inside words, and letters of two
scripts side by side; where all letters are of one case, how often each of them comes tells KOI8-R from Windows-1251.
"""

import codecs
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Encoding(StrEnum):
    """How the file's bytes are letters, as a person calls it. Uploads keep these names."""

    UTF_8 = "UTF-8"
    UTF_16 = "UTF-16"
    WINDOWS_1251 = "Windows-1251"
    UTF_16_LE = "UTF-16LE"
    UTF_16_BE = "UTF-16BE"
    MAC_CYRILLIC = "Mac Cyrillic"
    KOI8_R = "KOI8-R"
    CP866 = "CP866"
    WINDOWS_1252 = "Windows-1252"

    @property
    def codec(self) -> str:
        """Python's name; it takes the byte order mark away."""
        return _CODECS[self]

    @property
    def option(self) -> str:
        """The name as it is typed after `--encoding`."""
        return self.value.lower().replace(" ", "-")


_CODECS = {
    Encoding.UTF_8: "utf-8-sig",
    Encoding.UTF_16: "utf-16",
    Encoding.WINDOWS_1251: "cp1251",
    Encoding.UTF_16_LE: "utf-16-le",
    Encoding.UTF_16_BE: "utf-16-be",
    Encoding.MAC_CYRILLIC: "mac_cyrillic",
    Encoding.KOI8_R: "koi8_r",
    Encoding.CP866: "cp866",
    Encoding.WINDOWS_1252: "cp1252",
}

_BY_CODEC = {codecs.lookup(codec).name: encoding for encoding, codec in _CODECS.items()}
_BY_CODEC |= {"utf-8": Encoding.UTF_8, "iso8859-1": Encoding.WINDOWS_1252, "koi8-u": Encoding.KOI8_R}


def encoding_named(text: str) -> Encoding | None:
    """Return the encoding that a person calls so, by any of its usual names; None where it is none of ours."""
    name = text.strip().lower()
    try:
        return next((found for found in Encoding if found.option == name), None) or _BY_CODEC.get(
            codecs.lookup(name).name
        )
    except LookupError:
        return None


OLD = (
    Encoding.WINDOWS_1251,
    Encoding.MAC_CYRILLIC,
    Encoding.KOI8_R,
    Encoding.CP866,
    Encoding.WINDOWS_1252,
)
"""Encodings of one byte a letter."""

_WORST = 1.0
_HOPELESS = 0.5
_CLEARLY = 0.12
_ORDINARY = 0.15
_MOST_WORDS = 20_000
_MOST_LINES = 4

_UPPER = "А-ЯЁІЇЄҐЎ"
_LOWER = "а-яёіїєґў"
# «КамАЗ» and «МосЭнерго» are ordinary; «иВАНОВ», «мариЯ» are what a wrong reading makes.
_RUSSIAN = re.compile(f"[{_LOWER}]+|[{_UPPER}]+|(?:[{_UPPER}]+[{_LOWER}]+)+(?:[{_UPPER}]{{2,}})?")
_LATIN = re.compile(r"[a-zß-öø-ÿœšž]+|[A-ZÀ-ÖØ-ÞŸŒŠŽ]+|(?:[A-ZÀ-ÖØ-ÞŸŒŠŽ]+[a-zß-öø-ÿœšž]+)+(?:[A-Z]{2,})?")
_BETWEEN = re.compile("[\xa0–—…\xad]+")
_AROUND = "«»“”„‘’‹›№°§±•·™®©"
_FREQUENCY = {
    letter: math.log(share / 100)
    for letter, share in zip(
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґў",
        (
            *(10.97, 8.45, 8.01, 7.35, 6.7, 6.26, 5.47, 4.73, 4.54, 4.4, 3.49, 3.21, 2.98, 2.81, 2.62, 2.01, 1.9, 1.74),
            *(1.7, 1.65, 1.59, 1.44, 1.21, 0.97, 0.94, 0.73, 0.64, 0.48, 0.36, 0.32, 0.26, 0.04, 0.3),
            *(1, 0.3, 0.3, 0.05, 0.2),
        ),
        strict=True,
    )
}
_RARE = math.log(0.0002)
_USUAL_MEAN = -3.4
"""What the letters of Russian names hardly ever fall below, in nats a letter; they have about -2.9."""

_ENOUGH = 60
"""Letters that tell how often each of them comes."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The first lines that tell readings apart, as one encoding reads them."""

    encoding: Encoding
    lines: tuple[str, ...]


_WORD = re.compile(rb"(?<![A-Za-z])[A-Za-z]*[\x80-\xff][A-Za-z\x80-\xff]*")


class Words:
    """The different words of a file that are not plain ASCII, and the first lines that hold them."""

    def __init__(self) -> None:
        self._words: dict[bytes, None] = {}
        self._lines: list[bytes] = []

    def add(self, block: bytes) -> None:
        """Look through a part of the file."""
        if block.isascii():
            return
        if len(self._words) < _MOST_WORDS:
            self._words.update(dict.fromkeys(_WORD.findall(block)))
        if len(self._lines) < _MOST_LINES:
            lines = (line for line in block.splitlines() if line and not line.isascii())
            self._lines += [line[:200] for line, _ in zip(lines, range(_MOST_LINES), strict=False)]

    def certain(self, known: Mapping[Encoding, int] | None = None) -> Encoding | None:
        """Return the only encoding that makes ordinary words of them; None where another one might.

        Only Windows-1251 is ever certain: the others are rare enough to be asked about. `known` says how many headings
        each encoding makes understood.
        """
        known = known or {}
        ours = Encoding.WINDOWS_1251
        marks = self._marks(list(self._words), known)
        if marks.get(ours, _WORST) > _ORDINARY:
            return None
        for rival in marks.keys() - {ours}:
            differ = [word for word in self._words if word.decode(ours.codec) != word.decode(rival.codec)]
            there = self._marks(differ, known)
            if differ and there[rival] < there[ours] + _CLEARLY:
                return None
        return ours

    def readings(self, known: Mapping[Encoding, int] | None = None) -> tuple[Reading, ...]:
        """Return the two likeliest readings that differ, the likelier first; none where nothing makes words."""
        marks = self._marks(list(self._words), known or {})
        found: list[Reading] = []
        likely = sorted(marks, key=marks.__getitem__)
        # The usual encoding is always one of the two, however odd it looks: then a person sees why it was not taken.
        usual = [encoding for encoding in likely[1:] if encoding is Encoding.WINDOWS_1251]
        for encoding in (*likely[:1], *usual, *likely[1:]):
            lines = tuple(line.decode(encoding.codec, "replace") for line in self._lines[:_MOST_LINES])
            if all(lines != reading.lines for reading in found):
                found.append(Reading(encoding, lines))
        if not found or marks[found[0].encoding] > _HOPELESS:
            return ()
        return tuple(found[:2])

    @staticmethod
    def _marks(words: Sequence[bytes], known: Mapping[Encoding, int]) -> dict[Encoding, float]:
        """Return for each encoding that decodes all words how strange they are, from 0 to 1 and more."""
        best = max(known.values(), default=0)
        marks = {}
        for encoding in OLD:
            try:
                texts = [word.decode(encoding.codec) for word in words]
            except UnicodeDecodeError:
                continue
            strange = _latin_strangeness(texts) if encoding is Encoding.WINDOWS_1252 else _russian_strangeness(texts)
            marks[encoding] = strange + _WORST * (known.get(encoding, 0) < best)
        return marks


def _russian_strangeness(words: Sequence[str]) -> float:
    odd, letters, total = 0.0, 0, 0.0
    for word in words:
        worst = 0.0
        for part in _parts(word):
            core = part.strip(_AROUND)
            if not core:
                continue
            if not _RUSSIAN.fullmatch(core):
                worst = _WORST
            elif len(core) < len(part):
                worst = max(worst, 0.3)
            for letter in core.lower():
                if letter > "\x7f":
                    letters += 1
                    total += _FREQUENCY.get(letter, _RARE)
        odd += worst
    mean = total / letters if letters else _RARE
    return odd / max(len(words), 1) + max(0.0, _USUAL_MEAN - mean) * min(1.0, letters / _ENOUGH)


def _latin_strangeness(words: Sequence[str]) -> float:
    """Western words are mostly ASCII: «Èâàíîâ» is Иванов in a wrong reading."""
    odd = 0.0
    for word in words:
        core = word.strip(_AROUND + "\xa0–—…")
        foreign = sum(letter > "\x7f" for letter in core)
        if core and (not _LATIN.fullmatch(core) or foreign * 2 > len(core)):
            odd += 1
    return odd / max(len(words), 1)


def _parts(word: str) -> Iterable[str]:
    return filter(None, _BETWEEN.split(word))
