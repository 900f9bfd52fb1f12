"""What must be true of whatever anybody sees and of the log, looked at after every step."""

import logging
from collections.abc import Iterator, Set
from dataclasses import dataclass, field

from bot.app.logs import Masked
from bot.demo.stage import TOKEN
from sandbox import Sandbox, User
from sandbox.chats import Stored
from sandbox.seen import Button, ChatMessage, see
from tests.e2e.conftest import keyboard_faults
from tests.walk.forging import read
from tests.walk.tables import holes


@dataclass(frozen=True)
class SeenButton:
    """A button as it was once seen; its message may be gone."""

    message_id: int
    label: str
    data: str


class Journal(logging.Handler):
    """Keeps what the product logs, as it would stand in the log file."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(Masked([TOKEN], as_json=False))
        self.lines: list[str] = []
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        line = self.format(record)
        self.lines.append(line)
        if record.levelno >= logging.ERROR or record.exc_info:
            *_, last = line.splitlines()
            self.errors.append(f"{last} ... {line[-1500:]}")


@dataclass
class Watch:
    """Looks at what is new in the chats and in the log."""

    sandbox: Sandbox
    journal: Journal
    secrets: Set[str]
    buttons: dict[int, dict[SeenButton, None]] = field(default_factory=dict)
    _chats: dict[int, dict[int, tuple[Stored, int, ChatMessage]]] = field(default_factory=dict)
    _violations: int = 0

    def look(self) -> list[str]:
        """Return what is wrong with what has appeared since the last look."""
        found = [f"the log has an error: {line}" for line in self._taken(self.journal.errors)]
        found += [f"a secret in the log: {name}" for name in holes(self._taken(self.journal.lines), self.secrets)]
        found += [f"the Bot API is violated: {what}" for what in self.sandbox.violations[self._violations :]]
        self._violations = len(self.sandbox.violations)
        for user in self.sandbox.users:
            for message in self._new(user):
                if message.sender == "bot":
                    found += [f"{fault} (of {user.name}: {message.text[:80]!r})" for fault in self._faults(message)]
                    self._remember(user, message)
        return found

    def chat(self, user: User) -> list[ChatMessage]:
        """Return the chat as it was at the last look."""
        return [message for _, _, message in self._chats.get(user.id, {}).values()]

    def seen_by(self, user: User) -> list[SeenButton]:
        """Return every button that this person has ever seen."""
        return list(self.buttons.get(user.id, ()))

    def seen_data(self) -> list[str]:
        """Return what anybody's buttons have ever carried."""
        return sorted({one.data for seen in self.buttons.values() for one in seen})

    @staticmethod
    def _taken(lines: list[str]) -> list[str]:
        taken = lines[:]
        lines.clear()
        return taken

    def _new(self, user: User) -> Iterator[ChatMessage]:
        """Return what looks different than at the last look; only that is looked at again, chats grow long."""
        before = self._chats.get(user.id, {})
        now: dict[int, tuple[Stored, int, ChatMessage]] = {}
        for number, stored in user.chat.messages.items():
            known = before.get(number)
            if known is None or known[:2] != (stored, stored.edits):
                known = stored, stored.edits, see(stored, self.sandbox.messenger.files)
                yield known[2]
            now[number] = known
        self._chats[user.id] = now

    def _faults(self, message: ChatMessage) -> list[str]:
        found = keyboard_faults(message)
        every: list[Button] = [button for row in message.buttons for button in row]
        found += ["a button without a label" for button in every if not button.label.strip()]
        found += [
            f"a button that does nothing: {button.label}"
            for button in every
            if not (button.data or button.url or button.copy_text)
        ]
        found += [
            f"a button that nothing reads: {button.label} {button.data}"
            for button in every
            if button.data is not None and read(button.data) is None
        ]
        if not message.text.strip() and message.document is None:
            found.append("an empty message")
        shown = [
            message.text,
            *(text for button in every for text in (button.label, button.data, button.copy_text) if text),
        ]
        if message.document is not None:
            shown.append(message.document.data.decode("utf-8", "replace"))
        return found + [f"a secret in the chat: {name}" for name in holes(shown, self.secrets)]

    def _remember(self, user: User, message: ChatMessage) -> None:
        seen = self.buttons.setdefault(user.id, {})
        for row in message.buttons:
            for button in row:
                if button.data is not None:
                    seen[SeenButton(message.id, button.label, button.data)] = None
