"""The ready examples, each played by a person of the sandbox from the choice of a template to the letters."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.demo.play import Played, act_out, answer, compose
from bot.demo.sample import ADDRESS, ASKED, BUTTON, SUBJECT
from bot.demo.scene import PATIENCE, Scene
from sandbox import Letter


@dataclass(frozen=True, slots=True)
class ExamplePlay:
    """What a person does, and the letters that arrive by it: whom each goes to, and its subject."""

    act: Callable[[Scene], Awaitable[None]]
    letters: tuple[tuple[tuple[str, ...], str], ...]


async def play_example(name: str, scene: Scene) -> Played:
    """Play an example of the catalogue, which is applied already."""
    chosen = PLAYS[name]

    async def act(scene: Scene) -> None:
        await chosen.act(scene)
        await scene.sandbox.mailbox.wait_for(len(chosen.letters), timeout=PATIENCE)

    def differences(letters: list[Letter]) -> list[str]:
        expected, found = sorted(chosen.letters), sorted((tuple(one.rcpt_to), one.subject) for one in letters)
        return (
            [] if expected == found else [scene.texts("demo-other-letters", found=str(found), expected=str(expected))]
        )

    return await act_out(scene, act, len(chosen.letters), scene.texts("demo-promise-example"), differences)


async def _begin(scene: Scene, template: str, question: str) -> None:
    await scene.type("/new", template, in_buttons=True)
    await scene.press(template)
    await scene.sees(question)


async def _press(scene: Scene, button: str) -> None:
    await scene.sees(button, in_buttons=True)
    await scene.press(button)
    await scene.sees(scene.texts("status", status="sent"))


async def _recipe(scene: Scene) -> None:
    await compose(scene)
    await _press(scene, BUTTON)


async def _order(scene: Scene) -> None:
    await _begin(scene, "Заказ", "Что заказать")
    await scene.type("Два монитора", "Сумма")
    await scene.type("120 000", "Зачем")
    await scene.type("Для новых сотрудников", "Кому отправить")
    await scene.type("иванова", "Иванова Анна Сергеевна", in_buttons=True)
    await scene.press("Иванова Анна Сергеевна")
    await _press(scene, "Отправить заказ")


async def _digest(scene: Scene) -> None:
    await _begin(scene, "Уведомления", ASKED[0])
    await answer(scene)
    await _press(scene, BUTTON)
    await _begin(scene, "Сводка", "Кому")
    await scene.type("иванова", "Иванова Анна Сергеевна", in_buttons=True)
    await scene.press("Иванова Анна Сергеевна")
    await _press(scene, "Отправить сводку")


LAWYER = "ivanova@firma.local"
PLAYS = {
    "recipe": ExamplePlay(_recipe, (((ADDRESS,), SUBJECT),)),
    "order": ExamplePlay(_order, (((LAWYER, ADDRESS), "Заказ: Два монитора"),)),
    "digest": ExamplePlay(_digest, (((ADDRESS,), SUBJECT), ((LAWYER,), "Сводка уведомлений: 1"))),
}
