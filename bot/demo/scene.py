"""A person at the phone: does what a person does, waits for what a person waits for, and prints it as it happens."""

from collections.abc import Callable

from bot.texts import Texts
from sandbox import ChatMessage, Sandbox, User

PATIENCE = 60.0
"""Seconds for each step: a machine that is busy is not a failure."""


class Scene:
    """One person's chat, in the language of `texts`.

    What does not come within PATIENCE raises AssertionError that shows the chat.
    """

    def __init__(self, sandbox: Sandbox, user: User, say: Callable[[str], None], texts: Texts) -> None:
        self.sandbox = sandbox
        self.user = user
        self.say = say
        self.texts = texts

    def other(self, user: User) -> "Scene":
        """Return the chat of somebody else in the same play."""
        return Scene(self.sandbox, user, self.say, self.texts)

    def note(self, text: str) -> None:
        """Say what happens outside the chat."""
        self.say(f"  · {text}")
        self.say("")

    async def type(self, text: str, then: str, *, in_buttons: bool = False) -> None:
        """Write, and wait for the page that says `then`, or has it on a button."""
        await self.write(text)
        await self.sees(then, in_buttons=in_buttons)

    async def write(self, text: str) -> None:
        """Write, and wait for nothing."""
        self._bubble(f"{self.user.name} →", text)
        await self.user.send(text)

    async def type_secret(self, text: str, *then: str) -> None:
        """Write what nobody else may read, and wait for the page that says all of `then`."""
        self._bubble(f"{self.user.name} →", "••••••••")
        await self.user.send(text)
        await self.sees(*then)

    async def press(self, label: str, message_id: int | None = None, *, answered: bool = True) -> None:
        """Press a button, of one message if it is named; not `answered` where Telegram will not let the bot."""
        self.say("  " + self.texts("demo-presses", name=self.user.name, label=label))
        self.say("")
        await (self.user.press(label, message_id) if answered else self.user.press(label, message_id, answer_within=0))

    async def sees(self, *texts: str, in_buttons: bool = False) -> None:
        """Wait until the bot's newest message says all of it."""
        await self._shown(lambda chat: chat.last, texts, in_buttons=in_buttons)

    async def card_says(self, card_id: int, *texts: str) -> None:
        """Wait until the card says all of it."""
        await self._shown(lambda chat: next(item for item in chat.messages if item.id == card_id), texts)

    async def is_told(self, card_id: int, *texts: str) -> None:
        """Wait for a message of its own about the card: that is what a locked phone rings for."""
        await self._shown(lambda chat: next(item for item in chat.messages[::-1] if item.reply_to == card_id), texts)

    async def _shown(
        self, find: Callable[[User], ChatMessage], texts: tuple[str, ...], *, in_buttons: bool = False
    ) -> None:
        def fits(chat: User) -> ChatMessage | None:
            try:
                message = find(chat)
            except StopIteration:
                return None
            where = "\n".join(message.labels) if in_buttons else message.text
            return message if all(text in where for text in texts) else None

        try:
            message = await self.user.wait_for(fits, timeout=PATIENCE)
        except AssertionError as error:
            words = " / ".join(texts)
            raise AssertionError(self.texts("demo-not-seen", words=words, chat=str(error))) from None
        rows = "\n".join(" ".join(f"[{button.label}]" for button in row) for row in message.buttons)
        self._bubble("← " + self.texts("demo-bot"), f"{message.text}\n{rows}" if rows else message.text)

    def _bubble(self, who: str, text: str) -> None:
        self.say(f"  {who}")
        for line in text.splitlines():
            self.say(f"      {line}".rstrip())
        self.say("")
