"""What was kept, and where it could go, as pages."""

from collections.abc import Sequence

from bot.cards.addresses import CardPage
from bot.composing.addresses import AddKept, DropKept, KeptPage, NewFromKept, ReplaceWithKept
from bot.telegram.page import Page, PageButton, clip, in_rows, shorten
from bot.telegram.reader import Reader
from domain.records.kept import Bundle
from domain.records.put_message import Choices
from domain.records.template import StoredTemplate
from domain.twins import names_apart

LONGEST_TEXT = 600
LONGEST_ABOUT = 12
"""How much of a draft's subject a button may say."""
MOST_FILES = 10


def offer_page(reader: Reader, bundle: Bundle, choices: Choices, about: str) -> Page:
    """Say what was kept, and offer it a place; `about` says which draft there is."""
    lines = [reader.text("kept-offer"), *bundle_lines(reader, bundle)]
    buttons = []
    if choices.draft is not None:
        record = choices.draft.id
        short = shorten(about, LONGEST_ABOUT)
        lines.append(reader.text("kept-draft", about=shorten(about, 80)))
        if choices.text:
            label = reader.label("button-add-to-text", about=short)
            buttons.append(PageButton(label, AddKept(record=record, bundle=bundle.id), style="primary"))
        elif choices.files:
            label = reader.label("button-attach-to", about=short)
            buttons.append(PageButton(label, AddKept(record=record, bundle=bundle.id), style="primary"))
        if choices.replaces:
            replace = ReplaceWithKept(record=record, bundle=bundle.id)
            buttons.append(PageButton(reader.label("button-replace-text"), replace))
        if bundle.files and not choices.files:
            lines.append(reader.text("kept-no-room"))
    buttons.append(PageButton(reader.label("button-new-from-this"), NewFromKept(bundle=bundle.id)))
    if choices.draft is not None:
        buttons.append(PageButton(reader.label("button-back-to-card"), CardPage(record=choices.draft.id)))
    buttons.append(PageButton(reader.label("button-drop-kept"), DropKept(bundle=bundle.id)))
    return Page("\n".join(lines), in_rows(buttons))


def bundle_lines(reader: Reader, bundle: Bundle) -> list[str]:
    """Say what a bundle holds: the beginning of its words, its files by name."""
    lines = []
    if bundle.text is not None:
        lines.append(f"<blockquote>{reader.texts.escape(clip(bundle.text.text.strip(), LONGEST_TEXT))}</blockquote>")
    lines += [
        reader.text("file", name=piece.file.name, kilobytes=-(-piece.file.size // 1024))
        for piece in bundle.files[:MOST_FILES]
        if piece.file is not None
    ]
    if len(bundle.files) > MOST_FILES:
        lines.append(reader.text("kept-more-files", count=len(bundle.files) - MOST_FILES))
    return lines


def new_from_page(reader: Reader, bundle: Bundle, templates: Sequence[StoredTemplate]) -> Page:
    """Ask of which kind the notification is to be."""
    names = names_apart((item.document for item in templates), short=True)
    buttons = [
        PageButton(name, NewFromKept(bundle=bundle.id, template=item.id))
        for name, item in zip(names, templates, strict=True)
    ]
    buttons.append(PageButton(reader.label("button-back"), KeptPage(bundle=bundle.id)))
    return Page(reader.text("choose-template"), in_rows(buttons), wants_press=True)


def drop_page(reader: Reader, bundle: Bundle) -> Page:
    """Ask before something is thrown away."""
    buttons = (
        PageButton(reader.label("button-delete-yes"), DropKept(bundle=bundle.id, sure=1), style="danger"),
        PageButton(reader.label("button-no-back"), KeptPage(bundle=bundle.id)),
    )
    return Page("\n".join([reader.text("ask-drop-kept"), *bundle_lines(reader, bundle)]), in_rows(buttons))
