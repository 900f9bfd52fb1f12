"""Reaching providers of tokens over HTTP: an adapter that trusts nobody further than the protocol goes."""

from collections.abc import Mapping

from pydantic import SecretStr

from domain.logins.oauth2.endpoints import EndpointAnswer, EndpointTrouble, is_guarded

PATIENCE = 30.0
"""Seconds for the whole of a request."""


class HttpEndpoints:
    """Implements `domain.logins.oauth2.endpoints.Endpoints`. `proxy` is used only for what is `proxied`."""

    def __init__(self, proxy: SecretStr | None = None, patience: float = PATIENCE) -> None:
        self._proxy = proxy
        self._patience = patience

    async def post(self, url: str, form: Mapping[str, str], *, proxied: bool = False) -> EndpointAnswer:
        """Send a form and read an answer; no redirect is followed, since it would take the secrets along.

        Raises EndpointTrouble.
        """
        if not is_guarded(url):
            raise EndpointTrouble("the address is neither https nor on this machine")
        if proxied and self._proxy is None:
            raise EndpointTrouble("oauth2_proxy is set, and GONETS_PROXY is not")
        from mail.posting import post  # noqa: PLC0415 - aiohttp costs 7 MB, and most servers want a password

        return await post(url, form, self._proxy if proxied else None, self._patience)
