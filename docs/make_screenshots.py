"""Takes the screenshots of the README: plays the recipe in the sandbox and looks at its page in headless Chromium.

Needs Debian's `chromium` and the extra `browser` (`pip install playwright`): python docs/make_screenshots.py
"""

import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import Page, async_playwright

from bot.demo.play import play
from bot.demo.sample import SUBJECT
from bot.demo.scene import Scene
from bot.demo.stage import STAFF, demo_stage
from bot.texts import load_texts

IMAGES = Path(__file__).parent / "images"
SIZES = {"phone": (360, 740), "desktop": (1440, 900)}
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


async def main() -> None:
    """Play, open the page in both sizes, keep the pictures."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        async with demo_stage(Path(home)) as (sandbox, _app), async_playwright() as playwright:
            await play(Scene(sandbox, sandbox.user(STAFF), lambda _line: None, load_texts()))
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            for name, (width, height) in SIZES.items():
                page = await browser.new_page(viewport={"width": width, "height": height})
                await page.goto(sandbox.page_url)
                await _choose_person(page)
                if name == "desktop":
                    await page.locator(".mail").get_by_text(SUBJECT).first.click()
                await page.wait_for_timeout(700)
                await page.screenshot(path=IMAGES / f"{name}.png")
            await browser.close()


async def _choose_person(page: Page) -> None:
    """Show the chat of the member of staff."""
    choice = page.locator("select").first
    await choice.wait_for()
    await choice.select_option(str(STAFF))


if __name__ == "__main__":
    asyncio.run(main())
