"""A change of the configuration that was taken back is not remembered, though it was read while it was there."""

import asyncio
from pathlib import Path

import pytest

from bot.files.config_file import recipe_file
from domain.configuration.apply_configuration import ApplyConfiguration
from storage.repositories.configuration import ConfigurationRepository
from storage.secrets import SecretBox
from storage.transactions import atomically
from tests.databases import opened


class TakenBack(Exception):
    """The disk is full at the commit."""


async def in_a_context_of_its_own(work: object) -> None:
    """Do it as a handler does: what it has set says nothing about what comes later."""
    await asyncio.get_running_loop().create_task(work)


async def test_what_was_read_inside_of_a_change_is_forgotten_with_it(tmp_path: Path) -> None:
    async with opened(tmp_path / "gonets.db"):
        configured = ConfigurationRepository(SecretBox("a key of the tests"))
        await in_a_context_of_its_own(ApplyConfiguration(configured, atomically)(recipe_file()))
        (scenario,) = await configured.scenarios()

        async def rename(title: str, *, is_kept: bool) -> None:
            async def work() -> None:
                await configured.save_scenario(scenario.document.model_copy(update={"title": title}))
                (seen,) = await configured.scenarios()
                assert seen.document.title == title
                if not is_kept:
                    raise TakenBack

            await atomically(work)

        with pytest.raises(TakenBack):
            await in_a_context_of_its_own(rename("Не бывать", is_kept=False))
        await in_a_context_of_its_own(rename("Новое", is_kept=True))
        (now,) = await configured.scenarios()
        assert (now.document.title, now.revision) == ("Новое", scenario.revision + 1)
