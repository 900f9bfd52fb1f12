"""A file that nobody takes, or that says nothing: what it is, and what to send instead."""

import pytest

from bot.files.config_pages import nothing_changes_page
from bot.files.uploads import TakeFile
from tests.domain.configuration.test_explain_scenario import reader


@pytest.mark.parametrize(
    ("name", "is_table"),
    [("люди.xlsx", True), ("люди.XLS", True), ("люди.ods", True), ("люди.pdf", False), ("xlsx", False), ("", False)],
)
def test_who_sends_a_table_is_told_how_it_becomes_a_list(name: str, is_table: bool) -> None:
    error = TakeFile({}).unknown(name)
    assert ("сохраните из Excel как CSV" in reader().text(error.key, **error.params)) is is_table


def test_an_empty_configuration_is_not_said_to_be_right() -> None:
    assert "верен, но менять нечего" in nothing_changes_page(reader(), "а.yaml", {}, empty=False).text
    page = nothing_changes_page(reader(), "а.yaml", {}, empty=True)
    assert "«а.yaml» пустой" in page.text
    assert page.rows
