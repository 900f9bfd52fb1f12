"""The providers that the sandbox can play, by name; each is a table of its words."""

from collections.abc import Mapping

from sandbox.identity.providers.google import GOOGLE
from sandbox.identity.providers.mailru import MAILRU
from sandbox.identity.providers.microsoft import MICROSOFT
from sandbox.identity.providers.other import OTHER
from sandbox.identity.providers.provider import Provider
from sandbox.identity.providers.yandex import YANDEX

PROVIDERS: Mapping[str, Provider] = {one.name: one for one in (MICROSOFT, GOOGLE, YANDEX, MAILRU, OTHER)}
