"""Where a provider's tokens and codes are kept, and the making of new ones."""

import secrets
from dataclasses import dataclass, field

from sandbox.identity.issued import AccessToken, Clock, Code, ConsentRequest, DeviceCode, RefreshToken
from sandbox.identity.providers.provider import JSON, Provider, Rotation

DEVICE_LIFETIME = 900
CODE_LIFETIME = 300
REFRESH_LIFETIME = 90 * 24 * 3600
LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"
"""For codes that people type: nothing that is mistaken for something else."""


@dataclass
class Ledger:
    """What one provider has given out. `lifetime` in seconds; None for the provider's usual one."""

    provider: Provider
    clock: Clock
    rotation: Rotation
    lifetime: int | None = None
    interval: int = 5
    access: dict[str, AccessToken] = field(default_factory=dict)
    refresh: dict[str, RefreshToken] = field(default_factory=dict)
    devices: dict[str, DeviceCode] = field(default_factory=dict)
    asked: dict[str, ConsentRequest] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)

    def new_access(self, client_id: str, mailboxes: frozenset[str], scopes: frozenset[str], may: bool) -> JSON:
        """Makes an access token and its part of the answer; `may`: whether the client may send mail at all."""
        provider, now = self.provider, self.clock.now()
        life = provider.lifetime if self.lifetime is None else self.lifetime
        value = provider.access_token({"iat": int(now), "exp": int(now) + life, "appid": client_id})
        sends = may and bool((scopes or {""}) & provider.mail_scopes)
        folded = frozenset(mailbox.casefold() for mailbox in mailboxes)
        self.access[value] = AccessToken(value, provider.name, client_id, folded, scopes, now + life, sends)
        answer: JSON = {"token_type": provider.token_type, "expires_in": life, **provider.extra, "access_token": value}
        if provider.says_scope and scopes:
            answer["scope"] = " ".join(sorted(scopes))
        return answer

    def new_refresh(self, client_id: str, mailbox: str, scopes: frozenset[str]) -> RefreshToken:
        """Makes a refresh token."""
        value = self.provider.refresh_token()
        token = RefreshToken(value, client_id, mailbox, scopes, self.clock.now() + REFRESH_LIFETIME)
        self.refresh[value] = token
        return token

    def new_device(self, client_id: str, scopes: frozenset[str]) -> DeviceCode:
        """Makes the two codes of a device."""
        shown = "".join(secrets.choice(LETTERS) for _ in range(9))
        device = DeviceCode(
            secrets.token_urlsafe(120), shown, client_id, scopes, self.clock.now() + DEVICE_LIFETIME, self.interval
        )
        self.devices[device.value] = device
        return device

    def device_of(self, user_code: str) -> DeviceCode | None:
        """Finds the device that shows a code; how people type it does not matter."""
        typed = "".join(user_code.split()).replace("-", "").upper()
        return next((one for one in self.devices.values() if one.user_code == typed), None)

    def new_code(self, asked: ConsentRequest, mailbox: str) -> Code:
        """Makes what the browser brings back."""
        code = Code(secrets.token_urlsafe(48), asked, mailbox, self.clock.now() + CODE_LIFETIME)
        self.codes[code.value] = code
        return code
