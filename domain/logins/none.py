"""No login: the server takes letters from whoever may reach it."""

from domain.logins.login import LoginKind

NONE = LoginKind("none")
