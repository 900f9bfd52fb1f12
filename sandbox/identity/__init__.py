"""Identity providers on loopback: they give tokens to mail clients as Microsoft, Google, Yandex and Mail.ru do."""

from sandbox.identity.identity import Identity
from sandbox.identity.providers.provider import Rotation
from sandbox.identity.refusals import Refusal, Refused
from sandbox.identity.troubles import Trouble

__all__ = ["Identity", "Refusal", "Refused", "Rotation", "Trouble"]
