"""Where no template is switched on, an administrator is led on, and a member of staff is told whom to ask."""

from dataclasses import replace

from bot.composing.new import choose_template_page
from bot.first_steps.start import Missing
from domain.people import Role
from tests.domain.configuration.test_explain_scenario import reader


def labels(role: Role, missing: Missing) -> list[str]:
    one = reader()
    page = choose_template_page(replace(one, person=replace(one.person, role=role)), [], missing, {})
    return [button.label for row in page.rows for button in row]


def test_an_administrator_gets_the_ways_to_a_first_template() -> None:
    assert labels(Role.ADMIN, Missing(templates=True)) == ["📚 Готовые примеры", "🚀 Первые шаги", "Назад"]
    assert labels(Role.ADMIN, Missing()) == ["Назад"]


def test_staff_get_only_the_way_back() -> None:
    assert labels(Role.STAFF, Missing(templates=True)) == ["Назад"]
