"""A provider that keeps to the RFCs and to nothing else: a company's own Keycloak, say."""

from sandbox.identity.issued import opaque
from sandbox.identity.providers.provider import DEVICE_GRANT, JWT_GRANT, PLAIN, Endpoints, Provider, Rotation

OTHER = Provider(
    name="other",
    endpoints=Endpoints("token", "auth", "device"),
    grants=frozenset({"client_credentials", "refresh_token", "authorization_code", DEVICE_GRANT, JWT_GRANT}),
    mail_scopes=frozenset({"smtp", ""}),
    refusals=PLAIN,
    access_token=lambda _: opaque("at-", 700),
    refresh_token=lambda: opaque("rt-", 300),
    free_scopes=frozenset({"openid", "profile", "email", "offline_access"}),
    lifetime=300,
    rotation=Rotation.ONCE,
)
