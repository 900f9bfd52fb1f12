"""A person at the sandbox's page: types, presses and reads as one does in a browser."""

from pathlib import Path
from typing import Any

from playwright.async_api import Locator, Page, expect

from sandbox import User
from sandbox.media import SMALLEST_PHOTO

PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
PATIENCE = 30_000
"""Milliseconds that anything on the page is waited for: a busy machine is no failure."""
DRAWN = "id => state?.person === id && !loading && !again"
SELECT = """([element, from, to]) => {
  element.focus();
  const range = document.createRange(), texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let at = 0, begun = false;
  for (let node; (node = texts.nextNode()); at += node.length) {
    if (!begun && from <= at + node.length) { range.setStart(node, from - at); begun = true; }
    if (to <= at + node.length) { range.setEnd(node, to - at); break; }
  }
  getSelection().removeAllRanges(); getSelection().addRange(range);
}"""
PASTE = """([element, kinds]) => {
  const data = new DataTransfer();
  for (const [kind, text] of Object.entries(kinds)) data.setData(kind, text);
  element.focus();
  element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""

STICKS_OUT = """() => [...document.querySelectorAll("body *")]
  .filter((node) => node.offsetParent && node.getBoundingClientRect().right > innerWidth + 1)
  .map((node) => node.id || node.className || node.tagName)"""


class Phone:
    """One open page."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self._address = address

    @property
    def field(self) -> Locator:
        """Where one writes."""
        return self.page.get_by_role("textbox", name="Сообщение", exact=True)

    @property
    def messages(self) -> Locator:
        """Everything in the chat, oldest first."""
        return self.page.locator("#log .message")

    async def open(self, person: User | None = None) -> None:
        """Open the page, as somebody."""
        await self.page.goto(self._address)
        await expect(self.field).to_be_visible(timeout=PATIENCE)
        if person is not None:
            await self.page.get_by_label("Вы сейчас").select_option(str(person.id))
            # Nobody types before their own chat is there.
            await self.page.wait_for_function(DRAWN, arg=person.id, timeout=PATIENCE)

    async def write(self, text: str) -> None:
        """Type and send; a line break in the text is Shift+Enter."""
        await self.field.focus()
        for at, line in enumerate(text.split("\n")):
            if at:
                await self.page.keyboard.press("Shift+Enter")
            await self.page.keyboard.insert_text(line)
        await self.page.keyboard.press("Enter")

    async def paste(self, **kinds: str) -> None:
        """Paste what another program has put on the clipboard: `plain`, `html`."""
        await self.field.evaluate(
            f"(element, kinds) => ({PASTE})([element, kinds])", {f"text/{kind}": text for kind, text in kinds.items()}
        )

    async def select(self, text: str, within: Locator | None = None) -> None:
        """Select a piece of what stands in the field, or in a message."""
        place = within or self.field
        whole = await place.evaluate("element => element.textContent")
        begin = whole.index(text)
        await place.evaluate(f"(element, [from, to]) => ({SELECT})([element, from, to])", [begin, begin + len(text)])

    async def press(self, label: str) -> None:
        """Press a button below the newest message that has it."""
        await self.page.locator("#log .key", has_text=label).last.click(timeout=PATIENCE)

    async def choose(self, *labels: str) -> None:
        """Open the menu of a button and choose from it: `choose("Приложить", "Стикер")`."""
        await self.page.get_by_role("button", name=labels[0], exact=True).click()
        await self.page.get_by_role("menuitem", name=labels[1], exact=True).click()

    async def do_with(self, message: Locator, action: str) -> None:
        """Choose from the menu of a message."""
        await message.hover()
        await message.get_by_role("button", name="Действия с сообщением").click()
        await self.page.get_by_role("menuitem", name=action, exact=True).click()

    async def attach(self, *files: Path | dict[str, Any], as_file: bool = False) -> None:
        """Choose files; they are sent with the next Enter."""
        async with self.page.expect_file_chooser() as opened:
            await self.choose("Приложить", "Файл" if as_file else "Фото или видео")
        chooser = await opened.value
        await chooser.set_files(list(files))

    async def sees(self, text: str) -> Locator:
        """Wait for a message with the text, the newest such."""
        message = self.messages.filter(has_text=text).last
        await expect(message).to_be_visible(timeout=PATIENCE)
        return message

    async def has_message(self, count: int) -> None:
        """Wait until there are so many messages."""
        await expect(self.messages).to_have_count(count, timeout=PATIENCE)

    async def is_focused(self) -> None:
        """Wait until the field has the focus."""
        await expect(self.field).to_be_focused(timeout=PATIENCE)

    async def field_says(self, text: str) -> None:
        """Wait until the field holds this text."""
        await expect(self.field).to_have_text(text, timeout=PATIENCE)

    async def look_at_mail(self) -> None:
        """Go to the mailbox, which is a view of its own on a phone."""
        tab = self.page.get_by_role("tab", name="Почта")
        if await tab.is_visible():
            await tab.click()

    async def open_letter(self, subject: str) -> Locator:
        """Open a letter of the mailbox."""
        await self.look_at_mail()
        await self.page.locator("#letters .line", has_text=subject).first.click(timeout=PATIENCE)
        letter = self.page.locator("#letter")
        await expect(letter.get_by_role("heading", name=subject)).to_be_visible(timeout=PATIENCE)
        return letter

    async def overflow(self) -> list[str]:
        """List what sticks out of the screen sideways."""
        found: list[str] = await self.page.evaluate(STICKS_OUT)
        return found


def picture(name: str = "снимок.png") -> dict[str, Any]:
    """Make a small picture to attach."""
    return {"name": name, "mimeType": "image/png", "buffer": SMALLEST_PHOTO}


def paper(name: str = "договор.pdf") -> dict[str, Any]:
    """Make a file to attach."""
    return {"name": name, "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}
