"""Microsoft 365 («Authenticate an IMAP, POP or SMTP connection using OAuth», «OAuth 2.0 device authorization»)."""

from domain.logins.oauth2.providers.provider import Described, Endpoint, Grant, Provider

_AUTHORITY = "https://login.microsoftonline.com"
ANY_TENANT = "organizations"
"""Whoever signs in with a work account; an application by itself must name its own tenant."""


def _endpoint(path: str) -> Endpoint:
    def of(document: Described) -> str:
        return f"{_AUTHORITY}/{document.tenant or ANY_TENANT}/oauth2/v2.0/{path}"

    return of


_BY_A_PERSON = "https://outlook.office.com/SMTP.Send offline_access"

MICROSOFT = Provider(
    name="microsoft",
    title="Microsoft 365",
    scopes={
        Grant.CLIENT_CREDENTIALS: "https://outlook.office365.com/.default",
        Grant.DEVICE_CODE: _BY_A_PERSON,
        Grant.REFRESH_TOKEN: _BY_A_PERSON,
    },
    token=_endpoint("token"),
    device=_endpoint("devicecode"),
    authorization=_endpoint("authorize"),
    has_secret=frozenset({Grant.CLIENT_CREDENTIALS}),
    # Any port is taken for this very address, and for 127.0.0.1 only where the manifest of the application says so.
    redirect="http://localhost:{port}",
)
