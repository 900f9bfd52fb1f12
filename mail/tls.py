"""TLS contexts, one for each way of trusting: building one costs tens of milliseconds, so it is shared."""

import asyncio
import ssl
from pathlib import Path

from domain.messages.sending import Failure, SmtpSettings
from mail.breakage import Breakage

_Key = tuple[bool, str | None, int]


class TlsContexts:
    """Builds contexts in a thread and keeps them; a `ca_file` that changed on disk is read anew."""

    def __init__(self) -> None:
        self._contexts: dict[_Key, ssl.SSLContext] = {}
        self._building = asyncio.Lock()

    async def context_for(self, settings: SmtpSettings) -> ssl.SSLContext:
        """Raises Breakage when `ca_file` cannot be read."""
        async with self._building:
            try:
                key = (settings.verify_certificate, settings.ca_file, _changed_at(settings.ca_file))
                if key not in self._contexts:
                    self._contexts[key] = await asyncio.to_thread(_build, key)
            except OSError as error:
                raise Breakage(Failure.CERTIFICATE, f"ca_file cannot be read: {error}"[:500]) from error
            return self._contexts[key]


def _build(key: _Key) -> ssl.SSLContext:
    verify, ca_file, _ = key
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_file is not None:
        context.load_verify_locations(cafile=ca_file)
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _changed_at(ca_file: str | None) -> int:
    return 0 if ca_file is None else Path(ca_file).stat().st_mtime_ns
