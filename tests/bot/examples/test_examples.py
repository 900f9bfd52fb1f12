"""The ready examples: each is complete, offered, applied as it was looked at, and played to its letters."""

from pathlib import Path

import pytest

from bot.demo.example_plays import play_of
from bot.examples.catalogue import CONNECTION, EXAMPLES, example_text, fitted
from bot.files.config_file import read_configuration, recipe_file
from bot.texts import LANGUAGES, load_texts
from domain.configuration.apply_configuration import ApplyConfiguration
from storage.repositories.configuration import ConfigurationRepository
from storage.secrets import SecretBox
from storage.transactions import atomically
from tests.bot.cli.conftest import Gonets
from tests.databases import opened
from tests.e2e.conftest import Product

ROOT = Path(__file__).parents[3]


def test_each_example_is_a_file_a_play_and_a_few_words() -> None:
    for folder in ("examples", "bot/demo/plays"):
        assert {path.stem for path in (ROOT / folder).glob("*.yaml")} == set(EXAMPLES)
    for language in LANGUAGES:
        texts = load_texts(language)
        titles = [texts("example-title", name=name) for name in EXAMPLES]
        about = [texts("example-about", name=name) for name in EXAMPLES]
        helped = [texts(f"demo-example-{name}") for name in EXAMPLES]
        assert len(set(titles)) == len(set(about)) == len(set(helped)) == len(EXAMPLES)
        assert all(line in texts("details-demo") for line in helped)


@pytest.mark.parametrize("name", EXAMPLES)
async def test_an_example_goes_by_the_connection_that_there_is(name: str, tmp_path: Path) -> None:
    async with opened(tmp_path / "gonets.db"):
        configured = ConfigurationRepository(SecretBox("a key of sixteen characters"))
        apply = ApplyConfiguration(configured, atomically)
        recipe = read_configuration(fitted(example_text("recipe"), []).replace(CONNECTION, "pochta"), {})
        await apply(recipe.file)
        read = read_configuration(fitted(example_text(name), ["pochta"]), {})
        assert (read.mistakes, read.file.connections) == ([], [])
        await apply(read.file)
        assert {item.document.connection for item in await configured.routes()} == {"pochta"}
        assert (await configured.connections())[0].document.host == recipe_file().connections[0].host


def test_where_there_is_no_connection_an_example_is_taken_as_it_stands() -> None:
    assert all(fitted(example_text(name), []) == example_text(name) for name in EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_played_to_its_letters(gonets: Gonets, name: str) -> None:
    said = gonets("demo", "--once", "--example", name)
    assert said.status == 0, said.out
    assert said.out.splitlines()[-1] == "✓ " + load_texts("ru")("demo-promise-example")
    assert said.out.count("Message-ID:") == len(play_of(name).letters)


def test_a_mistyped_example_is_answered_with_the_nearest(gonets: Gonets) -> None:
    said = gonets("demo", "--once", "--example", "ordr")
    assert said.status == 2
    assert "примера «ordr» нет, похоже на order." in said.err


async def test_an_administrator_chooses_an_example_looks_at_it_and_applies_it(product: Product) -> None:
    admin = product.admin
    await admin.send("/admin")
    await admin.press("Готовые примеры")
    await admin.wait_for_text("Готовые шаблоны со сценариями")
    await admin.press("Заказ с копией руководителю")
    await admin.wait_for_text("от 100 000 рублей")
    await admin.press("Посмотреть, что изменится")
    looked_at = await admin.wait_for_text("Пока ничего не применено")
    assert "Шаблон записи «Заказ»" in looked_at.text
    before = await product.configuration.connections()
    await admin.press("Применить")
    await admin.wait_for_text("применён")
    assert "Zakaz" in {item.document.system_name for item in await product.configuration.templates()}
    assert await product.configuration.connections() == before
    await admin.send("/new")
    await admin.wait_for(lambda chat: "Заказ" in chat.last.labels)
