"""Mistakes that people bring from tables, databases and other languages: how each looks, and what is typed instead.

Rules are tried in their order on a formula whose texts are masked. What one makes of it need not be right: it is
offered only where it can be read as a formula.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from domain.formulas.foreign_words import WORDS, folded, from_elsewhere
from domain.formulas.functions import FUNCTIONS
from domain.formulas.masking import SIGN
from domain.formulas.names import nearest_function

Replacement = str | Callable[[re.Match[str]], str]
_NAME = r"[A-Za-zА-Яа-яЁё_][0-9A-Za-zА-Яа-яЁё_]*"
_ATOM = rf"(?:(?:\$\$?(?:->)?)?{_NAME}(?:->{_NAME})*(?:\([^()]*\))?|{SIGN}|\d+(?:\.\d+)?|\([^()]*\))"
_AFTER = rf"(?<=[\w)\]}}\ue000-\uf8ff])"
"""Behind a value."""
_BEFORE = rf"(?=\s*[$(\w\ue000-\uf8ff!-])"
"""Before a value."""
_UPTO = r"(?:[^(),;&|]|\([^()]*\))+"
"""A value with its comparison."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A kind of mistake: how it looks, and what stands there instead."""

    kind: str
    pattern: re.Pattern[str]
    instead: Replacement


def _slip(kind: str, pattern: str, instead: Replacement) -> Slip:
    return Slip(kind, re.compile(pattern, re.IGNORECASE | re.DOTALL), instead)


def _infix(words: str) -> str:
    """Return what finds words, or signs, between two values."""
    return rf"{_AFTER}\s*(?<![\w$>])(?:{words})(?!\w){_BEFORE}\s*"


def _signs(signs: str) -> str:
    return rf"\s*(?:{signs})\s*"


def _method(match: re.Match[str]) -> str:
    name = from_elsewhere("function", match[2], FUNCTIONS) or nearest_function(match[2], FUNCTIONS)
    return f"{name}({', '.join(filter(None, (match[1], match[3].strip())))})" if name else match[0]


def _word(match: re.Match[str]) -> str:
    return WORDS.get(folded(match[0]), match[0])


def _joined_by(match: re.Match[str]) -> str:
    """Between conditions `&` means "and", elsewhere it joins texts, as in a table."""
    return " && " if re.search(r"[<>=!]", match.string) else " + "


def _comma(match: re.Match[str]) -> str:
    """A comma between digits parts the arguments of a function where no semicolon does."""
    before = match.string[: match.start()]
    opened = before.rfind("(")
    is_call = before.count("(") > before.count(")") and bool(re.search(r"\w\s*\($", before[: opened + 1]))
    return match[0] if is_call and ";" not in match.string else f"{match[1]}.{match[2]}"


_YES_NO = "|".join(sorted(WORDS, key=len, reverse=True))
_THEN = rf"\s*(?:\bthen\b|\bто\b|:|\{{)?\s*(?:\breturn\b)?\s*"
_ELSE = rf"\s*;?\s*\}}?\s*,?\s*\b(?:else|иначе)\b\s*[:{{]?\s*(?:\breturn\b)?\s*"
_END = r"\s*;?\s*(?:\}|\bend\s*if\b|\bendif\b|\bend\b|\bfi\b|\bконецесли\b|\bконец\b)?\s*;?\s*"

