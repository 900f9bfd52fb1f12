import asyncio

from aiohttp import web


async def test_a_webhook_gets_each_update_until_it_takes_it(sandbox, call, alice) -> None:
    taken: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
    answers = [500, 200, 200]

    async def hook(request: web.Request) -> web.Response:
        update = await request.json()
        taken.put_nowait((update["message"]["text"], request.headers["X-Telegram-Bot-Api-Secret-Token"]))
        return web.Response(status=answers.pop(0))

    app = web.Application()
    app.router.add_post("/hook", hook)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    assert (await call("setWebhook", url=url, secret_token="s3cret"))["ok"]
    assert (await call("getUpdates"))["error_code"] == 409
    async with asyncio.TaskGroup() as group:
        delivery = group.create_task(sandbox.deliver_webhooks())
        await alice.send("привет")
        got = [await asyncio.wait_for(taken.get(), 5) for _ in range(3)]
        delivery.cancel()
    assert got == [("/start", "s3cret"), ("/start", "s3cret"), ("привет", "s3cret")]
    info = (await call("getWebhookInfo"))["result"]
    assert info["url"] == url
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
    await call("deleteWebhook", drop_pending_updates=True)
    assert (await call("getUpdates"))["result"] == []
    await runner.cleanup()


async def test_a_webhook_elsewhere_must_be_secure(call) -> None:
    refusal = await call.refusal("setWebhook", url="http://example.com/hook")
    assert refusal == "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
    assert (await call.refusal("setWebhook", url="https://example.com/", secret_token="a b")).startswith("Bad Request")
