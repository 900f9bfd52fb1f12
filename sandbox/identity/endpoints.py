"""The token and device endpoints over HTTP: strict about what comes, troubled when told to be."""

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl

from aiohttp import web

from sandbox.identity.providers.provider import JSON
from sandbox.identity.realm import Realm
from sandbox.identity.refusals import Refusal, Refused
from sandbox.identity.requests import IdentityRequest, masked, read_form
from sandbox.identity.troubles import Planned, Trouble, Troubles

FORM = "application/x-www-form-urlencoded"
HUGE = 8 * 2**20
RETRY_AFTER = "3"
NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}
Answering = Callable[[dict[str, str], web.Request], JSON]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class TokenEndpoints:
    """Serves one provider. What no client should ever send goes to `violations`, every request to `requests`."""

    def __init__(
        self, realm: Realm, troubles: Troubles, requests: list[IdentityRequest], violations: list[str]
    ) -> None:
        self._realm = realm
        self._troubles = troubles
        self._requests = requests
        self._violations = violations
        self._closing = asyncio.Event()

    def routes(self) -> list[web.RouteDef]:
        """Lists the addresses."""
        realm, endpoints = self._realm, self._realm.provider.endpoints
        routes = [
            web.route("*", realm.path(endpoints.token), self._handler("token", self._token)),
            web.route("*", realm.path("elsewhere"), self._elsewhere),
        ]
        if endpoints.device is not None:
            routes.append(web.route("*", realm.path(endpoints.device), self._handler("device", self._device)))
        return routes

    def close(self) -> None:
        """Lets those go who wait for an answer in vain."""
        self._closing.set()

    def _handler(self, endpoint: str, answering: Answering) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            planned = self._troubles.meet(endpoint)
            if planned is not None and planned.fault is Trouble.RESET:
                return _cut(request)
            body = await request.text()
            form = dict(parse_qsl(body, keep_blank_values=True))
            if planned is not None and isinstance(planned.fault, Trouble) and planned.fault is not Trouble.ANSWER_LOST:
                self._note(endpoint, form, 0, planned.fault.name)
                return await self._troubled(request, planned)
            status, answer = self._answer(endpoint, answering, request, body, planned)
            self._note(endpoint, form, status, answer.get("error"))
            if planned is not None and planned.fault is Trouble.ANSWER_LOST:
                return _cut(request)
            return web.json_response(answer, status=status, headers=NO_STORE)

        return handle

    def _answer(
        self, endpoint: str, answering: Answering, request: web.Request, body: str, planned: Planned | None
    ) -> tuple[int, JSON]:
        says = self._realm.provider.says
        wrong = _unfit(request)
        if wrong is not None:
            self._violations.append(f"{self._realm.provider.name} {endpoint}: {wrong}")
            status, answer = says(Refusal.INVALID_REQUEST, {"what": wrong})
            return (405 if request.method != "POST" else status), answer
        try:
            pairs = parse_qsl(body, keep_blank_values=True)
            form = read_form(pairs, request.headers.get("Authorization"))
            if planned is not None and isinstance(planned.fault, Refusal):
                tenant = request.match_info.get("tenant", "")
                filling = {"client": form.get("client_id", ""), "tenant": tenant, "scope": form.get("scope", "")}
                return says(planned.fault, filling)
            return 200, answering(form, request)
        except Refused as refused:
            if refused.refusal in (Refusal.INVALID_REQUEST, Refusal.UNSUPPORTED_GRANT):
                what = refused.filling.get("what", "")
                self._violations.append(f"{self._realm.provider.name} {endpoint}: {refused.refusal.value}: {what}")
            return says(refused.refusal, refused.filling)

    def _token(self, form: dict[str, str], request: web.Request) -> JSON:
        audience = f"http://{request.host}{request.path}"
        return self._realm.grants.token(form, request.match_info.get("tenant"), audience)

    def _device(self, form: dict[str, str], request: web.Request) -> JSON:
        provider, clock = self._realm.provider, self._realm.ledger.clock
        device, _ = self._realm.grants.device(form, request.match_info.get("tenant"))
        page = f"http://{request.host}{self._realm.path('device')}"
        answer: JSON = {
            "user_code": device.user_code,
            "device_code": device.value,
            provider.verification_field: page,
            "expires_in": round(device.expires_at - clock.now()),
            "interval": device.interval,
        }
        if provider.has_tenants:
            answer["message"] = (
                f"To sign in, use a web browser to open the page {page} and enter the code {device.user_code} to "
                "authenticate."
            )
        return answer

    async def _elsewhere(self, _: web.Request) -> web.Response:
        what = "a redirect was followed with what belongs to the token endpoint"
        self._violations.append(f"{self._realm.provider.name} elsewhere: {what}")
        return web.json_response({"error": "stolen"})

    def _note(self, endpoint: str, form: dict[str, str], status: int, error: str | None) -> None:
        self._requests.append(IdentityRequest(self._realm.provider.name, endpoint, masked(form), status, error))
        self._troubles.changed.fire()

    async def _troubled(self, request: web.Request, planned: Planned) -> web.StreamResponse:
        if planned.fault is Trouble.TOO_MANY_REQUESTS:
            body = {"error": "temporarily_unavailable", "error_description": "Too many requests"}
            headers = {"Retry-After": RETRY_AFTER, **NO_STORE}
            return web.json_response(body, status=429, headers=headers)
        if planned.fault is Trouble.UNAVAILABLE:
            return web.Response(
                status=503, text="<h1>Our services aren't available right now</h1>", content_type="text/html"
            )
        if planned.fault is Trouble.NOT_JSON:
            return web.Response(text="<html><body>Sign in to the network</body></html>", content_type="text/html")
        if planned.fault is Trouble.REDIRECT:
            # To a page that would take what is sent to it, and must never be asked.
            place = f"http://{request.host}{self._realm.path('elsewhere')}"
            return web.Response(status=307, headers={"Location": place})
        if planned.fault is Trouble.HUGE:
            return web.json_response({"access_token": "x" * HUGE, "token_type": "Bearer", "expires_in": 3600})
        if planned.fault is Trouble.SLOW:
            return await self._drip(request)
        await self._closing.wait()
        return _cut(request)

    async def _drip(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        await response.prepare(request)
        while not self._closing.is_set():
            try:
                await response.write(b" ")
                await asyncio.wait_for(self._closing.wait(), 0.05)
            except TimeoutError:
                continue
            except ConnectionError:
                break
        return response


def _unfit(request: web.Request) -> str | None:
    if request.method != "POST":
        return f"the method {request.method}"
    if request.query_string:
        return "a query string"
    if request.content_type != FORM:
        return f"the content type {request.content_type}"
    return None


def _cut(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=502)
