"""Those who write notifications by the recipe, one after another."""

from dataclasses import dataclass

from sandbox import ChatMessage
from tests.soak.somebody import BUTTON, Pressed, Somebody, heading

ADDRESSES = {
    "Иванов Иван Петрович": "ivanov@firma.local",
    "Иванова Анна Сергеевна": "ivanova@firma.local",
    "Семёнов Пётр Ильич": "semenov@firma.local",
}


@dataclass
class Written(Pressed):
    """One notification, and everything that its author has said about it."""

    subject: str
    text: str
    recipient: str


class Author(Somebody[Written]):
    """Somebody who writes one notification after another, whatever happens to the bot."""

    def cards(self, item: Written) -> list[ChatMessage]:
        """Return what is shown of a notification, the newest first: a lost answer leaves a second card."""
        return [message for message in reversed(self.user.messages) if _is_card(message, item)]

    def told(self, item: Written) -> list[ChatMessage]:
        """Return the messages besides cards that say something of a notification."""
        said = [message for message in self.user.messages if message.sender == "bot" and item.subject in message.text]
        return [message for message in said if not heading(message)]

    async def do(self) -> None:
        """Write one."""
        name = f"{self.user.id}-{len(self.items) + 1:04}"
        item = Written(
            subject=f"Письмо {name}", text=f"Текст письма {name}.", recipient=self.luck.choice(list(ADDRESSES))
        )
        self.items.append(item)
        asked = await self.user.send("/new")
        await self.tap(await self.page("", asked, label=item.title), item.title)
        page = await self.page("Получатель (1 из 3)", asked)
        await self.tap(page, item.recipient)
        await self.page("Тема уведомления (2 из 3)", asked)
        subject = await self.user.send(item.subject)
        await self.page("Текст уведомления (3 из 3)", subject)
        text = await self.user.send(item.text)
        card = await self.page(item.subject, text, label=BUTTON)
        await self.press(item, card, BUTTON)
        await self.see_to(item)


def _is_card(message: ChatMessage, item: Written) -> bool:
    return message.sender == "bot" and item.subject in message.text and bool(heading(message))
