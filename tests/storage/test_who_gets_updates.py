"""One process fetches a bot's updates, or several are sent them: a lock of the server tells the two apart."""

from contextlib import AsyncExitStack
from uuid import uuid4

import pytest

from storage.postgres.only_one import TakenByAnother, only_one
from storage.postgres.server import PostgresServer
from tests import postgres

pytestmark = pytest.mark.skipif(postgres.server() is None, reason=postgres.MISSING)


def never() -> None:
    raise AssertionError


@pytest.mark.parametrize(
    ("first", "second", "may"),
    [(False, False, False), (False, True, False), (True, False, False), (True, True, True)],
    ids=["two fetch", "sent beside one that fetches", "fetches beside one that is sent", "two are sent"],
)
async def test_only_those_who_are_sent_updates_work_beside_each_other(*, first: bool, second: bool, may: bool) -> None:
    server = PostgresServer.from_url(str(postgres.server()))
    token, other = f"42:{uuid4().hex}", f"43:{uuid4().hex}"  # tests beside this one share the server
    async with AsyncExitStack() as held:
        await held.enter_async_context(only_one(server, token, never, together=first))
        if may:
            await held.enter_async_context(only_one(server, token, never, together=second))
        else:
            with pytest.raises(TakenByAnother):
                await held.enter_async_context(only_one(server, token, never, together=second))
        await held.enter_async_context(only_one(server, other, never))
    async with only_one(server, token, never):
        pass
