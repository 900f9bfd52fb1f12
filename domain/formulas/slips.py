"""Mistakes that people bring from tables, databases and other languages: how each looks, and what is typed instead.

Rules are tried in their order on a formula whose texts are masked. What one makes of it need not be right: it is
offered only where it can be read as a formula.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import regex

from domain.culture.lengths import UNIT, unit_of
from domain.formulas.foreign_words import WORDS, folded, from_elsewhere
from domain.formulas.functions import FUNCTIONS
from domain.formulas.masking import BARE, SIGN
from domain.formulas.names import nearest_function

MAX_SECONDS = 0.5
"""For one rule; one that takes so long is no help."""
Match = Any
Replacement = str | Callable[[Match], str]
_NAME = r"[A-Za-zА-Яа-яЁё_][0-9A-Za-zА-Яа-яЁё_]*"
_NAMES = rf"{_NAME}(?:(?:\.|->|\s+){_NAME})*"
_ATOM = rf"(?:(?:\$\$?(?:->)?)?{_NAME}(?:->{_NAME})*(?:\([^()]*\))?|{SIGN}|\d+(?:\.\d+)?|\([^()]*\))"
_AFTER = r"(?<=[\w)\]}\ue000-\uf8ff])"
"""Behind a value."""
_BEFORE = r"(?=\s*[$(\w\ue000-\uf8ff!-])"
"""Before a value."""
_INNER = r"\((?:[^()]|\([^()]*\))*\)"
_UPTO = rf"(?:[^(),;&|{{}}]|{_INNER})+"
"""A value with its comparison."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A kind of mistake: how it looks, and what stands there instead."""

    kind: str
    pattern: regex.Pattern[str]
    instead: Replacement

    def found(self, text: str) -> Iterator[tuple[Match, str]]:
        """Yield where it stands, and what stands there instead; raises TimeoutError."""
        for match in self.pattern.finditer(text, timeout=MAX_SECONDS):
            other = self.instead(match) if callable(self.instead) else match.expand(self.instead)
            if other != match[0]:
                yield match, other

    def mended(self, text: str) -> str:
        """Return a text without it; raises TimeoutError."""
        return str(self.pattern.sub(self.instead, text, timeout=MAX_SECONDS))


def _slip(kind: str, pattern: str, instead: Replacement) -> Slip:
    return Slip(kind, regex.compile(pattern, regex.IGNORECASE | regex.DOTALL), instead)


def _infix(words: str) -> str:
    """Return what finds words, or signs, between two values."""
    return rf"{_AFTER}\s*(?<![\w$>])(?:{words})(?!\w){_BEFORE}\s*"


def _signs(signs: str) -> str:
    return rf"\s*(?:{signs})\s*"


def _method(match: Match) -> str:
    name = from_elsewhere("function", match[2], FUNCTIONS) or nearest_function(match[2], FUNCTIONS)
    return f"{name}({', '.join(filter(None, (match[1], match[3].strip())))})" if name else match[0]


def _word(match: Match) -> str:
    return str(WORDS.get(folded(match[0]), match[0]))


def _joined_by(match: Match) -> str:
    """Between conditions `&` means "and", elsewhere it joins texts, as in a table."""
    return " && " if re.search(r"[<>=!]", match.string.replace("->", "")) else " + "


def _digits(match: Match) -> str:
    return re.sub(r"\D", "", match[0])


def _date(match: Match) -> str:
    return f"DATE('{match[3]}-{match[2]:0>2}-{match[1]:0>2}')"


def _time(match: Match) -> str:
    return f"DURATION('PT{int(match[1])}H{int(match[2])}M')"


_UNIT = re.compile(UNIT)
_FORMS = {"y": "P{}Y", "mo": "P{}M", "w": "P{}W", "d": "P{}D", "h": "PT{}H", "m": "PT{}M", "s": "PT{}S"}
_LENGTHS = (
    r"дн(?:ей|я)|день|days?|сут(?:ки|ок)|недел[юьи]|weeks?|час(?:а|ов)?|hours?|минут[уы]?|мин\.?|min(?:utes?)?|"
    r"месяц(?:а|ев)?|months?|года?|лет|years?|секунд[уы]?|сек\.?|sec(?:onds?)?"
)


def _length(match: Match) -> str:
    unit = _UNIT.fullmatch(match[2].lower().rstrip("."))
    return match[0] if unit is None else f"DURATION('{_FORMS[unit_of(unit)].format(match[1])}')"


