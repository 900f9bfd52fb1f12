"""Files of accounts and contacts: what was found in them, how far applying has come, and its end."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.directory.addresses import AccountPage, AskCardAddress, WrongLines
from bot.files.addresses import ApplyUploadNow, CancelUpload, ReadUploadAs, UploadPage
from bot.first_steps.addresses import AccountsPage
from bot.telegram.page import Page, PageButton, in_rows, shorten
from bot.telegram.reader import Reader
from domain.accounts.take_cards import SeenCard, seen_cards
from domain.accounts.vcard import Card
from domain.uploads.uploads import Upload, UploadState

SHOWN = 10


async def accounts_upload_page(reader: Reader, upload: Upload, page: int = 0) -> Page:  # noqa: ARG001 - there is one
    """A file of accounts, whatever has become of it."""
    if upload.state is UploadState.LOOKED_AT:
        return _looked_at(reader, upload) if "report" in upload.result else _which_reading(reader, upload)
    if upload.state is UploadState.APPLYING:
        done, steps = upload.result.get("progress", (0, 0))
        percent = done * 100 // steps if steps else 0
        return Page(reader.text("accounts-applying", name=upload.name, percent=percent), _refresh(reader, upload))
    if upload.state is UploadState.DONE:
        report = upload.result["done"]
        lines = [reader.text("accounts-done", name=upload.name, **_counts(report)), *_remarks(reader, report)]
        return Page("\n\n".join(lines), _to_directory(reader))
    return _ended(reader, upload)


def _which_reading(reader: Reader, upload: Upload) -> Page:
    """Show the same lines in each likely encoding, with a button for each."""
    parts = [reader.text("accounts-which-reading", name=upload.name)]
    buttons = []
    for index, (encoding, lines) in enumerate(upload.result["readings"]):
        shown = "\n".join(reader.texts.escape(shorten(line, 80)) for line in lines)
        head = reader.text("accounts-reading", number=index + 1, encoding=encoding)
        parts.append(f"{head}\n{shown}")
        label = reader.label("button-reading", number=index + 1, encoding=encoding)
        buttons.append(PageButton(label, ReadUploadAs(upload=upload.id, reading=index)))
    parts.append(reader.text("accounts-no-reading"))
    buttons.append(PageButton(reader.label("button-cancel-file"), CancelUpload(upload=upload.id)))
    return Page("\n\n".join(parts), in_rows(buttons))


def _looked_at(reader: Reader, upload: Upload) -> Page:
    report = upload.result["report"]
    delimiter = reader.label("accounts-delimiter", delimiter=_DELIMITERS[report["delimiter"]])
    head = reader.text(
        "accounts-looked-at",
        name=upload.name,
        encoding=report["encoding"],
        delimiter=delimiter,
        lines=report["lines"],
        ignored=shorten(", ".join(report["ignored"]), 200),
    )
    sample = "\n".join(f"• {reader.texts.escape(shorten(' · '.join(row), 150))}" for row in upload.result["sample"])
    parts = [head, reader.text("accounts-sample") + "\n" + sample if sample else ""]
    parts += [reader.text("accounts-would-be", **_counts(report)), *_remarks(reader, report)]
    buttons = []
    if report["added"] or report["changed"]:
        buttons.append(PageButton(reader.label("button-apply-file"), ApplyUploadNow(upload=upload.id), style="primary"))
    else:
        parts.append(reader.text("accounts-nothing-new"))
    buttons.append(PageButton(reader.label("button-cancel-file"), CancelUpload(upload=upload.id)))
    if report["wrong"]:
        label = reader.label("button-wrong-lines", count=report["wrong"])
        buttons.append(PageButton(label, WrongLines(upload=upload.id)))
    return Page("\n\n".join(part for part in parts if part), in_rows(buttons))


_DELIMITERS = {";": "semicolon", ",": "comma", "tab": "tab"}


def _counts(report: Mapping[str, Any]) -> dict[str, int]:
    return {name: report[name] for name in ("added", "changed", "unchanged", "wrong", "notes")}


def _remarks(reader: Reader, report: Mapping[str, Any]) -> list[str]:
    parts = []
    for title, lines in (("accounts-wrong-lines", report["wrong_lines"]), ("accounts-notes", report["note_lines"])):
        if lines:
            shown = [f"• {remark_text(reader, *line)}" for line in lines[:SHOWN]]
            parts.append("\n".join((reader.text(title), *shown)))
    return parts


def remark_text(reader: Reader, line: int, key: str, params: Mapping[str, str | int]) -> str:
    """Say what is wrong with a line of a file."""
    short = {name: shorten(value, 60) if isinstance(value, str) else value for name, value in params.items()}
    return f"{reader.text('accounts-line', line=line)} {reader.text(key, **short)}"


async def contacts_page(reader: Reader, upload: Upload, page: int = 0) -> Page:  # noqa: ARG001 - there is one
    """Contacts from a phone, whatever has become of them."""
    if upload.state is UploadState.LOOKED_AT:
        seen = seen_cards(upload.result)
        shown = _one_card(reader, upload, seen[0]) if len(seen) == 1 else _many_cards(reader, upload, seen)
        return replace(shown, text="\n\n".join((shown.text, *_card_remarks(reader, upload.result))))
    if upload.state is UploadState.APPLYING:
        return Page(reader.text("contacts-applying"), _refresh(reader, upload))
    if upload.state is UploadState.DONE:
        return _added(reader, upload.result)
    return _ended(reader, upload)


def _card_remarks(reader: Reader, result: Mapping[str, Any]) -> list[str]:
    """Name the contacts that were lost, and those to look at."""
    parts = [reader.text("contacts-lost", count=result["lost"])] if result.get("lost") else []
    lines = []
    for number, name, key, params in result.get("remarks", ()):
        short = {what: shorten(value, 60) if isinstance(value, str) else value for what, value in params.items()}
        head = reader.text("card-remark", number=number, name=shorten(name, 40))
        lines.append(f"• {head} {reader.text(key, **short)}")
    if more := result.get("more_remarks"):
        lines.append(reader.text("contacts-more-remarks", count=more))
    if lines:
        parts.append("\n".join((reader.text("contacts-remarks"), *lines)))
    return parts


def looking_page(reader: Reader, name: str, percent: int) -> Page:
    """A file is being looked at."""
    return Page(reader.text("accounts-looking", name=name, percent=percent))


def _one_card(reader: Reader, upload: Upload, seen: SeenCard) -> Page:
    cancel = PageButton(reader.label("button-cancel-file"), CancelUpload(upload=upload.id))
    text = reader.text("contact-understood") + "\n\n" + _card_text(reader, seen.card)
    if seen.known_id:
        known = PageButton(reader.label("button-open-account"), AccountPage(account=seen.known_id))
        return Page(f"{text}\n\n{reader.text('contact-known', name=seen.known_name)}", in_rows((known, cancel)))
    if not seen.card.mbox:
        ask = PageButton(reader.label("button-give-address"), AskCardAddress(upload=upload.id))
        return Page(f"{text}\n\n{reader.text('contact-no-mbox')}", in_rows((ask, cancel)))
    add = PageButton(reader.label("button-add-contact"), ApplyUploadNow(upload=upload.id), style="primary")
    change = PageButton(reader.label("button-other-address"), AskCardAddress(upload=upload.id))
    return Page(f"{text}\n\n{reader.text('contact-add')}", in_rows((add, cancel, change)))


def ask_card_page(reader: Reader, upload: Upload) -> Page:
    """Ask for the address of a contact."""
    (seen,) = seen_cards(upload.result)
    cancel = PageButton(reader.label("button-cancel-file"), CancelUpload(upload=upload.id))
    text = _card_text(reader, seen.card) + "\n\n" + reader.text("contact-ask-mbox", name=seen.card.full_name)
    return Page(text, ((cancel,),))


def _card_text(reader: Reader, card: Card) -> str:
    fields = (
        ("account-field-mbox", card.mbox),
        ("account-field-phone", card.phone),
        ("account-field-title", card.title),
        ("account-field-department", card.department),
    )
    lines = [reader.text("account-head", name=card.full_name, archived="no")]
    lines += [
        reader.text("account-line", title=reader.label(key), value=value, code="no") for key, value in fields if value
    ]
    return "\n".join(lines)


def _many_cards(reader: Reader, upload: Upload, seen: Sequence[SeenCard]) -> Page:
    new = [item for item in seen if item.is_new]
    without = sum(not item.card.mbox for item in seen)
    known = len(seen) - len(new) - without
    lines = [f"• {_short_card(reader, item.card)}" for item in new[:SHOWN]]
    if len(new) > SHOWN:
        lines.append(reader.text("many-more", count=len(new) - SHOWN))
    text = reader.text("contacts-understood", count=len(seen), new=len(new), known=known, without=without)
    buttons = [PageButton(reader.label("button-cancel-file"), CancelUpload(upload=upload.id))]
    if new:
        label = reader.label("button-add-contacts", count=len(new))
        buttons.insert(0, PageButton(label, ApplyUploadNow(upload=upload.id), style="primary"))
    return Page("\n".join((text, *lines)), in_rows(buttons))


def _short_card(reader: Reader, card: Card) -> str:
    return reader.text("account", name=card.full_name, mbox=card.mbox)


def _added(reader: Reader, result: Mapping[str, Any]) -> Page:
    text = reader.text("contacts-added", count=result["count"], known=result["known"], without=result["without"])
    rows = tuple((PageButton(name, AccountPage(account=number)),) for number, name in result["added"])
    return Page(text, rows + _to_directory(reader))


def _ended(reader: Reader, upload: Upload) -> Page:
    if upload.state is UploadState.CANCELLED:
        return Page(reader.text("upload-cancelled", name=upload.name), _to_directory(reader))
    error, params = upload.result.get("error", "error-unknown"), upload.result.get("params", {})
    return Page(
        reader.text("accounts-failed", name=upload.name, reason=reader.label(error, **params)), _to_directory(reader)
    )


def _refresh(reader: Reader, upload: Upload) -> tuple[tuple[PageButton, ...], ...]:
    return ((PageButton(reader.label("button-refresh"), UploadPage(upload=upload.id)),),)


def _to_directory(reader: Reader) -> tuple[tuple[PageButton, ...], ...]:
    return ((PageButton(reader.label("button-to-accounts"), AccountsPage()),),)
