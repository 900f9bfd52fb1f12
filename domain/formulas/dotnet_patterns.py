r"""Regular expressions as .NET writes them, put into the writing of the `regex` library.

Much is written alike. What .NET writes otherwise is rewritten: a class less another (`[a-z-[aeiou]]`), a block of
Unicode (`\p{IsCyrillic}`), options in the middle (`а(?i)б`), `\cA`. What `regex` knows and .NET does not would mean
something else there, so it is refused, as are balancing groups and `(?n)`, which have no like here.
Source: "Regular Expression Language - Quick Reference" of .NET's documentation.
"""

import re
from collections.abc import Iterator

_CATEGORIES = frozenset(
    re.findall(
        r"\w+",
        "L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po S Sm Sc Sk So Z Zs Zl Zp C Cc Cf Cs Co Cn",
    )
)
_QUANTIFIER = re.compile(r"(?:[*+?]|\{\d+(?:,\d*)?\})\??")
_PROPERTY = re.compile(r"\{(?P<block>Is)?(?P<name>[\w-]+)\}")
_COMMENT = re.compile(r"\(\?#[^)]*\)")
_OPTIONS = re.compile(r"\(\?(?P<options>[ims]*(?:-[ims]+)?)(?P<end>[:)])")
_GROUP = re.compile(r"\((?:\?(?:[:=!>]|<[=!]|<(?P<angled>\w+)>|'(?P<quoted>\w+)'|\(\w+\)))?")
_REFERENCE = re.compile(r"\\k(?:<(?P<angled>\w+)>|'(?P<quoted>\w+)')")
_LITERAL_ESCAPE = re.compile(
    r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|c[@-_a-z]|0[0-7]{0,2}|[1-7][0-7]{1,2}|[aefnrtv]|\W)"
)
_OF_ALL = "wWsSdD"


