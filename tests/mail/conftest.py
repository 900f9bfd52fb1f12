from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import trustme
from scripted_smtp import ScriptedServer, Serve

from mail.smtp_sender import SmtpSender


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    async with AsyncExitStack() as stack:

        async def start(*args: Any, **named: Any) -> ScriptedServer:
            return await stack.enter_async_context(ScriptedServer(*args, **named))

        yield start


@pytest.fixture
async def sender(serve: Serve) -> AsyncIterator[SmtpSender]:
    running = SmtpSender()
    yield running
    await running.close()


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[trustme.CA, str]:
    ca = trustme.CA(organization_name="Проверка")
    path: Path = tmp_path_factory.mktemp("ca") / "ca.pem"
    ca.cert_pem.write_to_path(str(path))
    return ca, str(path)
