"""Sends updates to the bot's webhook, one by one, until each is taken."""

import asyncio
import time

from aiohttp import ClientError, ClientSession, ClientTimeout

from sandbox.updates import Updates, Webhook

RETRY = 0.2
PATIENCE = 60


async def deliver(updates: Updates) -> None:
    """Runs until cancelled; an update that was not answered with 2xx is sent again."""
    async with ClientSession(timeout=ClientTimeout(PATIENCE)) as http:
        while True:
            hook = updates.webhook
            if hook is None or not updates.pending:
                await updates.arrived.wait()
                continue
            update = updates.pending[0]
            if await _sent(http, hook, update):
                if updates.pending and updates.pending[0] is update:
                    updates.pending.popleft()
            else:
                await asyncio.sleep(RETRY)


async def _sent(http: ClientSession, hook: Webhook, update: dict[str, object]) -> bool:
    headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
    try:
        async with http.post(hook.url, json=update, headers=headers) as response:
            if response.ok:
                return True
            hook.last_error = f"Wrong response from the webhook: {response.status} {response.reason}"
    except (ClientError, TimeoutError) as error:
        hook.last_error = str(error) or "Connection timed out"
    hook.last_error_at = int(time.time())
    return False