class Unreadable(Exception):
    """The expression cannot be read from this place on, or has what cannot be searched for here."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


def translated(pattern: str) -> str:
    """Return what `regex` reads; raises Unreadable."""
    return "".join(_Reader(pattern).pieces())


class _Reader:
    """Goes through an expression once, from left to right."""

    def __init__(self, pattern: str) -> None:
        self._text = pattern
        self._at = 0
        self._opened: list[list[str]] = [[]]
        """Of each group around, the options in its middle: each begins a group of `regex` up to its end."""

    def pieces(self) -> Iterator[str]:
        """Yield the expression piece by piece."""
        while self._at < len(self._text):
            begun = self._at
            letter = self._text[self._at]
            if letter == "(":
                yield self._group()
            elif letter == ")":
                if len(self._opened) == 1:
                    raise Unreadable(begun)
                self._at += 1
                yield ")" * (len(self._opened.pop()) + 1) + self._quantifier()
            elif letter == "|":
                self._at += 1
                yield ")" * len(self._opened[-1]) + "|" + "".join(self._opened[-1])
            elif letter in "^$":
                self._at += 1
                yield letter
            elif letter in "*+?" or _QUANTIFIER.match(self._text, begun):
                raise Unreadable(begun)
            else:
                yield self._single(letter) + self._quantifier()
        if len(self._opened) > 1:
            raise Unreadable(len(self._text))
        yield ")" * len(self._opened[0])

    def _single(self, letter: str) -> str:
        if letter == "[":
            return self._set()
        if letter == "\\":
            return self._escaped()
        self._at += 1
        return "." if letter == "." else re.escape(letter)

    def _quantifier(self) -> str:
        found = _QUANTIFIER.match(self._text, self._at)
        if found is None:
            return ""
        self._at = found.end()
        if _QUANTIFIER.match(self._text, self._at):
            raise Unreadable(self._at)
        return found[0]

    def _group(self) -> str:
        comment = _COMMENT.match(self._text, self._at)
        if comment is not None:
            self._at = comment.end()
            return ""
        options = _OPTIONS.match(self._text, self._at)
        if options is not None and options["options"]:
            self._at = options.end()
            opened = f"(?{options['options']}:"
            if options["end"] == ")":
                self._opened[-1].append(opened)
            else:
                self._opened.append([])
            return opened
        group = _GROUP.match(self._text, self._at)
        if group is None or (group[0] == "(" and self._text.startswith(("?", "*"), group.end())):
            raise Unreadable(self._at)
        self._at = group.end()
        self._opened.append([])
        name = group["angled"] or group["quoted"]
        return f"(?<{name}>" if name else group[0]

    def _escaped(self) -> str:
        """Return an escape outside of a class."""
        following = self._text[self._at + 1 : self._at + 2]
        if following and following in "AzGbB":
            self._at += 2
            return f"\\{following}"
        if following == "Z":
            self._at += 2
            return r"(?=\n?\Z)"  # .NET's \Z stands before a last line break, too.
        reference = _REFERENCE.match(self._text, self._at)
        if reference is not None:
            self._at = reference.end()
            return rf"\g<{reference['angled'] or reference['quoted']}>"
        if following.isdecimal() and following != "0" and not self._text[self._at + 2 : self._at + 3].isdecimal():
            self._at += 2
            return rf"(?:\{following})"
        return self._of_class()

    def _of_class(self) -> str:
        """Return an escape that stands for one letter of those that it names, in a class or outside."""
        begun = self._at
        following = self._text[begun + 1 : begun + 2]
        if following and following in _OF_ALL:
            self._at += 2
            return f"\\{following}"
        if following and following in "pP":
            named = _PROPERTY.match(self._text, begun + 2)
            if named is None or not (named["block"] or named["name"] in _CATEGORIES):
                raise Unreadable(begun)
            self._at = named.end()
            return f"\\{following}{{{'Block=' if named['block'] else ''}{named['name']}}}"
        return re.escape(self._literal())

    def _literal(self) -> str:
        """Return the letter that an escape stands for."""
        found = _LITERAL_ESCAPE.match(self._text, self._at)
        if found is None:
            raise Unreadable(self._at)
        self._at = found.end()
        sign, rest = found[0][1], found[0][2:]
        if sign in "xu":
            return chr(int(rest, 16))
        if sign == "c":
            return chr(ord(rest.upper()) - 64)
        if sign.isdecimal():
            return chr(int(found[0][1:], 8) & 0xFF)
        return {"a": "\a", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}.get(sign, sign)

    def _set(self) -> str:
        """Return a class; one less another as a letter of the one that is none of the other."""
        begun = self._at
        self._at += 1
        inside = "["
        if self._text.startswith("^", self._at):
            self._at += 1
            inside = "[^"
        first = True
        while first or not self._text.startswith("]", self._at):
            if self._at >= len(self._text) or self._text.startswith("[:", self._at):
                raise Unreadable(begun)
            if not first and self._text.startswith("-[", self._at):
                self._at += 1
                less = self._set()
                if not self._text.startswith("]", self._at):
                    raise Unreadable(self._at)
                self._at += 1
                return f"(?:(?!{less}){inside}])"
            inside += self._range()
            first = False
        self._at += 1
        return f"{inside}]"

    def _range(self) -> str:
        """Return a letter of a class, or a range of them."""
        begun = self._at
        low, is_letter = self._member()
        following = self._text[self._at + 1 : self._at + 2]
        if not self._text.startswith("-", self._at) or following in {"", "]", "["}:
            return low
        self._at += 1
        high, ends_by_letter = self._member()
        if not (is_letter and ends_by_letter):
            raise Unreadable(begun)
        return f"{low}-{high}"

    def _member(self) -> tuple[str, bool]:
        """Return one of a class, and whether it is a single letter."""
        letter = self._text[self._at : self._at + 1]
        if letter != "\\":
            self._at += 1
            return re.escape(letter), True
        if self._text.startswith("b", self._at + 1):
            self._at += 2
            return "\\x08", True
        begun = self._at
        found = self._of_class()
        return found, self._text[begun + 1] not in _OF_ALL + "pP"
