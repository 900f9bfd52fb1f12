"""The ready examples as pages: what there is, and what one does."""

from bot.examples.addresses import ExamplePage, ExamplesPage, LookAtExample
from bot.examples.catalogue import EXAMPLES
from bot.first_steps.addresses import AdminPage
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.reader import Reader


def examples_page(reader: Reader) -> Page:
    """Offer them."""
    lines = [reader.text("examples"), ""]
    buttons = []
    for number, name in enumerate(EXAMPLES):
        title = reader.label("example-title", name=name)
        lines.append(f"{number + 1}. <b>{reader.texts.escape(title)}</b>")
        buttons.append(PageButton(title, ExamplePage(example=number), number=number + 1))
    buttons.append(PageButton(reader.label("button-to-admin"), AdminPage()))
    return Page("\n".join(lines), in_rows(buttons))


def example_page(reader: Reader, here: ExamplePage) -> Page:
    """Say what an example does, and offer to look at what it would change."""
    name = EXAMPLES[here.example]
    title = reader.texts.escape(reader.label("example-title", name=name))
    look = PageButton(reader.label("button-look-at-example"), LookAtExample(example=here.example), style="primary")
    back = PageButton(reader.label("button-examples"), ExamplesPage())
    return Page(f"<b>{title}</b>\n\n{reader.text('example-about', name=name)}", in_rows([look, back]))
