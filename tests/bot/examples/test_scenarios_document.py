"""docs/scenarios.md says what the code does."""

from bot.examples.catalogue import EXAMPLES
from docs.make_pictures import IMAGES
from docs.make_scenarios import DOCUMENT, document


def test_the_document_lists_what_there_is() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document(), "python -m docs.make_scenarios writes it anew"
    assert all((IMAGES / f"scenario-{name}.png").is_file() for name in EXAMPLES)
