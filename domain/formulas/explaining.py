"""Explaining a formula that cannot be read: which mistake it is, where, and what to type instead."""

import re
from collections.abc import Callable, Iterator

from domain.errors import GonetsError
from domain.formulas.errors import FormulaSyntaxError, Spot
from domain.formulas.foreign_words import folded, from_elsewhere
from domain.formulas.functions import FUNCTIONS
from domain.formulas.masking import SIGN, Masked, masked
from domain.formulas.names import nearest_attribute
from domain.formulas.printing import literal_of
from domain.formulas.schema import Schema
from domain.formulas.slips import SLIPS, Match, Slip
from domain.system_names import system_name_of

MAX_EXPLAINED = 600
"""Characters of a formula whose mistakes are looked for: rules take their time."""
MAX_CORRECTED = 200
Readable = Callable[[str], bool]
"""Whether a text can be read as a formula."""

_WORD = re.compile(r"(?<![\w$>.])(?:-(?=>))?([A-Za-zА-Яа-яЁё_]\w*)(?!\w)(?!\s*\()")
_RUSSIAN = re.compile(r"(?<![\w$>])[А-Яа-яЁё][\w.,!?:-]*(?:\s+[А-Яа-яЁё\d][\w.,!?:-]*)*(?!\s*\()")
_TITLE = re.compile(r"\$\s*([А-Яа-яЁё]\w*(?:\s+[а-яё]\w*)+)")
_CALLED = re.compile(r"(?<![\w$>])([A-Za-zА-Яа-яЁё_]\w*)\s*(?=\()")
_SIDE_BY_SIDE = re.compile(rf"(?<=[\w)'\ue000-\uf8ff])(?:\s+(?=[$(\w\ue000-\uf8ff])|(?={SIGN}|\$))")
_CLOSED_BEFORE = re.compile(r"\s*(?:[+=!<>&|]|[,;]\s*['\"$A-ZА-Я\d]|\)\s*$|->)")
_CONSTANTS = frozenset({"true", "false", "null"})


def explained(error: FormulaSyntaxError, *reads: Readable, schema: Schema | None) -> FormulaSyntaxError:
    """Return the error that says which mistake was made; the same one where it is none that is known."""
    source = error.spot.source
    if not source.strip():
        return FormulaSyntaxError(error.spot, slip="empty")
    if len(source) > MAX_EXPLAINED:
        return error
    seen = masked(source)
    try:
        candidates = list(dict.fromkeys(_corrections(seen, schema, error.spot)))
        kind, spot, instead = _found(seen, error.spot, schema)
    except TimeoutError:
        return error
    # One that stands every check goes before one that can only be read.
    corrected = next((one for readable in reads for one in candidates if one.strip() and readable(one)), "")
    fits = len(corrected) <= MAX_CORRECTED
    return FormulaSyntaxError(spot, slip=kind, instead=instead[:MAX_CORRECTED], corrected=corrected if fits else "")


def _found(seen: Masked, spot: Spot, schema: Schema | None) -> tuple[str, Spot, str]:
    """Return the kind of the mistake, its place, and what stands there instead."""
    source = spot.source
    if seen.open_quote is not None:
        return "quote", Spot(source, seen.open_quote, 1), source[seen.open_quote]
    if seen.foreign:
        start, length = seen.foreign[0]
        return "quotes", Spot(source, start, length), literal_of(source[start + 1 : start + length - 1])
    return _of_rules(seen, spot, schema) or _of_brackets(seen, spot) or _of_words(seen, spot, schema) or _generic(spot)


