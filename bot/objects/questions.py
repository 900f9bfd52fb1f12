"""What the pages of configured objects ask."""

from abc import ABC, abstractmethod
from typing import ClassVar

from bot.telegram.asking import Question
from bot.telegram.picking import Search
from domain.editing.fields import field_token
from domain.logins.oauth2.login import SERVICE_ACCOUNT_KEY


class ObjectSearch(Search):
    """Which object of a long list to look for."""

    topic: ClassVar = "objects"
    section: int


class DraftField(Question):
    """The value of a place in a draft."""

    topic: ClassVar = "object"
    draft: int
    revision: int
    token: str


class SecretQuestion(Question, ABC):
    """A question for a secret: the message that holds it goes at once."""

    @property
    @abstractmethod
    def wants_key(self) -> bool:
        """Whether the secret is a service account's key, which comes as a file."""


class DraftSecret(DraftField, SecretQuestion):
    """A secret of a draft."""

    topic: ClassVar = "object_password"

    @property
    def wants_key(self) -> bool:
        """Whether it is a service account's key."""
        return self.token.endswith(field_token(SERVICE_ACCOUNT_KEY))
