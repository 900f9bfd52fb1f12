"""Help with formulas: the functions in words."""

from collections.abc import Iterable

from bot.objects.addresses import DraftPage, FunctionsPage
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.paging import turns
from bot.telegram.reader import Reader
from domain.formulas import FunctionHelp, known_functions

PAGE = 20


def functions_page(reader: Reader, here: FunctionsPage) -> Page:
    """Draw a page of the functions that there are: each is copied by a press; and the way back to the formula."""
    known = known_functions()
    start = min(here.start, max(0, (len(known) - 1) // PAGE * PAGE))
    more = start + PAGE < len(known)
    rows = turns(reader, here.model_copy(update={"start": start}), by="start", step=PAGE, more=more)
    back = PageButton(reader.label("button-back"), DraftPage(draft=here.draft, token=here.token))
    lines = [reader.text("functions-head"), *function_lines(reader, known[start : start + PAGE])]
    copied = [PageButton(item.name, copy_text=f"{item.name}(") for item in known[start : start + PAGE]]
    return Page("\n".join(lines), (*in_rows(copied), *rows, *in_rows([back])))


def function_lines(reader: Reader, functions: Iterable[FunctionHelp]) -> list[str]:
    """Return the functions with what each gives, group by group, as HTML."""
    lines: list[str] = []
    group = ""
    for item in functions:
        if item.group != group:
            group = item.group
            lines.append(f"<b>{reader.text(f'function-group-{group}')}</b>")
        signature = reader.texts.escape(item.signatures[0])
        lines.append(f"<code>{signature}</code> — {reader.text(f'function-{item.name.lower()}')}")
        lines.append(f"   <code>{reader.texts.escape(item.example)}</code>")
    return lines
