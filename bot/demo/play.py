"""The recipe's test, played by a person of the sandbox: compose, press, and the letter is there."""

from collections.abc import Callable
from dataclasses import dataclass

from sandbox import ChatMessage, Letter, Sandbox, User

RECIPIENT = "Иванов Иван Петрович"
ADDRESS = "ivanov@firma.local"
SUBJECT = "Совещание переносится на 15:00"
TEXT = "Коллеги, добрый день!\n\nСовещание по договору переносится на 15:00, переговорная 4.\nПодтвердите, пожалуйста."
BUTTON = "Отправить уведомление"
PATIENCE = 20.0
"""Seconds for each step: a machine that is busy is not a failure."""


@dataclass(frozen=True, slots=True)
class Played:
    """What the play came to."""

    letter: Letter | None
    problems: tuple[str, ...]

    @property
    def succeeded(self) -> bool:
        """Whether the letter arrived as it was composed, and the card said so."""
        return self.letter is not None and not self.problems


class Narrator:
    """Prints what happens in the chat as it happens."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say

    def person(self, user: User, text: str) -> None:
        """Somebody typed."""
        self._bubble(f"{user.name} →", text)

    def press(self, user: User, label: str) -> None:
        """Somebody pressed a button."""
        self.say(f"  {user.name} нажимает [{label}]")
        self.say("")

    def bot(self, message: ChatMessage) -> None:
        """The bot shows a page."""
        rows = "\n".join(" ".join(f"[{button.label}]" for button in row) for row in message.buttons)
        self._bubble("← Гонец", f"{message.text}\n{rows}" if rows else message.text)

    def _bubble(self, who: str, text: str) -> None:
        self.say(f"  {who}")
        for line in text.splitlines():
            self.say(f"      {line}".rstrip())
        self.say("")


async def play(sandbox: Sandbox, user: User, say: Callable[[str], None]) -> Played:
    """Play the recipe's test; the conversation and the letter are printed by `say`."""
    narrator = Narrator(say)
    await _type(narrator, user, "/new", "Получатель")
    await _type(narrator, user, "иван", "Нашлись")
    await _press(narrator, user, RECIPIENT, "Тема уведомления")
    await _type(narrator, user, SUBJECT, "Текст уведомления")
    await _type(narrator, user, TEXT, BUTTON, in_buttons=True)
    await _press(narrator, user, BUTTON, None)
    letters = await sandbox.mailbox.wait_for(1, timeout=PATIENCE)
    card = await user.wait_for(lambda chat: _with_text(chat, "Отправлено"), timeout=PATIENCE)
    narrator.bot(card)
    letter = letters[0]
    _print_letter(letter, say)
    return Played(letter, tuple(_problems(sandbox, letter)))


async def _type(narrator: Narrator, user: User, text: str, then: str, *, in_buttons: bool = False) -> None:
    narrator.person(user, text)
    await user.send(text)
    narrator.bot(await user.wait_for(lambda chat: _with_text(chat, then, in_buttons=in_buttons), timeout=PATIENCE))


async def _press(narrator: Narrator, user: User, label: str, then: str | None) -> None:
    narrator.press(user, label)
    await user.press(label)
    if then is not None:
        narrator.bot(await user.wait_for(lambda chat: _with_text(chat, f"{then} ("), timeout=PATIENCE))


def _with_text(chat: User, text: str, *, in_buttons: bool = False) -> ChatMessage | None:
    """Return the bot's newest message if it says `text`, or has it on a button."""
    last = next((message for message in reversed(chat.messages) if message.sender == "bot"), None)
    if last is None:
        return None
    where = last.labels if in_buttons else [last.text]
    return last if any(text in part for part in where) else None


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


def _problems(sandbox: Sandbox, letter: Letter) -> list[str]:
    problems = []
    if letter.subject != SUBJECT:
        problems.append(f"тема письма другая: {letter.subject!r}")
    if letter.text.rstrip("\n") != TEXT:
        problems.append(f"текст письма другой: {letter.text!r}")
    if letter.rcpt_to != [ADDRESS]:
        problems.append(f"получатель другой: {letter.rcpt_to!r}")
    if len(sandbox.mailbox.letters) != 1:
        problems.append(f"писем пришло {len(sandbox.mailbox.letters)}, а не одно")
    problems += [f"нарушение Bot API: {violation}" for violation in sandbox.violations]
    return problems
