"""The recipe's test, played by a person of the sandbox: compose, press, and the letter is there."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.demo.sample import ADDRESS, ASKED, BUTTON, RECIPIENT, SUBJECT, TEXT, TYPED
from bot.demo.scene import PATIENCE, Scene
from bot.texts import Texts
from sandbox import Letter


@dataclass(frozen=True, slots=True)
class Played:
    """What the play came to: what was kept of the promise, or what went otherwise."""

    promise: str
    problems: tuple[str, ...]

    @property
    def succeeded(self) -> bool:
        """Whether everything went as it should."""
        return not self.problems


async def play(scene: Scene) -> Played:
    """Play the recipe's test."""

    async def act(scene: Scene) -> None:
        await compose(scene)
        await scene.press(BUTTON)
        await scene.sandbox.mailbox.wait_for(1, timeout=PATIENCE)
        await scene.sees(scene.texts("status", status="sent"))

    return await act_out(scene, act, 1, scene.texts("demo-promise"))


async def compose(scene: Scene) -> int:
    """Compose up to the card, as a person does; return the card's number."""
    recipient, subject, text = ASKED
    await scene.type("/new", recipient)
    await scene.type(TYPED, scene.texts("demo-sees-found"))
    await scene.press(RECIPIENT)
    await scene.sees(subject)
    await scene.type(SUBJECT, text)
    await scene.type(TEXT, BUTTON, in_buttons=True)
    return scene.user.last.id


async def act_out(
    scene: Scene,
    act: Callable[[Scene], Awaitable[None]],
    letters: int,
    promise: str,
    differences: Callable[[list[Letter]], list[str]] | None = None,
) -> Played:
    """Play to the end, print what the mail server has got, and say what is not as promised.

    `differences` says it of the letters; the recipe's are compared with what was typed.
    """
    try:
        await act(scene)
    except AssertionError as error:
        return Played(promise, (str(error),))
    arrived = scene.sandbox.mailbox.letters
    for letter in arrived:
        _print_letter(letter, scene)
    if differences is None:
        problems = [problem for letter in arrived for problem in _differences(letter, scene.texts)]
    else:
        problems = differences(arrived)
    if len(arrived) != letters:
        problems.append(scene.texts("demo-letters", arrived=len(arrived), expected=letters))
    problems += [scene.texts("demo-violation", violation=str(found)) for found in scene.sandbox.violations]
    return Played(promise, tuple(problems))


def _print_letter(letter: Letter, scene: Scene) -> None:
    say = scene.say
    say("  " + scene.texts("demo-letter"))
    say("")
    message = letter.message
    for name in ("From", "To", "Subject", "Date", "Message-ID"):
        say(f"      {name}: {message[name]}")
    say("")
    for line in letter.text.splitlines():
        say(f"      {line}".rstrip())
    say("")


def _differences(letter: Letter, texts: Texts) -> list[str]:
    problems = []
    if letter.subject != SUBJECT:
        problems.append(texts("demo-other-subject", found=repr(letter.subject)))
    if letter.text.rstrip("\n") != TEXT:
        problems.append(texts("demo-other-text", found=repr(letter.text)))
    if letter.rcpt_to != [ADDRESS]:
        problems.append(texts("demo-other-recipient", found=repr(letter.rcpt_to)))
    return problems
