"""Help beside a formula: functions by group, the names at hand, and what words find among both."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from bot.objects.addresses import DraftPage, FormulaNames, FunctionGroup, FunctionsPage, TryFormulaOn
from bot.objects.questions import FormulaHelpSearch
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.paging import last_page, turns
from bot.telegram.picking import found_turns
from bot.telegram.reader import Reader
from domain.editing.names_at_hand import NameAtHand
from domain.formulas import FunctionHelp, known_functions
from domain.formulas.finding_functions import find_functions, is_said
from domain.formulas.help import GROUPS

PAGE = 12
Item = TypeVar("Item", NameAtHand, FunctionHelp)


def help_buttons(reader: Reader, draft: int, token: str, *, tries: bool) -> list[PageButton]:
    """Return the ways from a formula to its help; `tries`: it can be tried on a record."""
    buttons = [
        PageButton(reader.label("button-functions"), FunctionsPage(draft=draft, token=token)),
        PageButton(reader.label("button-formula-names"), FormulaNames(draft=draft, token=token)),
    ]
    if tries:
        buttons.append(PageButton(reader.label("button-try-formula"), TryFormulaOn(draft=draft, token=token)))
    return buttons


def functions_page(reader: Reader, here: FunctionsPage) -> Page:
    """Draw the groups of functions."""
    known = known_functions()
    buttons = [
        PageButton(
            reader.label(
                "button-function-group",
                group=reader.label(f"function-group-{group}"),
                count=sum(item.group == group for item in known),
            ),
            FunctionGroup(draft=here.draft, token=here.token, group=number),
        )
        for number, group in enumerate(GROUPS)
    ]
    names = PageButton(reader.label("button-formula-names"), FormulaNames(draft=here.draft, token=here.token))
    return Page(reader.text("functions-head"), in_rows([*buttons, names, _to_formula(reader, here.draft, here.token)]))


def group_page(reader: Reader, here: FunctionGroup) -> Page:
    """Draw the functions of a group; each is copied by a press."""
    group = GROUPS[min(here.group, len(GROUPS) - 1)]
    shown, turning = _page_of(reader, [item for item in known_functions() if item.group == group], here)
    lines = [f"<b>{reader.text(f'function-group-{group}')}</b>", *function_lines(reader, shown)]
    ways = in_rows([_to_groups(reader, here.draft, here.token), _to_formula(reader, here.draft, here.token)])
    return Page("\n".join(lines), (*in_rows(map(_copied, shown)), *turning, *ways))


def names_page(reader: Reader, names: Sequence[NameAtHand], here: FormulaNames) -> Page:
    """Draw the names that a formula may use; each is copied by a press."""
    shown, turning = _page_of(reader, names, here)
    lines = [reader.text("formula-names-head", count=len(names)), *name_lines(reader, shown)]
    functions = PageButton(reader.label("button-functions"), FunctionsPage(draft=here.draft, token=here.token))
    ways = in_rows([functions, _to_formula(reader, here.draft, here.token)])
    return Page("\n".join(lines), (*in_rows(map(_copied, shown)), *turning, *ways))


def found_page(reader: Reader, names: Sequence[NameAtHand], asked: FormulaHelpSearch) -> Page:
    """Draw what the typed words have found among the names at hand and the functions."""
    functions = find_functions(asked.query, lambda item: _about(reader, item))
    near = [item for item in names if is_said(asked.query, f"{item.text} {_meaning(reader, item)}")]
    found: list[NameAtHand | FunctionHelp] = [*near, *functions]
    shown = found[asked.start : asked.start + PAGE]
    lines = [reader.text("formula-help-found" if found else "formula-help-nothing", query=asked.query)]
    lines += name_lines(reader, [item for item in shown if isinstance(item, NameAtHand)])
    lines += function_lines(reader, [item for item in shown if isinstance(item, FunctionHelp)])
    turning = found_turns(reader, asked, more=asked.start + PAGE < len(found), a_page=PAGE)
    ways = in_rows([_to_groups(reader, asked.draft, asked.token), _to_formula(reader, asked.draft, asked.token)])
    return Page("\n".join(lines), (*in_rows(map(_copied, shown)), *turning, *ways))


def function_lines(reader: Reader, functions: Iterable[FunctionHelp]) -> list[str]:
    """Return the functions with what each gives and an example, as HTML."""
    lines: list[str] = []
    for item in functions:
        signature = reader.texts.escape(item.signatures[0])
        lines.append(f"• <code>{signature}</code> — {reader.text(f'function-{item.name.lower()}')}")
        lines.append(f"    <code>{reader.texts.escape(item.example)}</code>")
    return lines


def name_lines(reader: Reader, names: Iterable[NameAtHand]) -> list[str]:
    """Return names with what each stands for, as HTML."""
    return [f"• <code>{reader.texts.escape(item.text)}</code>{_meaning(reader, item)}" for item in names]


def _meaning(reader: Reader, item: NameAtHand) -> str:
    words = ": ".join(filter(None, (reader.texts.escape(item.title), _field(reader, item))))
    kind = reader.text("formula-kind", kind=item.kind, many="yes" if item.multiple else "no") if item.kind else ""
    if item.text.startswith("db->"):
        kind = reader.text("formula-kind-records")
    elif not item.kind:
        kind = reader.text("formula-kind-variable")
    return f" — {words} ({kind})" if words else f" — {kind}"


def _field(reader: Reader, item: NameAtHand) -> str:
    if not item.field:
        return ""
    key = f"account-field-{'full-name' if item.field == 'fullName' else item.field}"
    if "->" in item.text:
        own = reader.text("formula-name", name="creator") if item.text.startswith("$_creator->") else ""
        return ": ".join(filter(None, (own, reader.text(key))))
    return reader.text("formula-name", name=item.field.lstrip("_"))


def _about(reader: Reader, item: FunctionHelp) -> str:
    return f"{reader.label(f'function-{item.name.lower()}')} {reader.label(f'function-group-{item.group}')}"


def _page_of(
    reader: Reader, items: Sequence[Item], here: FunctionGroup | FormulaNames
) -> tuple[Sequence[Item], tuple[tuple[PageButton, ...], ...]]:
    """Return the items of a page, or of the last one there is, with the row that turns it."""
    start = last_page(here.start // PAGE, len(items), PAGE) * PAGE
    more = start + PAGE < len(items)
    turning = turns(reader, here.model_copy(update={"start": start}), by="start", step=PAGE, more=more)
    return items[start : start + PAGE], turning


def _copied(item: NameAtHand | FunctionHelp) -> PageButton:
    if isinstance(item, NameAtHand):
        return PageButton(item.text, copy_text=item.text)
    return PageButton(item.name, copy_text=f"{item.name}(")


def _to_groups(reader: Reader, draft: int, token: str) -> PageButton:
    return PageButton(reader.label("button-function-groups"), FunctionsPage(draft=draft, token=token))


def _to_formula(reader: Reader, draft: int, token: str) -> PageButton:
    return PageButton(reader.label("button-back-to-formula"), DraftPage(draft=draft, token=token))
