"""A person with the sandbox's page on a phone: presses what is seen, types, and keeps pictures."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Browser, Locator, Page

from sandbox import Sandbox

WIDTH, HEIGHT = 360, 740
PATIENCE = 10_000
PRESSED = ".key[aria-busy=true]"
BUSY = re.compile(r' aria-busy="\w+"')
LOOK = "body { font-family: Roboto, 'Noto Sans', sans-serif; } .dots, #toast { display: none !important; }"
"""A phone's letters, wherever the pictures are made, without what shows only under a mouse or for a moment."""

NEWEST = "() => [...document.querySelectorAll('.message:not(.mine)')].at(-1)?.innerHTML ?? ''"
"""The newest page in one look: between two the chat may have changed."""

STEP = 50
SETTLED = 350
"""How long the page takes to have moved everything to its place, in milliseconds."""


@dataclass
class Phone:
    """One person's page. It counts the presses."""

    page: Page
    pictures: Path
    touches: int = field(default=0)

    @classmethod
    async def of(cls, browser: Browser, sandbox: Sandbox, person: int, pictures: Path) -> "Phone":
        """Open the page as somebody."""
        page = await browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.set_default_timeout(PATIENCE)
        await page.goto(sandbox.page_url)
        await page.add_style_tag(content=LOOK)
        choice = page.locator("select").first
        await choice.wait_for()
        await choice.select_option(str(person))
        return cls(page, pictures)

    async def type(self, text: str, then: str) -> None:
        """Send a message, and wait for the bot to say something below it."""
        before = await self._shown()
        await self.page.locator("#text").fill(text)
        await self.page.locator("#text").press("Enter")
        await self._changed(before)
        await self.sees(then)

    async def press(self, *labels: str) -> None:
        """Press buttons of the newest message that has one so called, one after the other."""
        for label in labels:
            key = self._newest().locator(".key", has_text=label).first
            await key.wait_for()
            before = await self._shown()
            await key.click()
            self.touches += 1
            await self._changed(before)

    async def send_file(self, path: Path, then: str) -> None:
        """Send a document."""
        await self.page.locator("#file").set_input_files(path)
        await self.page.locator("#text").press("Enter")
        await self.sees(then)

    async def sees(self, text: str) -> None:
        """Wait until the newest message of the bot says something."""
        await self._newest().filter(has_text=text).wait_for()

    async def says_instead(self, shown: str, other: str) -> None:
        """Let a text of the newest message read otherwise in the picture."""
        script = "(node, [shown, other]) => { node.innerHTML = node.innerHTML.replaceAll(shown, other); }"
        await self._newest().evaluate(script, [shown, other])

    async def keep(self, name: str) -> None:
        """Keep a picture of what is seen now."""
        await self.page.wait_for_timeout(SETTLED)
        await self.page.screenshot(path=self.pictures / f"{name}.png")

    def _newest(self) -> Locator:
        return self.page.locator(".message:not(.mine)").last

    async def _shown(self) -> str:
        """Return the newest page as it is drawn, whether or not a press on it is under way."""
        return BUSY.sub("", await self.page.evaluate(NEWEST))

    async def _changed(self, before: str) -> None:
        waited = 0
        while waited < PATIENCE and (await self._shown() == before or await self.page.locator(PRESSED).count()):
            await self.page.wait_for_timeout(STEP)
            waited += STEP
