"""Numbers by .NET's formats: `N2`, `F0`, `P1`, and custom ones such as `#,##0.00`."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from domain.formulas.culture import RUSSIAN, Culture
from domain.formulas.formats.codes import LONGEST_FORMAT
from domain.formulas.printing import number_text

MOST_DECIMALS = 30
_STANDARD = re.compile(r"(?P<letter>[CcNnFfPpDdGgEe])(?P<digits>\d{0,2})", re.ASCII)
_CUSTOM = re.compile(
    r"(?P<before>[^#0.,%]*)(?P<whole>[#0,]*)(?:\.(?P<fraction>[#0]*))?(?P<percent>%?)(?P<after>[^#0.,%]*)"
)
_PIECE = re.compile(r"""'[^']*'|"[^"]*"|\\.|.""", re.DOTALL)
_EXACT = Context(prec=150)


def number_format(value: Decimal, source: str, culture: Culture) -> str:
    """Return a number in a format; raises ValueError for one that there is not."""
    if not source:
        return number_text(value).replace(".", culture.decimal)
    standard = _STANDARD.fullmatch(source)
    if standard is None:
        return _custom(value, source, culture)
    letter = standard["letter"].upper()
    digits = int(standard["digits"]) if standard["digits"] else None
    if (digits or 0) > MOST_DECIMALS:
        raise ValueError("too many decimals")
    match letter:
        case "N" | "F":
            return _fixed(value, 2 if digits is None else digits, culture, grouped=letter == "N")
        case "C":
            size = _fixed(abs(value), 2 if digits is None else digits, culture, grouped=True)
            sign = "-" if value < 0 and re.search("[1-9]", size) else ""
            return f"{sign}{size}\u00a0₽" if culture is RUSSIAN else f"{sign}${size}"
        case "P":
            blank = "\u00a0" if culture is RUSSIAN else ""
            return f"{_fixed(value * 100, 2 if digits is None else digits, culture, grouped=True)}{blank}%"
        case "D":
            if value != value.to_integral_value():
                raise ValueError("a whole number is needed")
            return f"{'-' if value < 0 else ''}{abs(int(value)):0{digits or 1}}"
        case "E":
            mantissa, _, power = f"{value:.{6 if digits is None else digits}E}".partition("E")
            return f"{mantissa.replace('.', culture.decimal)}{standard['letter']}{int(power):+04d}"
        case _:
            text = f"{value:.{digits}g}" if digits else number_text(value)
            return f"{Decimal(text):f}".replace(".", culture.decimal)


def _fixed(value: Decimal, digits: int, culture: Culture, *, grouped: bool) -> str:
    rounded = value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP, context=_EXACT)
    whole, _, fraction = f"{abs(rounded):f}".partition(".")
    if grouped:
        whole = f"{int(whole):,}".replace(",", culture.group)
    sign = "-" if rounded < 0 else ""
    return sign + whole + (culture.decimal + fraction if fraction else "")


def _custom(value: Decimal, source: str, culture: Culture) -> str:
    """Return a number by a custom format; of several sections the second is for what is below 0, the third for 0."""
    sections = _sections(source)
    if len(sections) > 1:
        return _by_section(value, sections, culture)
    match = _CUSTOM.fullmatch(source) if len(source) <= LONGEST_FORMAT else None
    if match is None or not (match["whole"] or match["fraction"]) or len(match["fraction"] or "") > MOST_DECIMALS:
        raise ValueError(source[:20])
    places = match["fraction"] or ""
    shown = value * 100 if match["percent"] else value
    rounded = abs(shown).quantize(Decimal(1).scaleb(-len(places)), rounding=ROUND_HALF_UP, context=_EXACT)
    whole, _, fraction = f"{rounded:f}".partition(".")
    least = match["whole"].replace(",", "").lstrip("#").count("0")
    whole = whole.lstrip("0").rjust(least, "0")
    if "," in match["whole"]:
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", culture.group, whole)
    while len(fraction) > len(places.rstrip("#")) and fraction.endswith("0"):
        fraction = fraction[:-1]
    sign = "-" if shown < 0 and rounded else ""
    literal = [_literal(match[name]) for name in ("before", "after")]
    digits = whole + (culture.decimal + fraction if fraction else "")
    return f"{sign}{literal[0]}{digits}{match['percent']}{literal[1]}"


def _sections(source: str) -> list[str]:
    """Return the sections of a format; a semicolon in quotes or behind a backslash parts none."""
    sections = [""]
    for piece in _PIECE.findall(source):
        if piece in {"'", '"', "\\"}:  # not closed, or with nothing behind it
            raise ValueError(source[:20])
        if piece == ";":
            sections.append("")
        else:
            sections[-1] += piece
    return sections


def _by_section(value: Decimal, sections: list[str], culture: Culture) -> str:
    """Return a number by its own section: one that is empty, or missing, leaves it to the first."""
    if len(sections) > 3:
        raise ValueError(";")
    own = sections[2] if value == 0 and len(sections) == 3 else sections[1] if value < 0 else ""
    if not own:
        return _custom(value, sections[0], culture)
    return _custom(abs(value), own, culture) if re.search("[#0]", own) else _literal(own)


def _literal(text: str) -> str:
    """Return what stands beside the digits of a format, without what hides codes."""
    if "‰" in text:
        raise ValueError(text[:20])
    return text.replace("'", "").replace('"', "").replace("\\", "")