SLIPS: tuple[Slip, ...] = (
    _slip("invisible", r"[\u200b-\u200f\u2060\ufeff\u00ad]+", ""),
    _slip("address", r"(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", r"'\g<0>'"),
    _slip("leading", r"^\s*(?:=(?!=)|return\b|(?:let|var|set)\s+\w+\s*=)\s*", ""),
    _slip("arrow", r"\s*(?:→|⟶|➔|⇒|—>|–>|−>|-\s+>|-->|->>)\s*", "->"),
    _slip("arrow", rf"(?<=\w)\s*=>\s*(?=(?:mbox|fullName|manager|phone|title|department|office|language)\b)", "->"),
    _slip("minus", r"[−–—‐‑]", "-"),
    _slip("times", r"[×·∙✕✖]", "*"),
    _slip("divide", r"[÷∕]", "/"),
    _slip("placeholder", rf"\{{\{{\s*\$*({_NAME}(?:(?:\.|->){_NAME})*)\s*\}}\}}", r"$\1"),
    _slip("placeholder", rf"[$#]\{{\s*\$*({_NAME}(?:(?:\.|->){_NAME})*)\s*\}}", r"$\1"),
    _slip("placeholder", rf"\{{\s*\$*({_NAME}(?:(?:\.|->){_NAME})*)\s*\}}", r"$\1"),
    _slip("placeholder", rf"(?<![\w\])])\[\s*\$*({_NAME}(?:(?:\.|->){_NAME})*)\s*\]", r"$\1"),
    _slip("placeholder", rf"(?<![\w.])[@#]({_NAME})", r"$\1"),
    _slip("placeholder", rf"%({_NAME})%", r"$\1"),
    _slip("placeholder", rf"(?<!\$)\$\s+({_NAME})", r"$\1"),
    _slip("placeholder", rf"\$\$\$+\s*({_NAME})", r"$$\1"),
    _slip("method", rf"(\$\$?{_NAME}(?:(?:->|\.){_NAME})*?|{SIGN})\s*(?:\.|->)\s*({_NAME})\(([^()]*)\)", _method),
    _slip("step", rf"(?<=[\w)])\s*(?:\.|::)\s*(?={_NAME})(?<!\d\.)", "->"),
    _slip("join", rf"{_AFTER}\s*(?:\.|\.\.)\s*(?=[{{$(]|{SIGN})", " + "),
    _slip("number", r"(?<=\d)[ \u00a0\u202f\u2009_](?=\d{3}(?!\d))", ""),
    _slip("number", r"(?<![\w.])\.(?=\d)", "0."),
    _slip("comma", r"(?<![\d.\w])(\d+),(\d+)(?![\d,])", _comma),
    _slip("money", r"(?<=\d)\s*(?:₽|руб(?:лей|ля|ль)?\.?|\$(?!\w)|€|р\.)(?!\w)", ""),
    _slip(
        "if",
        rf"(?:\bif\b|\bесли\b)\s*(?!\s*\([^()]*,)({_UPTO}?){_THEN}(?<![\w$])({_UPTO}?){_ELSE}((?:[^()]|\([^()]*\))+?){_END}$",
        r"IF(\1, \2, \3)",
    ),
    _slip("if", rf"(?:\bcase\b\s+)?\bwhen\b\s+(.+?)\s+\bthen\b\s+(.+?)\s+\belse\b\s+(.+?){_END}$", r"IF(\1, \2, \3)"),
    _slip("if", rf"({_ATOM})\s+(?:if|если)\s+({_UPTO}?)\s+(?:else|иначе)\s+({_ATOM})", r"IF(\2, \1, \3)"),
    _slip("value", rf"({_ATOM})\s*(?:\?\?|\?:)\s*({_ATOM})", r"VALUE(\1, \2)"),
    _slip("if", rf"({_UPTO}?)\s*\?\s*({_UPTO}?)\s*:\s*({_UPTO})", r"IF(\1, \2, \3)"),
    _slip("unequal", _infix(r"is\s+not|не\s+рав(?:но|ен|на|ны)|not\s+equals?(?:\s+to)?|ne|neq"), " != "),
    _slip("unequal", _signs(r"<>|≠|=/=|!==|=!(?!=)|~=|\^=|(?<![/\s])/=|><|¬=|!=="), " != "),
    _slip("order", _signs(r"≥|⩾") + "|" + _infix(r"больше\s+или\s+рав(?:но|ен|на)|не\s+меньше|gte|ge"), " >= "),
    _slip("order", _signs(r"≤|⩽|=<") + "|" + _infix(r"меньше\s+или\s+рав(?:но|ен|на)|не\s+больше|lte|le"), " <= "),
    _slip("order", _signs(r"=>"), " >= "),
    _slip("order", _infix(r"больше|gt"), " > "),
    _slip("order", _infix(r"меньше|lt"), " < "),
    _slip("equal", _infix(r"рав(?:но|ен|на|ны)|equals?(?:\s+to)?|eq|is|это"), " == "),
    _slip("equal", _signs(r"===|:=|(?<![=!<>:~^/])=(?![=!<>])"), " == "),
    _slip("contains", rf"({_ATOM})\s+(?:contains|содержит|включает|like|in)\s+({_ATOM})", r"CONTAINS(\1, \2)"),
    _slip("starts", rf"({_ATOM})\s+(?:starts\s*with|начинается\s+(?:с|на))\s+({_ATOM})", r"STARTSWITH(\1, \2)"),
    _slip("and", _infix(r"and|и|а\s+также"), " && "),
    _slip("or", _infix(r"or|или|либо"), " || "),
    _slip("not", rf"(?<![\w$>])(?:not|не)\s+(?!\()({_UPTO})", lambda found: f"NOT({found[1].strip()})"),
    _slip("not", rf"!\s*(?!=)({_ATOM})", r"NOT(\1)"),
    _slip("not", rf"[¬~]\s*({_ATOM})", r"NOT(\1)"),
    _slip("and", _signs(r"∧|&&&"), " && "),
    _slip("or", _signs(r"∨|\|\|\|"), " || "),
    _slip("ampersand", r"\s*(?<!&)&(?!&)\s*", _joined_by),
    _slip("or", r"\s*(?<!\|)\|(?!\|)\s*", " || "),
    _slip("power", rf"({_ATOM})\s*(?:\*\*|\^)\s*({_ATOM})", r"POW(\1, \2)"),
    _slip("remainder", rf"({_ATOM})\s*(?:%|\bmod\b)\s*({_ATOM})", r"REMAINDER(\1, \2)"),
    _slip("quotient", rf"({_ATOM})\s*(?://|\bdiv\b)\s*({_ATOM})", r"QUOTIENT(\1, \2)"),
    _slip("percent", r"(?<=\d)\s*%", " / 100"),
    _slip("date", r"(?<![\w.])(\d\d?)\.(\d\d?)\.(\d{4})(?![\w.])", lambda found: f"DATE('{found[3]}-{found[2]:0>2}-{found[1]:0>2}')"),
    _slip("time", r"(?<![\w.])(\d\d?):(\d\d)(?::\d\d)?(?![\w.])", lambda found: f"DURATION('PT{int(found[1])}H{int(found[2])}M')"),
    _slip("semicolon", r"\s*;\s*$", ""),
    _slip("semicolon", r"\s*;\s*", ", "),
    _slip("brackets", rf"(?<=[A-Za-zА-Яа-яЁё])\[([^\[\]]*)\]", r"(\1)"),
    _slip("brackets", r"[（［]", "("),
    _slip("brackets", r"[）］]", ")"),
    _slip("brackets", r"\{([^{}]*)\}", r"(\1)"),
    _slip("comment", r"/\*.*?\*/|(?://|#|--).*?(?=\n|$)", ""),
    _slip("doubled", r"\+\s*\+|\+=", "+"),
    _slip("doubled", r"(?:(?<=[(,=<>*/&|])|^)\s*\+\s*", " "),
    _slip("extra-comma", r",\s*(?=\))", ""),
    _slip("empty-argument", r"(?<=,)\s*(?=,)|(?<=\()\s*(?=,)", " null"),
    _slip("word", rf"(?<![\w$>])(?<!->)(?:{_YES_NO})(?![\w(])(?!\s*\()", _word),
)  # fmt: skip
