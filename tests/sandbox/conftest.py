from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import ClientSession

from sandbox import Sandbox, User


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as running:
        yield running


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(sandbox.api_url))
    async with Bot(sandbox.token, session=session) as client:
        yield client


@pytest.fixture
async def alice(sandbox: Sandbox) -> User:
    person = sandbox.user(1001, first_name="Алиса", last_name="Петрова", username="alice")
    await person.send("/start")
    return person


class Caller:
    """Calls the Bot API without any library, so that wrong calls can be made."""

    def __init__(self, session: ClientSession, sandbox: Sandbox) -> None:
        self._session = session
        self._sandbox = sandbox

    async def __call__(self, method: str, token: str | None = None, **fields: Any) -> dict[str, Any]:
        address = f"{self._sandbox.api_url}/bot{token or self._sandbox.token}/{method}"
        async with self._session.post(address, json=fields) as response:
            body = await response.json()
            assert response.status == body.get("error_code", 200)
            return body

    async def refusal(self, method: str, **fields: Any) -> str:
        body = await self(method, **fields)
        assert body["ok"] is False
        return body["description"]


@pytest.fixture
async def http() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


@pytest.fixture
def call(http: ClientSession, sandbox: Sandbox) -> Caller:
    return Caller(http, sandbox)
