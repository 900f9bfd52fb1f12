"""Parts of a draft as pages: lists, variables and how their values are made, orders; moving and removing."""

from collections.abc import Sequence
from typing import TypeVar

from bot.objects.addresses import AddPart, DraftPage, MoveName, MovePart, TakeChoice
from bot.objects.editing_words import (
    crumbs,
    hint_of,
    kind_about,
    kind_label,
    part_name,
    ready_label,
    twin_lines,
    ways_back,
)
from bot.objects.field_values import made_from
from bot.telegram.page import Page, PageButton, in_rows, shorten
from bot.telegram.paging import last_page, turns
from bot.telegram.reader import Reader
from domain.editing.choices import kinds_of_actions, variable_names
from domain.editing.editing import Editing
from domain.editing.field_types import Type
from domain.editing.nodes import TOKEN, Node, inside
from domain.editing.ready import ready_values
from domain.editing.rearranging import MOVES, actions_inside, own_names, possible
from domain.editing.typed_parts import takes_lines
from domain.editing.variables import READY
from domain.twins import TitledPart, titles_apart

Item = TypeVar("Item")
MOST_NAMED = 10
"""How many actions are named that go with the one that holds them."""

PAGE = 10
"""How many parts of a list a page has."""


def kinds_page(reader: Reader, editing: Editing) -> Page:
    """Ask which kind of action is added."""
    address = AddPart(draft=editing.draft.id, revision=editing.draft.revision, token=editing.here.token)
    buttons = [
        PageButton(kind_label(reader, kind), address.model_copy(update={"kind": number}))
        for number, kind in enumerate(kinds_of_actions(), 1)
    ]
    lines = [crumbs(reader, editing), reader.text("ask-which-action")]
    lines += [f"<b>{kind_label(reader, kind)}</b> — {kind_about(reader, kind)}" for kind in kinds_of_actions()]
    ways = ways_back(reader, editing, editing.here.token)
    return Page("\n".join(lines), in_rows([*buttons, *ways]), wants_press=True)


def parts_page(reader: Reader, editing: Editing, page: int) -> Page:
    """Draw a list, ten at a time: each part leads to its own page."""
    here, draft = editing.here, editing.draft
    parts = list(inside(here))
    shown, turning = _ten_of(reader, editing, parts, page)
    titles = editing.office.titles
    called = titles_apart((item for item in map(_written, parts) if item.title), short=True)
    buttons = [
        PageButton(
            called.get(_written(part).system_name) or part_name(reader, part, titles),
            DraftPage(draft=draft.id, token=part.token),
        )
        for part in shown
    ]
    lines = [crumbs(reader, editing), *twin_lines(reader, editing), hint_of(reader, editing)]
    if not parts:
        lines.append(reader.text("parts-empty"))
    if takes_lines(here):
        lines.append(reader.text("expects-lines-of-parts"))
    add = AddPart(draft=draft.id, revision=draft.revision, token=here.token)
    ways = [PageButton(reader.label("button-add"), add, style="primary")]
    ways += ways_back(reader, editing, here.token[:-TOKEN])
    return Page("\n".join(line for line in lines if line), (*in_rows(buttons), *turning, *in_rows(ways)))


def _written(part: Node) -> TitledPart:
    return TitledPart.of(part.data)


def variables_page(reader: Reader, editing: Editing) -> Page:
    """Draw the variables of a set, and offer names that a new one is likely to have."""
    here, draft = editing.here, editing.draft
    lines = [crumbs(reader, editing), hint_of(reader, editing)]
    buttons = []
    for variable in inside(here):
        if variable.type is not Type.VALUE:
            continue
        words = made_from({variable.path[-1]: variable.data}, editing.office)
        lines.append(f"• <code>{reader.texts.escape(shorten(words, 300))}</code>")
        buttons.append(PageButton(str(variable.path[-1]), DraftPage(draft=draft.id, token=variable.token)))
    lines.append(reader.text("expects-variable"))
    names = variable_names(editing.chain, editing.office)
    rows = list(in_rows(buttons))
    rows += in_rows(
        PageButton(
            reader.label("button-add-named", name=name),
            TakeChoice(draft=draft.id, revision=draft.revision, token=here.token, choice=number),
        )
        for number, name in enumerate(names)
    )
    if here.is_variable:
        rows += in_rows([remove_button(reader, editing)])
    rows += in_rows(ways_back(reader, editing, here.token[:-TOKEN]))
    return Page("\n".join(line for line in lines if line), tuple(rows))


