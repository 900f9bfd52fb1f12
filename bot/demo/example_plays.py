"""The ready examples, each played by a person of the sandbox from the choice of a template to the letters.

A play is a file: what is written or pressed, what is seen then, and the letters that arrive by it.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from bot.demo.play import Played, act_out
from bot.demo.scene import PATIENCE, Scene
from sandbox import Letter

Addressed = tuple[tuple[str, ...], str]
"""Whom a letter goes to, and its subject."""


@dataclass(frozen=True, slots=True)
class ExamplePlay:
    """What a person does, and the letters that arrive by it."""

    steps: tuple[dict[str, Any], ...]
    letters: tuple[Addressed, ...]


@cache
def play_of(name: str) -> ExamplePlay:
    """Read the play of an example."""
    data = yaml.safe_load(files("bot").joinpath(f"demo/plays/{name}.yaml").read_text(encoding="utf-8"))
    return ExamplePlay(tuple(data["steps"]), tuple((tuple(one["to"]), one["subject"]) for one in data["letters"]))


async def play_example(name: str, scene: Scene) -> Played:
    """Play an example of the catalogue, which is applied already."""
    play = play_of(name)

    async def act(scene: Scene) -> None:
        for step in play.steps:
            await take(scene, **step)
        await scene.sandbox.mailbox.wait_for(len(play.letters), timeout=PATIENCE)

    def differences(letters: list[Letter]) -> list[str]:
        found, expected = sorted((tuple(one.rcpt_to), one.subject) for one in letters), sorted(play.letters)
        if found == expected:
            return []
        return [scene.texts("demo-other-letters", found=str(found), expected=str(expected))]

    return await act_out(scene, act, len(play.letters), scene.texts("demo-promise-example"), differences)


async def take(
    scene: Scene, *, write: str = "", press: str = "", sees: str = "", status: str = "", on_button: bool = False
) -> None:
    """Take a step: write or press, and wait for what is seen then, a card's status or other words."""
    if write:
        await scene.write(write)
    else:
        await scene.press(press)
    await scene.sees(scene.texts("status", status=status) if status else sees, in_buttons=on_button)
