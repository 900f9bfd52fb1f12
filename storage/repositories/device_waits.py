"""Codes that are waited for, over their table, sealed like passwords."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import SecretStr

from domain.logins.oauth2.device_waits import DeviceWait, ForWhat
from domain.logins.oauth2.grants import DeviceCode
from storage import models
from storage.secrets import SecretBox, SecretUnreadable


class DeviceWaitRepository:
    """Implements `domain.logins.oauth2.device_waits.DeviceWaits`."""

    def __init__(self, box: SecretBox) -> None:
        self._box = box

    async def add(self, what: ForWhat, person_id: int, code: DeviceCode, document: Mapping[str, Any]) -> DeviceWait:
        """Keep a code; one that there was for the same is forgotten."""
        await models.DeviceWait.filter(connection_id=what.connection_id, draft_id=what.draft_id).delete()
        codes = json.dumps([code.device_code.get_secret_value(), code.user_code, code.verification_url])
        row = await models.DeviceWait.create(
            connection_id=what.connection_id,
            draft_id=what.draft_id,
            person_id=person_id,
            document=dict(document),
            sealed=self._box.seal(SecretStr(codes), _owner(person_id)),
            expires_at=code.expires_at,
            interval=code.interval,
        )
        return DeviceWait(row.id, what, person_id, code, document)

    async def everything(self) -> list[DeviceWait]:
        """Return all that are open or still to be told; those that no key opens any more are forgotten."""
        found = []
        for row in await models.DeviceWait.all().order_by("id"):
            try:
                found.append(self._wait(row))
            except SecretUnreadable:
                await self.remove(row.id)
        return found

    async def show(self, wait_id: int, message_id: int | None) -> None:
        """Keep which message shows it."""
        await models.DeviceWait.filter(id=wait_id).update(message_id=message_id)

    async def end(self, wait_id: int, outcome: str, words: str = "") -> bool:
        """Write what it has come to; False where it is over already, or gone."""
        ended = models.DeviceWait.filter(id=wait_id, outcome=None).update(outcome=outcome, words=words)
        return bool(await ended)

    async def remove(self, wait_id: int) -> bool:
        """Forget it; False where it is gone."""
        return bool(await models.DeviceWait.filter(id=wait_id).delete())

    def _wait(self, row: models.DeviceWait) -> DeviceWait:
        opened = self._box.open(bytes(row.sealed), _owner(row.person_id)).get_secret_value()
        device_code, user_code, url = json.loads(opened)
        code = DeviceCode(SecretStr(device_code), user_code, url, row.expires_at, row.interval)
        what = ForWhat(row.connection_id, row.draft_id)
        return DeviceWait(row.id, what, row.person_id, code, row.document, row.message_id, row.outcome, row.words or "")


def _owner(person_id: int) -> str:
    return f"device code:{person_id}"
