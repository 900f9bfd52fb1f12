"""Chromium without a screen, on the sandbox's page. One browser serves all tests of a process: they share its loop."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from bot.demo.stage import fill
from sandbox import Sandbox, User
from sandbox.description import Description
from storage.secrets import SecretBox
from tests.e2e.conftest import Product, running
from tests.page.phone import DESKTOP, Phone

CHROMIUM = shutil.which("chromium")
Open = Callable[..., Awaitable[Phone]]
Told = Callable[[], list[dict]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here: apt-get install chromium")
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        async with launched:
            yield launched


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(browser: Browser) -> AsyncIterator[Open]:
    """Opens pages as somebody, the sandbox's own person unless told otherwise; a mistake in a script fails the test."""
    mistakes: list[str] = []
    async with AsyncExitStack() as stack:

        async def opened(sandbox: Sandbox, person: User, size: dict[str, int] = DESKTOP) -> Phone:
            context = await stack.enter_async_context(await browser.new_context(viewport=size, locale="ru-RU"))
            page = await context.new_page()
            page.on("pageerror", lambda error: mistakes.append(str(error)))
            phone = Phone(page, sandbox.page_url)
            await phone.open(person)
            return phone

        yield opened
    assert mistakes == []


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox() -> AsyncIterator[Sandbox]:
    """The sandbox without a bot: what people send stays in the queue."""
    async with Sandbox() as started:
        yield started


@pytest_asyncio.fixture(loop_scope="session")
async def alice(sandbox: Sandbox) -> User:
    person = sandbox.user(1001, "Алиса")
    await person.send("/start")
    return person


@pytest.fixture
def told(sandbox: Sandbox) -> Told:
    """Takes what the bot is to be told out of the queue, and holds it to the published description."""

    def taken() -> list[dict]:
        updates = list(sandbox.messenger.updates.pending)
        sandbox.messenger.updates.forget()
        for update in updates:
            assert Description().problems(update, "Update") == []
        return [body for update in updates for kind, body in update.items() if kind != "update_id"]

    return taken


@pytest_asyncio.fixture(loop_scope="session")
async def phone(sandbox: Sandbox, alice: User, told: Told, open_page: Open) -> Phone:
    """The page as Alice sees it; her /start is not told of any more."""
    told()
    return await open_page(sandbox, alice)


@pytest_asyncio.fixture(loop_scope="session")
async def product(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Product]:
    """The recipe, running, as in the end-to-end tests."""
    box = SecretBox.for_home(tmp_path)
    async with running(tmp_path, caplog, lambda sandbox: fill(sandbox, box)) as started:
        yield started
