"""The configuration as a file: how it is done, what a file would change, what came of it, what is wrong in it."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.files.addresses import ApplyConfigurationNow, CancelUpload, UploadPage
from bot.first_steps.addresses import AdminPage, ConfigFilePage, ConnectionsPage, ExportNow
from bot.objects.differences import difference_lines, new_object_lines
from bot.telegram.mistakes import mistake_words
from bot.telegram.page import Page, PageButton, in_rows, shorten
from bot.telegram.paging import turns
from bot.telegram.reader import Reader
from domain.configuration.differences import Difference, Way
from domain.logins.login import PASSWORD
from domain.messages.rich_text import utf16_length
from domain.sections import Section
from domain.uploads.uploads import Upload, UploadState

ROOM = 2_800
"""How much of a message the lines take; its heading and remarks have the rest."""

MISTAKES_SHOWN = 8
LONGEST_MISTAKE = 240
LONGEST_NAME = 60


def config_file_page(reader: Reader) -> Page:
    """Say how the configuration goes out as a file and comes back."""
    buttons = (
        PageButton(reader.label("button-export"), ExportNow(), style="primary"),
        PageButton(reader.label("button-to-admin"), AdminPage()),
    )
    return Page(reader.text("config-file"), in_rows(buttons))


def nothing_changes_page(reader: Reader, name: str, remarks: Mapping[str, Any], *, empty: bool) -> Page:
    """Say that everything is already as the file says, or that it says nothing."""
    key = "config-file-empty" if empty else "config-file-same"
    lines = [reader.text(key, name=shorten(name, LONGEST_NAME)), *_remarks(reader, remarks)]
    return Page("\n\n".join(lines), in_rows(_ways_on(reader)))


def mistakes_page(
    reader: Reader, name: str, mistakes: Sequence[Mapping[str, Any]], remarks: Mapping[str, Any], *, whole: bool
) -> Page:
    """Say what is wrong in a file, the first mistakes of many; `whole` says whether a file with all was sent."""
    head = reader.text("config-file-wrong", name=shorten(name, LONGEST_NAME), count=len(mistakes))
    shown = [_mistake(reader, item) for item in mistakes[:MISTAKES_SHOWN]]
    more = len(mistakes) - len(shown)
    lines = [head, "\n".join(shown)]
    if more:
        lines.append(reader.text("config-file-more-mistakes", count=more, whole="yes" if whole else "no"))
    lines += [reader.text("config-file-mend"), *_remarks(reader, remarks)]
    return Page("\n\n".join(lines), in_rows(_ways_on(reader)))


def mistakes_text(reader: Reader, name: str, mistakes: Sequence[Mapping[str, Any]]) -> str:
    """Return all mistakes as a text, one a line, as the command line tells them."""
    return "".join(
        f"{name}:{item['line']}:{item['column']} {item['path']}: {_text(reader, item)}\n" for item in mistakes
    )


async def draw_configuration(reader: Reader, upload: Upload, page: int = 0) -> Page:
    """Draw a file of configuration, whatever its state is."""
    name = shorten(upload.name, LONGEST_NAME)
    remarks = upload.result.get("remarks", {})
    if upload.state is UploadState.LOOKED_AT:
        return _looked_at(reader, upload, name, page)
    if upload.state is UploadState.DONE:
        return _done(reader, upload, name)
    if upload.state is UploadState.FAILED and "mistakes" in upload.result:
        return mistakes_page(reader, name, upload.result["mistakes"], remarks, whole=False)
    return Page(reader.text("upload-cancelled", name=name), in_rows(_ways_on(reader)))


def _looked_at(reader: Reader, upload: Upload, name: str, page: int) -> Page:
    objects = upload.result["objects"]
    screens = _screens([_block(reader, item) for item in objects])
    page = min(page, len(screens) - 1)
    parts = []
    if upload.result.get("anew"):
        parts.append(reader.text("config-file-anew"))
    parts.append(
        reader.text("config-file-changes", name=name, count=_count(objects), page=page + 1, pages=len(screens))
    )
    parts.append(screens[page])
    parts += _remarks(reader, upload.result.get("remarks", {}))
    buttons = [
        PageButton(reader.label("button-apply"), ApplyConfigurationNow(upload=upload.id), style="success"),
        PageButton(reader.label("button-cancel-upload"), CancelUpload(upload=upload.id)),
    ]
    turning = turns(reader, UploadPage(upload=upload.id, page=page), more=page + 1 < len(screens))
    return Page("\n\n".join(parts), (*turning, *in_rows(buttons)))


def _done(reader: Reader, upload: Upload, name: str) -> Page:
    objects = upload.result["objects"]
    heads = [_head(reader, item) for item in objects if _is_change(item)]
    screens = _screens([[head] for head in heads], apart="\n")
    more = len(heads) - screens[0].count("\n") - 1
    parts = [reader.text("config-file-applied", name=name, count=_count(objects)), screens[0]]
    if more > 0:
        parts.append(reader.text("config-file-and-more", count=more))
    notes = {item["note"] for item in objects}
    buttons = list(_ways_on(reader))
    if notes & {"config-note-disabled", "config-note-asked"}:
        parts.append(reader.text("config-file-enter-password"))
        buttons.insert(0, PageButton(reader.label("button-connections"), ConnectionsPage()))
    return Page("\n\n".join(parts), in_rows(buttons))


def _block(reader: Reader, item: Mapping[str, Any]) -> list[str]:
    """Return the lines of one object, its heading first."""
    differences = [
        Difference(tuple(one["place"]), Way(one["way"]), one["before"], one["after"]) for one in item["differences"]
    ]
    told = new_object_lines if item["created"] else difference_lines
    lines = [_head(reader, item), *told(reader, item["section"], differences)]
    if item["section"] == Section.TEMPLATES and any(
        one.way is Way.REMOVED and len(one.path) == 2 and one.path[0] == "attributes" for one in differences
    ):
        lines.append(reader.text("config-file-attribute-goes"))
    if item["note"]:
        # A file that an earlier version has looked at names no secrets: there was the password alone.
        what = ", ".join(reader.label("secret-name", secret=name) for name in item.get("secrets", [PASSWORD]))
        lines.append(reader.text("config-file-note", note=item["note"], what=what))
    lines += [f"⚠️ {mistake_words(reader, one['key'], one['params'])}" for one in item.get("told", ())]
    return lines


def _head(reader: Reader, item: Mapping[str, Any]) -> str:
    key = "config-file-new" if item["created"] else "config-file-changed" if _is_change(item) else "config-file-stays"
    kind = reader.label("config-file-section", section=item["section"])
    return reader.text(key, kind=kind, title=item["title"])


def _screens(blocks: Sequence[Sequence[str]], apart: str = "\n\n") -> list[str]:
    """Lay blocks of lines out in screens; one that goes on in the next has its heading there again."""
    screens, room = [""], ROOM
    for block in blocks:
        for number, line in enumerate(block):
            gap = "" if not screens[-1] else apart if number == 0 else "\n"
            if screens[-1] and utf16_length(gap + line) > room:
                screens.append("")
                room, gap = ROOM, ""
                if number:
                    screens[-1] = block[0]
                    room, gap = room - utf16_length(block[0]), "\n"
            screens[-1] += gap + line
            room -= utf16_length(gap + line)
    return screens


def _remarks(reader: Reader, remarks: Mapping[str, Any]) -> list[str]:
    """Say what became of a message with a password in it."""
    return [reader.text("config-file-password", removed=remarks["password"])] if remarks.get("password") else []


def _ways_on(reader: Reader) -> tuple[PageButton, ...]:
    return (
        PageButton(reader.label("button-config-file"), ConfigFilePage()),
        PageButton(reader.label("button-to-admin"), AdminPage()),
    )


def _is_change(item: Mapping[str, Any]) -> bool:
    return bool(item["created"] or item["differences"])


def _count(objects: Sequence[Mapping[str, Any]]) -> int:
    return sum(_is_change(item) for item in objects)


def _mistake(reader: Reader, item: Mapping[str, Any]) -> str:
    """Return a mistake in HTML: the piece of a formula with its mark below stays aligned."""
    text, _, piece = _text(reader, item).partition("\n")
    inside = next((kind for kind in ("formula", "template") if item["key"].startswith(f"error-{kind}")), "")
    spot = {"line": str(item["line"]), "column": str(item["column"]), "inside": inside}
    line = reader.text("config-file-mistake", **spot, text=shorten(text, LONGEST_MISTAKE))
    return f"{line}\n<pre>{reader.texts.escape(piece)}</pre>" if 0 < len(piece) <= LONGEST_MISTAKE else line


def _text(reader: Reader, mistake: Mapping[str, Any]) -> str:
    return reader.label(mistake["key"], **mistake["params"])
