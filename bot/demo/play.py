"""The recipe's test, played by a person of the sandbox: compose, press, and the letter is there."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.demo.scene import PATIENCE, Scene
from sandbox import Letter, Sandbox, User

RECIPIENT = "Иванов Иван Петрович"
ADDRESS = "ivanov@firma.local"
SUBJECT = "Совещание переносится на 15:00"
TEXT = "Коллеги, добрый день!\n\nСовещание по договору переносится на 15:00, переговорная 4.\nПодтвердите, пожалуйста."
BUTTON = "Отправить уведомление"


@dataclass(frozen=True, slots=True)
class Played:
    """What the play came to: what was kept of the promise, or what went otherwise."""

    promise: str
    problems: tuple[str, ...]

    @property
    def succeeded(self) -> bool:
        """Whether everything went as it should."""
        return not self.problems


async def play(sandbox: Sandbox, user: User, say: Callable[[str], None]) -> Played:
    """Play the recipe's test; the conversation and the letter are printed by `say`."""

    async def act(scene: Scene) -> None:
        await compose(scene)
        await scene.press(BUTTON)
        await sandbox.mailbox.wait_for(1, timeout=PATIENCE)
        await scene.sees("Отправлено")

    return await act_out(Scene(sandbox, user, say), act, 1, "Письмо пришло таким, каким его написали.")


async def compose(scene: Scene) -> int:
    """Compose up to the card, as a person does; return the card's number."""
    await scene.type("/new", "Получатель")
    await scene.type("иван", "Нашлись")
    await scene.press(RECIPIENT)
    await scene.sees("Тема уведомления (")
    await scene.type(SUBJECT, "Текст уведомления")
    await scene.type(TEXT, BUTTON, in_buttons=True)
    return scene.user.last.id


async def act_out(scene: Scene, act: Callable[[Scene], Awaitable[None]], letters: int, promise: str) -> Played:
    """Play to the end, print what the mail server has got, and say what is not as promised."""
    try:
        await act(scene)
    except AssertionError as error:
        return Played(promise, (str(error),))
    arrived = scene.sandbox.mailbox.letters
    for letter in arrived:
        _print_letter(letter, scene.say)
    problems = [problem for letter in arrived for problem in _differences(letter)]
    if len(arrived) != letters:
        problems.append(f"писем пришло {len(arrived)}, а должно было прийти {letters}")
    problems += [f"нарушение Bot API: {violation}" for violation in scene.sandbox.violations]
    return Played(promise, tuple(problems))


def _print_letter(letter: Letter, say: Callable[[str], None]) -> None:
    say("  Письмо, как его получил почтовый сервер:")
    say("")
    message = letter.message
    for name in ("From", "To", "Subject", "Date", "Message-ID"):
        say(f"      {name}: {message[name]}")
    say("")
    for line in letter.text.splitlines():
        say(f"      {line}".rstrip())
    say("")


def _differences(letter: Letter) -> list[str]:
    problems = []
    if letter.subject != SUBJECT:
        problems.append(f"тема письма другая: {letter.subject!r}")
    if letter.text.rstrip("\n") != TEXT:
        problems.append(f"текст письма другой: {letter.text!r}")
    if letter.rcpt_to != [ADDRESS]:
        problems.append(f"получатель другой: {letter.rcpt_to!r}")
    return problems
