"""What the pages of configured objects ask."""

from abc import ABC, abstractmethod
from typing import ClassVar

from bot.telegram.asking import Question
from bot.telegram.picking import Search
from domain.editing.fields import field_token
from domain.logins.oauth2.login import SERVICE_ACCOUNT_KEY

_FORMULAS = frozenset("$()'\"=+*/<>&|")
"""Signs of formulas, which nobody types into a search."""


def looks_like_formula(text: str) -> bool:
    """Whether what was typed beside the help is a formula, and no words to look for."""
    return bool(_FORMULAS & set(text))


class ObjectSearch(Search):
    """Which object of a long list to look for."""

    topic: ClassVar = "objects"
    section: int


class DraftField(Question):
    """The value of a node of a draft."""

    topic: ClassVar = "object"
    draft: int
    revision: int
    token: str
    typed: str = ""
    """What was typed for a formula and is none: what may have been meant is offered."""


class FormulaHelpSearch(Search):
    """Which function or name to look for, beside a formula of a draft; what is a formula itself answers that."""

    topic: ClassVar = "formula_help"
    draft: int
    revision: int
    token: str

    def takes(self, text: str) -> bool:
        """Whether it is words, and no formula."""
        return not looks_like_formula(text)


class FormulaTrial(DraftField):
    """A formula of a draft that is tried on a record; `tried` is the latest one that gave a value."""

    topic: ClassVar = "formula_trial"
    record: int
    tried: str = ""


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
