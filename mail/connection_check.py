"""Checking a connection by steps, with what each showed, so that an administrator sees where it ends."""

import time
from collections.abc import AsyncGenerator

from domain.messages.sending import Phase, Step
from mail.breakage import Breakage
from mail.smtp_connection import SmtpConnection


async def check_connection(connection: SmtpConnection) -> AsyncGenerator[Step, None]:
    """Go through name, connect, TLS, greeting, EHLO, login, sender and `quit`; the last step is the one that failed."""
    try:
        for phase, step in [*connection.steps(), (Phase.MAIL, connection.check_sender)]:
            started = time.monotonic()
            try:
                await connection.go(phase, step)
            except Breakage as broken:
                yield Step(
                    phase,
                    ok=False,
                    seconds=time.monotonic() - started,
                    detail={"what": broken.detail},
                    failure=broken.failure,
                    reply=broken.reply,
                )
                return
            yield Step(phase, ok=True, seconds=time.monotonic() - started, detail=connection.detail)
        started = time.monotonic()
        await connection.quit()
        yield Step("quit", ok=True, seconds=time.monotonic() - started)
    finally:
        connection.close()
