"""Checking a connection by steps, with what each showed, so that an administrator sees where it ends."""

import time
from collections.abc import AsyncGenerator
from contextlib import suppress
from dataclasses import replace

from domain.messages.sending import Failure, Phase, SmtpSettings, Step
from mail.breakage import Breakage
from mail.smtp_connection import SmtpConnection
from mail.tls import TlsContexts


async def check_connection(settings: SmtpSettings, contexts: TlsContexts) -> AsyncGenerator[Step, None]:
    """Go through token, name, connect, TLS, greeting, EHLO, login, sender, `quit`; the last step is what failed."""
    connection = SmtpConnection(settings, contexts)
    try:
        for phase, step in [*connection.steps(), (Phase.MAIL, connection.check_sender)]:
            started = time.monotonic()
            try:
                await connection.go(phase, step)
            except Breakage as broken:
                took = time.monotonic() - started
                detail = {"what": broken.detail}
                if broken.failure is Failure.CERTIFICATE:
                    detail |= await _refused_certificate(settings, contexts)
                yield Step(phase, ok=False, seconds=took, detail=detail, failure=broken.failure, reply=broken.reply)
                return
            yield Step(phase, ok=True, seconds=time.monotonic() - started, detail=connection.detail)
        started = time.monotonic()
        await connection.quit()
        yield Step("quit", ok=True, seconds=time.monotonic() - started)
    finally:
        connection.close()


async def _refused_certificate(settings: SmtpSettings, contexts: TlsContexts) -> dict[str, str]:
    """Look once more, trusting anybody, at the certificate that was refused: nothing is said over this connection."""
    peek = SmtpConnection(replace(settings, verify_certificate=False, ca_file=None, authentication="none"), contexts)
    try:
        with suppress(Breakage):
            for phase, step in peek.steps():
                await peek.go(phase, step)
                if phase is Phase.TLS:
                    return peek.detail
    finally:
        peek.close()
    return {}
