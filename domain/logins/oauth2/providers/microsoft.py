"""Microsoft 365 («Authenticate an IMAP, POP or SMTP connection using OAuth», «OAuth 2.0 device authorization»)."""

from domain.logins.oauth2.providers.provider import Described, Endpoint, Grant, Provider, Task

_AUTHORITY = "https://login.microsoftonline.com"
ANY_TENANT = "organizations"
"""Whoever signs in with a work account."""

NO_TENANT = frozenset({ANY_TENANT, "common", "consumers"})
"""What stands for several tenants; an application by itself must name its own."""


def _endpoint(path: str) -> Endpoint:
    def of(document: Described) -> str:
        return f"{_AUTHORITY}/{document.tenant or ANY_TENANT}/oauth2/v2.0/{path}"

    return of


_BY_A_PERSON = "https://outlook.office.com/SMTP.Send offline_access"

_ENTRA = "https://entra.microsoft.com"
_REGISTER = Task("microsoft-register", url=_ENTRA)
_MAILBOX = Task(
    "microsoft-mailbox", ("Set-CASMailbox -Identity '{username}' -SmtpClientAuthenticationDisabled $false",)
)

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
    tasks={
        Grant.CLIENT_CREDENTIALS: (
            _REGISTER,
            Task("microsoft-app-permission", ("SMTP.SendAsApp",)),
            Task("microsoft-secret"),
            # «Register service principals in Exchange» of the same page: the object id is that of the enterprise
            # application, which nobody finds at once, so it is asked of Graph.
            Task(
                "microsoft-principal",
                (
                    "Install-Module ExchangeOnlineManagement, Microsoft.Graph.Applications",
                    "Connect-ExchangeOnline; Connect-MgGraph -Scopes Application.Read.All",
                    "$app = Get-MgServicePrincipal -Filter \"AppId eq '{client_id}'\"",
                    "New-ServicePrincipal -AppId $app.AppId -ObjectId $app.Id",
                    "Add-MailboxPermission -Identity '{username}' -User $app.Id -AccessRights FullAccess",
                ),
            ),
            _MAILBOX,
        ),
        Grant.DEVICE_CODE: (
            _REGISTER,
            Task("microsoft-public"),
            Task("microsoft-permissions", ("SMTP.Send", "offline_access")),
            _MAILBOX,
        ),
        Grant.REFRESH_TOKEN: (
            _REGISTER,
            Task("microsoft-redirect", ("http://localhost",)),
            Task("microsoft-permissions", ("SMTP.Send", "offline_access")),
            _MAILBOX,
            Task("consent-on-a-computer"),
        ),
    },
)
