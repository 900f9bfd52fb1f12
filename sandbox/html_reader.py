"""Reads Telegram's HTML into text and entities, refusing what Telegram refuses in the same words."""

import html
import re
from dataclasses import dataclass, field
from typing import Any

from sandbox import utf16
from sandbox.errors import BadRequestError
from sandbox.links import usable_link

KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "a": "text_link", "blockquote": "blockquote", "tg-spoiler": "spoiler", "span": "spoiler",
    "tg-emoji": "custom_emoji",
}  # fmt: skip
ESCAPE = re.compile(r"&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?")
SPACE = " \t\r\n"


@dataclass
class Opened:
    """A tag that waits for its end."""

    tag: str
    argument: str
    offset: int
    nested_in_pre: bool = False


@dataclass
class HtmlReader:
    """One reading of one text."""

    source: str
    at: int = 0
    out: list[str] = field(default_factory=list)
    size: int = 0
    opened: list[Opened] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)

    def read(self) -> tuple[str, list[dict[str, Any]]]:
        """Returns text and entities; raises BadRequestError with the byte offset of the mistake."""
        while self.at < len(self.source):
            character = self.source[self.at]
            if character == "<":
                if self.source.startswith("</", self.at):
                    self._end_tag()
                else:
                    self._start_tag()
            elif character == "&":
                self._put(self._escape())
            else:
                self._put(character)
                self.at += 1
        if self.opened:
            raise _cannot(f'Can\'t find end tag corresponding to start tag "{self.opened[-1].tag}"')
        return "".join(self.out), self.entities

    def _put(self, text: str) -> None:
        self.out.append(text)
        self.size += utf16.length(text)

    def _escape(self) -> str:
        found = ESCAPE.match(self.source, self.at)
        if found is None:
            self.at += 1
            return "&"
        self.at = found.end()
        return html.unescape(found.group() if found.group().endswith(";") else found.group() + ";")

    def _offset(self, at: int) -> int:
        return len(self.source[:at].encode())

    def _take_until(self, stops: str) -> str:
        start = self.at
        while self.at < len(self.source) and self.source[self.at] not in stops:
            self.at += 1
        return self.source[start : self.at]

    def _skip_spaces(self) -> None:
        while self.at < len(self.source) and self.source[self.at] in SPACE:
            self.at += 1

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._take_until(SPACE + ">").lower()
        if self.at >= len(self.source):
            raise _cannot(f"Unclosed start tag at byte offset {self._offset(begin)}")
        if tag not in KINDS:
            raise _cannot(f'Unsupported start tag "{tag}" at byte offset {self._offset(begin)}')
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _cannot(f'Tag "span" must have class "tg-spoiler" at byte offset {self._offset(begin)}')
        argument = {
            "a": attributes.get("href", ""),
            "code": attributes.get("class", "").removeprefix("language-"),
            "blockquote": "expandable" if "expandable" in attributes else "",
            "tg-emoji": attributes.get("emoji-id", ""),
        }.get(tag, "")
        in_pre = bool(self.opened) and self.opened[-1].tag == "pre"
        self.opened.append(Opened(tag, argument, self.size, in_pre))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            self._skip_spaces()
            name = self._take_until(SPACE + "=>").lower()
            if self.at >= len(self.source):
                raise _cannot(f"Unclosed start tag at byte offset {self._offset(begin)}")
            if not name and self.source[self.at] == ">":
                self.at += 1
                return found
            if not name:
                raise _cannot(f'Empty attribute name in the tag "{tag}" at byte offset {self._offset(begin)}')
            self._skip_spaces()
            found[name] = self._value(begin) if self.source.startswith("=", self.at) else ""

    def _value(self, begin: int) -> str:
        self.at += 1
        self._skip_spaces()
        quote = self.source[self.at : self.at + 1]
        if quote not in ("'", '"'):
            return self._take_until(SPACE + ">").lower()
        self.at += 1
        parts = []
        while self.at < len(self.source) and self.source[self.at] != quote:
            if self.source[self.at] == "&":
                parts.append(self._escape())
            else:
                parts.append(self.source[self.at])
                self.at += 1
        if self.at >= len(self.source):
            raise _cannot(f"Unclosed start tag at byte offset {self._offset(begin)}")
        self.at += 1
        return "".join(parts)

    def _end_tag(self) -> None:
        begin = self.at
        self.at += 2
        tag = self._take_until(SPACE + ">").lower()
        self._skip_spaces()
        if not self.opened:
            raise _cannot(f"Unexpected end tag at byte offset {self._offset(begin)}")
        if not self.source.startswith(">", self.at):
            raise _cannot(f"Unclosed end tag at byte offset {self._offset(begin)}")
        opened = self.opened.pop()
        if tag and tag != opened.tag:
            raise _cannot(
                f'Unmatched end tag at byte offset {self._offset(begin)}, expected "</{opened.tag}>", found "</{tag}>"'
            )
        self.at += 1
        if self.size > opened.offset:
            self._close(opened)

    def _close(self, opened: Opened) -> None:
        entity: dict[str, Any] = {
            "type": KINDS[opened.tag],
            "offset": opened.offset,
            "length": self.size - opened.offset,
        }
        match opened.tag:
            case "a":
                text = utf16.cut("".join(self.out), opened.offset, entity["length"])
                link = usable_link(opened.argument or text)
                if link is None:
                    return
                entity["url"] = link
            case "blockquote" if opened.argument:
                entity["type"] = "expandable_blockquote"
            case "tg-emoji":
                entity["custom_emoji_id"] = opened.argument
            case "code" if opened.nested_in_pre:
                # Telegram says the language on the block itself: <pre><code class="language-python">.
                if opened.argument:
                    self.opened[-1].argument = opened.argument
                return
            case "pre" if opened.argument:
                entity["language"] = opened.argument
        self.entities.append(entity)


def _cannot(detail: str) -> BadRequestError:
    return BadRequestError(f"can't parse entities: {detail}")