def _one_of(match: Match) -> str:
    """Compare with each of a list of values in brackets."""
    return " || ".join(f"{match[1]} == {one.strip()}" for one in match[2].split(","))


def _with_brackets(match: Match) -> str:
    return f"{match[1]}({match[2]})" if match[1].upper() in FUNCTIONS else match[0]


def _comma(match: Match) -> str:
    """A comma between digits parts the arguments of a function where no semicolon does."""
    before = match.string[: match.start()]
    opened = before.rfind("(")
    is_call = before.count("(") > before.count(")") and bool(re.search(r"\w\s*\($", before[: opened + 1]))
    return match[0] if is_call and ";" not in match.string else f"{match[1]}.{match[2]}"


_YES_NO = "|".join(sorted(WORDS, key=len, reverse=True))
_IF = r"(?:\bif\b|\bесли\b)\s*(?!\s*\([^()]*,)"
_THEN = r"(?:\bthen\b|\bто\b|:|\{)\s*(?:\breturn\b)?\s*"
_ELSE = r"\s*;?\s*\}?\s*,?\s*\b(?:else|иначе)\b\s*[:{]?\s*(?:\breturn\b)?\s*"
_END = r"\s*;?\s*(?:\}|\bend\s*if\b|\bendif\b|\bend\b|\bfi\b|\bконецесли\b|\bконец\b)?\s*;?\s*"

