"""Shows text with entities as HTML: the only way in which what somebody wrote becomes markup on the page."""

import html
from typing import Any

from sandbox import utf16
from sandbox.links import usable_link

JSON = dict[str, Any]
TAGS = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "spoiler": "tg-spoiler", "code": "code",
    "blockquote": "blockquote",
}  # fmt: skip
SAFE_SCHEMES = ("http://", "https://", "mailto:", "tg://")


def write_html(text: str, entities: list[JSON], *, live: bool = False) -> str:
    """Escapes the text and puts tags around the entities, whichever way these overlap.

    Live HTML also makes links of the addresses and commands that Telegram finds by itself.
    """
    if live:
        entities = [_live(text, entity) for entity in entities]
    units = text.encode("utf-16-le")
    edges = {0, len(units) // 2}
    entities = sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))
    for entity in entities:
        edges |= {entity["offset"], entity["offset"] + entity["length"]}
    places = sorted(edges)
    out: list[str] = []
    opened: list[JSON] = []
    for begin, end in zip(places, [*places[1:], places[-1]], strict=True):
        wanted = [entity for entity in entities if entity["offset"] <= begin < entity["offset"] + entity["length"]]
        common = 0
        while common < min(len(opened), len(wanted)) and opened[common] is wanted[common]:
            common += 1
        out += [_tags(entity)[1] for entity in reversed(opened[common:])]
        out += [_tags(entity)[0] for entity in wanted[common:]]
        opened = wanted
        out.append(html.escape(units[begin * 2 : end * 2].decode("utf-16-le", "replace")))
    return "".join(out)


def _tags(entity: JSON) -> tuple[str, str]:
    kind = entity["type"]
    if kind in TAGS:
        return f"<{TAGS[kind]}>", f"</{TAGS[kind]}>"
    if kind == "expandable_blockquote":
        return "<blockquote expandable>", "</blockquote>"
    if kind == "pre":
        language = html.escape(str(entity.get("language", "")))
        return (f'<pre><code class="language-{language}">', "</code></pre>") if language else ("<pre>", "</pre>")
    if kind == "custom_emoji":
        return f'<tg-emoji emoji-id="{html.escape(str(entity.get("custom_emoji_id", "")))}">', "</tg-emoji>"
    link = _link(entity)
    return (f'<a href="{html.escape(link)}">', "</a>") if link else ("", "")


def _live(text: str, entity: JSON) -> JSON:
    found = utf16.cut(text, entity["offset"], entity["length"])
    match entity["type"]:
        case "url":
            link = usable_link(found) or ""
        case "email":
            link = f"mailto:{found}"
        case "bot_command":
            link = f"tg://command?{found}"
        case _:
            return entity
    return {**entity, "type": "text_link", "url": link}


def _link(entity: JSON) -> str:
    link = str(entity.get("url", "")) if entity["type"] == "text_link" else ""
    if entity["type"] == "text_mention":
        link = f"tg://user?id={entity.get('user', {}).get('id', 0)}"
    return link if link.startswith(SAFE_SCHEMES) else ""