def value_page(reader: Reader, editing: Editing) -> Page:
    """Ask what a value is made from."""
    here, draft = editing.here, editing.draft
    lines = [crumbs(reader, editing), reader.text("expects-value")]
    if here.data:
        lines.append(reader.text("value-now", value=made_from(here.data, editing.office)))
    address = TakeChoice(draft=draft.id, revision=draft.revision, token=here.token, choice=READY)
    ready = ready_values(draft, editing.chain, editing.office)
    buttons = [
        PageButton(ready_label(reader, item), address.model_copy(update={"choice": READY + number}), typed=False)
        for number, item in enumerate(ready)
    ]
    for leaf in inside(here):
        if leaf.type is Type.VALUE:
            continue
        buttons.append(
            PageButton(reader.label(f"button-from-{leaf.path[-1]}"), DraftPage(draft=draft.id, token=leaf.token))
        )
    rows = list(in_rows(buttons))
    if here.is_variable and not here.data:
        names = variable_names(editing.chain, editing.office)
        rows += in_rows(
            PageButton(
                reader.label("button-nest-named", name=name),
                TakeChoice(draft=draft.id, revision=draft.revision, token=here.token, choice=number),
            )
            for number, name in enumerate(names[:2])
        )
    if here.is_variable:
        rows += in_rows([remove_button(reader, editing)])
    rows += in_rows(ways_back(reader, editing, here.token[:-TOKEN]))
    return Page("\n".join(lines), tuple(rows))


def order_page(reader: Reader, editing: Editing, page: int) -> Page:
    """Draw an order of an object's own parts, ten at a time: each can go up and down, out and in again."""
    here, draft = editing.here, editing.draft
    names = own_names(draft.document)
    order = [name for name in map(str, here.data if here.data is not None else names) if name in names]
    out = [name for name in names if name not in order]
    shown, turning = _ten_of(reader, editing, [*order, *out], page)
    lines = [crumbs(reader, editing), hint_of(reader, editing)]
    rows: list[tuple[PageButton, ...]] = []

    def button(label: str, name: str, act: int) -> PageButton:
        address = MoveName(
            draft=draft.id, revision=draft.revision, token=here.token, name=list(names).index(name), act=act
        )
        return PageButton(label, address)

    for name in shown:
        if name in out:
            rows.append((button(f"+ {shorten(names[name], 28)}", name, 3),))
            continue
        number = f"{order.index(name) + 1}."
        lines.append(f"{number} {reader.texts.escape(names[name])}")
        if name != order[0]:
            short = shorten(f"{number} {names[name]}", 14)
            rows.append((button(f"↑ {short}", name, 0), button(f"✕ {short}", name, 2)))
        else:
            rows.append((button(f"✕ {shorten(f'{number} {names[name]}', 28)}", name, 2),))
    rows += [*turning, *in_rows(ways_back(reader, editing, here.token[:-TOKEN]))]
    return Page("\n".join(line for line in lines if line), tuple(rows))


def page_of_name(editing: Editing, order: Sequence[str], name: int) -> int:
    """Return on which page of an order a name is, by its number; one that left the order is behind the others."""
    moved = list(own_names(editing.draft.document))[name]
    return (order.index(moved) if moved in order else 0) // PAGE


def _ten_of(
    reader: Reader, editing: Editing, items: Sequence[Item], page: int
) -> tuple[Sequence[Item], tuple[tuple[PageButton, ...], ...]]:
    """Return the items of one page of a list, and the row that turns it; a page that is gone is the last one."""
    page = last_page(page, len(items), PAGE)
    here = DraftPage(draft=editing.draft.id, token=editing.here.token, more=page)
    turning = turns(reader, here, by="more", more=(page + 1) * PAGE < len(items))
    return items[page * PAGE : (page + 1) * PAGE], turning


def remove_button(reader: Reader, editing: Editing) -> PageButton:
    """Return the button that removes what the page shows."""
    draft = editing.draft
    address = MovePart(draft=draft.id, revision=draft.revision, token=editing.here.token, move=MOVES.index("remove"))
    return PageButton(reader.label("button-move-remove"), address)


def another_button(reader: Reader, editing: Editing) -> PageButton:
    """Return what adds one more part behind the last of those that the page's part is among."""
    draft, here = editing.draft, editing.here
    address = AddPart(draft=draft.id, revision=draft.revision, token=here.token[:-TOKEN])
    return PageButton(reader.label("button-add-another"), address, style="primary")


def move_buttons(reader: Reader, editing: Editing) -> list[PageButton]:
    """Return what can be done with the part that the page shows."""
    draft, token = editing.draft, editing.here.token
    return [
        PageButton(
            reader.label(f"button-move-{move}"),
            MovePart(draft=draft.id, revision=draft.revision, token=token, move=MOVES.index(move)),
        )
        for move in possible(editing.chain)
    ]


def remove_part_page(reader: Reader, editing: Editing, address: MovePart) -> Page:
    """Ask before a part is removed."""
    buttons = (
        PageButton(reader.label("button-delete-yes"), address.model_copy(update={"sure": 1}), style="danger"),
        PageButton(reader.label("button-no-back"), DraftPage(draft=editing.draft.id, token=editing.here.token)),
    )
    titles = editing.office.titles
    lines = [crumbs(reader, editing), reader.text("ask-remove-part", name=part_name(reader, editing.here, titles))]
    inner = actions_inside(editing.here)
    if inner:
        lines.append(reader.text("ask-remove-inside", count=len(inner)))
        lines += [f"• {reader.texts.escape(part_name(reader, item, titles))}" for item in inner[:MOST_NAMED]]
    if len(inner) > MOST_NAMED:
        lines.append(reader.text("many-more", count=len(inner) - MOST_NAMED))
    return Page("\n".join(lines), in_rows(buttons))