def _of_rules(seen: Masked, spot: Spot, schema: Schema | None) -> tuple[str, Spot, str] | None:
    """Return the mistake that stands where reading stopped, else the first one before it, else behind it."""
    found: list[tuple[int, int, Slip, Match, str]] = []
    for order, slip in enumerate(SLIPS):
        for match, instead in slip.found(seen.text):
            start, end = seen.at(match.start()), seen.at(match.end())
            holds = start <= spot.start <= end
            found.append((0 if holds else 1 + start, order, slip, match, instead))
    if not found:
        return None
    _, _, slip, match, instead = min(found, key=lambda one: one[:2])
    lead = len(match[0]) - len(match[0].lstrip())
    start, end = seen.at(match.start() + lead), seen.at(match.start() + len(match[0].rstrip()))
    instead = seen.restored(instead).strip()
    if slip.kind == "placeholder":
        instead = _with_names(instead, schema)
    return slip.kind, Spot(spot.source, start, max(1, end - start)), instead


def _of_brackets(seen: Masked, spot: Spot) -> tuple[str, Spot, str] | None:
    opened: list[int] = []
    for at, letter in enumerate(seen.text):
        if letter == "(":
            opened.append(at)
        elif letter == ")":
            if not opened:
                return "closed", Spot(spot.source, seen.at(at), 1), ""
            opened.pop()
    if opened and spot.start >= len(spot.source.rstrip()):
        return "open", Spot(spot.source, seen.at(opened[-1]), 1), ")"
    return None


def _of_words(seen: Masked, spot: Spot, schema: Schema | None) -> tuple[str, Spot, str] | None:
    for match in _TITLE.finditer(seen.text):
        if seen.at(match.start()) <= spot.start <= seen.at(match.end()):
            name = _named(match[1], schema)
            length = seen.at(match.end()) - seen.at(match.start())
            return "title", Spot(spot.source, seen.at(match.start()), length), name
    for match in _RUSSIAN.finditer(seen.text):
        start, end = seen.at(match.start()), seen.at(match.end())
        if " " in match[0].strip() and start <= spot.start <= end:
            name = _titled(match[0], schema)
            words = seen.restored(match[0])
            return ("word" if name else "words"), Spot(spot.source, start, end - start), name or literal_of(words)
    for match in _WORD.finditer(seen.text):
        at = seen.at(match.start(1))
        if at == spot.start and match[1].lower() not in _CONSTANTS:
            meant = _meant(match[1], schema)
            if re.search(r"[А-Яа-яЁё]", match[1]) and not meant:
                whole = _RUSSIAN.match(seen.text, match.start(1))
                words = seen.restored(whole[0] if whole else match[1])
                return "words", Spot(spot.source, at, len(words)), literal_of(words)
            return "word", Spot(spot.source, at, len(match[1])), meant or f"${match[1]}"
    return None


def _generic(spot: Spot) -> tuple[str, Spot, str]:
    if spot.start >= len(spot.source.rstrip()):
        return ("step-end" if spot.source.rstrip().endswith("->") else "end"), spot, ""
    if re.match(r"-?>", spot.source[spot.start :]):
        return "step-start", spot, ""
    if re.search(rf"(?:[\w)]|{SIGN})\s*$", masked(spot.source[: spot.start]).text) and not re.match(
        r"[^\w$'\"(]", spot.source[spot.start :]
    ):
        return "side", spot, "+"
    return "other", spot, ""


def _titled(words: str, schema: Schema | None) -> str:
    """Return the attribute that has just this title."""
    fields = {} if schema is None else schema.fields
    wanted = folded(words)
    return next((f"${name}" for name, field in fields.items() if field.title and folded(field.title) == wanted), "")


def _named(title: str, schema: Schema | None) -> str:
    """Return a title as a name: one of the template's, else as the platform would make it."""
    if schema is not None:
        words = title.split()
        for count in range(len(words), 0, -1):
            found = nearest_attribute(" ".join(words[:count]), schema)
            if found:
                return f"${found}"
    try:
        return f"${system_name_of(title)}"
    except GonetsError:
        return ""