SLIPS: tuple[Slip, ...] = (
    _slip("invisible", r"[\u200b-\u200f\u2060\ufeff\u00ad]+", ""),
    _slip("address", r"(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", r"'\g<0>'"),
    _slip("leading", r"^\s*(?:=(?!=)|return\b|(?:let|var|set)\s+\w+\s*=)\s*", ""),
    _slip("word", r"->\s*(?:эл(?:\.|ектронная)?\s*почта|e-mail|почтовый\s+адрес)(?!\w)", "->mbox"),
    _slip("word", r"->\s*(?:полное\s+имя|full\s+name|ф\.\s?и\.\s?о\.?)(?!\w)", "->fullName"),
    _slip("arrow", r"\s*(?:→|⟶|➔|⇒|—>|–>|−>|-\s+>|-->|->>)\s*", "->"),
    _slip("arrow", r"(?<=\w)\s*=>\s*(?=(?:mbox|fullName|manager|phone|title|department|office|language)\b)", "->"),
    _slip("minus", r"[−–—‐‑]", "-"),
    _slip("times", r"[×·∙✕✖]", "*"),
    _slip("divide", r"[÷∕]", "/"),
    _slip("placeholder", rf"\{{\{{\s*\$*({_NAMES})\s*\}}\}}", r"$\1"),
    _slip("placeholder", rf"[$#]\{{\s*\$*({_NAMES})\s*\}}", r"$\1"),
    _slip("placeholder", rf"\{{\s*\$*({_NAMES})\s*\}}", r"$\1"),
    _slip("placeholder", rf"(?<![\w\])])\[\s*\$*({_NAMES})\s*\]", r"$\1"),
    _slip("placeholder", rf"(?<![\w.])[@#]({_NAME})", r"$\1"),
    _slip("placeholder", rf"%({_NAME})%", r"$\1"),
    _slip("placeholder", rf"(?<!\$)\$\s+({_NAME})", r"$\1"),
    _slip("placeholder", rf"(?<!\$)(\${_NAME})\$(?![\w$])", r"\1"),
    _slip("placeholder", rf"\$\$\$+\s*({_NAME})", r"$$\1"),
    _slip("method", rf"(\$\$?{_NAME}(?:(?:->|\.){_NAME})*?|{SIGN})\s*(?:\.|->)\s*({_NAME})\(([^()]*)\)", _method),
    _slip("step", rf"(?<=[\w)])\s*(?:\.|::)\s*(?={_NAME})(?<!\d\.)", "->"),
    _slip("join", rf"{_AFTER}\s*(?:\.|\.\.)\s*(?=[{{$(]|{SIGN})", " + "),
    _slip("number", r"(?<![\w.])\d{1,3}(?:[ \u00a0\u202f\u2009_']\d{3})+(?!\d)", _digits),
    _slip("number", r"(?<![\w.])\.(?=\d)", "0."),
    _slip("comma", r"(?<![\d.\w])(\d+),(\d+)(?![\d,])", _comma),
    _slip("money", r"(\d+(?:\.\d+)?)\s*(?:₽|руб(?:лей|ля|ль)?\.?|\$(?!\w)|€|р\.)(?!\w)", r"\1"),
    _slip("time", rf"(?<![\w.$>])(\d+)\s*({_LENGTHS})(?!\w)", _length),
    _slip("row", rf"(\bfrom\s+\$?({_NAME})\s+in\s+(?:db->)?{_NAME}\s+where\s+)(?!\2\b)({_NAME})(?=\s*(?:[=!<>]|->))",
          r"\1\2->\3"),
    _slip("table", rf"\bfrom\s+(\$?{_NAME})\s+in\s+(?!db\b)({_NAME})(?=\s+(?:where|orderby|order|select)\b|\s*\)|\s*$)",
          r"from \1 in db->\2"),
    _slip("select", rf"\bfrom\s+(\$?{_NAME})\s+in\s+(?:(?!\bselect\b)(?:[^()]|{_INNER}))+?(?=\s*(?:\)|$))",
          r"\g<0> select \1"),
    _slip("call", rf"(?<=(?:^|[(,+*/=<>&|-])\s*)([a-z]{{4,}})\s+(\$\$?{_NAME}(?:->{_NAME})*|{SIGN})(?=\s*(?:[),]|$))",
          _with_brackets),
    _slip("or", rf"({_ATOM})\s+in\s*\(([^()]*,[^()]*)\)", _one_of),
    _slip("or", rf"({_ATOM})\s*==?\s*({SIGN}|\d+)\s*(?:\bor\b|\bили\b|\|\|?)\s*({SIGN}|\d+)(?!\s*[=<>!])",
          r"\1 == \2 || \1 == \3"),
    _slip("if", rf"({_ATOM})\s+(?:if|если)\s+({_UPTO}?)\s+(?:else|иначе)\s+({_ATOM})", r"IF(\2, \1, \3)"),
    _slip("if", rf"{_IF}({_UPTO}?)\s*{_THEN}({_UPTO}?){_ELSE}((?:[^(){{}}]|{_INNER})+?){_END}$", r"IF(\1, \2, \3)"),
    _slip("if", rf"{_IF}({_INNER})\s*({_UPTO}?){_ELSE}((?:[^(){{}}]|{_INNER})+?){_END}$", r"IF(\1, \2, \3)"),
    _slip("if", rf"(?:\bcase\b\s+)?\bwhen\b\s+(.+?)\s+\bthen\b\s+(.+?)\s+\belse\b\s+(.+?){_END}$", r"IF(\1, \2, \3)"),
    _slip("value", rf"({_ATOM})\s+(?:or|или)\s+({SIGN})\s*$", r"VALUE(\1, \2)"),
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
    _slip("contains", rf"(?<!\bfrom\s+)({_ATOM})\s+(?:contains|содержит|включает|like|in)\s+({_ATOM})",
          r"CONTAINS(\1, \2)"),
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
    _slip("date", r"(?<![\w.])(\d\d?)\.(\d\d?)\.(\d{4})(?![\w.])", _date),
    _slip("time", r"(?<![\w.])(\d\d?):(\d\d)(?::\d\d)?(?![\w.])", _time),
    _slip("semicolon", r"\s*;\s*$", ""),
    _slip("semicolon", r"\s*;\s*", ", "),
    _slip("step", rf"(?<=[\w)])\[\s*({SIGN})\s*\]", f"->{BARE}\\1"),
    _slip("first", rf"({_ATOM})\[0\]", r"FIRST(\1)"),
    _slip("brackets", r"(?<=[A-Za-zА-Яа-яЁё])\[([^\[\]]*)\]", r"(\1)"),
    _slip("brackets", r"[（［]", "("),
    _slip("brackets", r"[）］]", ")"),
    _slip("brackets", r"\{([^{}]*)\}", r"(\1)"),
    _slip("comment", r"/\*.*?\*/|(?://|#|--).*?(?=\n|$)", ""),
    _slip("doubled", r"(?<=\+)\s*\+|(?<=\+)=", ""),
    _slip("doubled", r"(?:(?<=[(,=<>*/&|])|^)\s*\+\s*", " "),
    _slip("extra-comma", r",\s*(?=\))", ""),
    _slip("empty-argument", r"(?<=,)\s*(?=,)|(?<=\()\s*(?=,)", " null"),
    _slip("constant", rf"(?<![\w$>])(?<!->)(?:{_YES_NO})(?![\w(])(?!\s*\()", _word),
)  # fmt: skip