def _meant(word: str, schema: Schema | None) -> str:
    """Return what a bare word is surely meant to be; empty where it is not known."""
    if word.upper() in FUNCTIONS:
        return f"{word.upper()}()" if word.upper() in {"NOW", "USER"} else f"{word.upper()}(…)"
    if schema is None:
        return ""
    wanted = folded(word)
    for name, field in schema.fields.items():
        if wanted in {folded(name), folded(field.title)}:
            return f"${name}"
    for name, field in schema.fields.items():
        if field.target is not None and "mbox" in field.target.fields and name != "_creator":
            inner = from_elsewhere("account", word, field.target.fields)
            inner = inner or (word if word in field.target.fields else "")
            if inner and inner not in {"id", "ID"}:
                return f"${name}->{inner}"
    record = from_elsewhere("record", word, schema.fields)
    return f"${record}" if record else ""


def _corrections(seen: Masked, schema: Schema | None, spot: Spot) -> Iterator[str]:
    """Yield what may be meant, the likeliest first."""
    source = spot.source
    if seen.open_quote is not None:
        yield from _closings(source, seen.open_quote)
        return
    text = seen.text
    yield seen.restored(text)
    for _ in range(2):
        for slip in SLIPS:
            changed = slip.mended(text)
            if changed != text:
                text = changed
                yield seen.restored(text)
        text = _CALLED.sub(_called, text)
        yield seen.restored(text)
        text = _with_names(text, schema)
        yield seen.restored(text)
        yield seen.restored(_balanced(text))
    text = _balanced(_RUSSIAN.sub(_quoted, text))
    yield seen.restored(text)
    text = re.sub(r"\s*([!?.…]+)\s*$", r" + '\1'", text)
    for joint in (" + ", ", "):
        yield seen.restored(_SIDE_BY_SIDE.sub(joint, text))


def _closings(source: str, start: int) -> Iterator[str]:
    """Yield the formula with its open quote closed, and with an apostrophe doubled."""
    quote = source[start] if source[start] in "'\"" else "'"
    yield re.sub(r"\\(['\"])", r"\1\1", source)
    yield re.sub(r"(?<=\w)'(?=\w)", "''", source)
    if source.rstrip()[-1] in "'\"”’»":
        yield source.rstrip()[:-1] + quote
    begun = source[:start] + quote + source[start + 1 :]
    for match in _CLOSED_BEFORE.finditer(begun, start + 1):
        closed = begun[: match.start()] + quote + begun[match.start() :]
        yield closed
    yield begun.rstrip() + quote
    yield begun.rstrip() + quote + ")"


def _called(match: re.Match[str]) -> str:
    name = match[1]
    return name if name.upper() in FUNCTIONS else from_elsewhere("function", name, FUNCTIONS) or name


def _quoted(match: re.Match[str]) -> str:
    return match[0] if folded(match[0]) in _CONSTANTS else literal_of(match[0])


def _with_names(text: str, schema: Schema | None) -> str:
    """Return a text whose titles and bare words are names."""
    if schema is not None:
        titles = sorted(((field.title, name) for name, field in schema.fields.items() if field.title), reverse=True)
        for title, name in sorted(titles, key=lambda one: -len(one[0])):
            words = r"\s+".join(re.sub("[её]", "[её]", re.escape(word)) for word in title.split())
            text = re.sub(rf"(?<![\w$>])\$?\s*(?<!\w){words}(?!\w)(?!\s*\()", f" ${name}", text, flags=re.IGNORECASE)
    text = _TITLE.sub(lambda match: _named(match[1], schema) or match[0], text)
    return _WORD.sub(lambda match: _bare(match, schema), text).strip()


def _bare(match: re.Match[str], schema: Schema | None) -> str:
    word = match[1]
    if word.lower() in _CONSTANTS:
        return word
    meant = _meant(word, schema)
    return meant if meant and "…" not in meant else match[0]


def _balanced(text: str) -> str:
    """Return a text without brackets that close nothing, and with those that are missing at its end."""
    depth, kept = 0, []
    for letter in text:
        if letter == ")" and not depth:
            continue
        depth += (letter == "(") - (letter == ")")
        kept.append(letter)
    return "".join(kept).rstrip() + ")" * depth
