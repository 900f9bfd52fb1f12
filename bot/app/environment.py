"""Settings from the environment and `.env`: a command checks those it uses, and names what is missing or wrong."""

import difflib
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, ValidationInfo
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from domain.durations import parse_duration
from domain.errors import Unfit
from domain.people import person_number

PREFIX = "GONETS_"
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
OF_WEBHOOK = ("WEBHOOK_SECRET", "WEBHOOK_SECRET_FILE", "LISTEN")
"""Variables that mean nothing where updates are fetched."""

WEBHOOK_PORTS = frozenset({80, 88, 443, 8443})
"""Where Telegram's own servers send updates (https://core.telegram.org/bots/api#setwebhook)."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where HTTP is answered."""

    host: str
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Problem:
    """A variable that is missing or wrong: keys of the text that says so, and of the one that says what would fit."""

    name: str
    key: str
    what: str = ""
    params: Mapping[str, str] = field(default_factory=dict)


class WrongSetting(Exception):
    """Variables are missing or wrong."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{problem.name}: {problem.key}" for problem in problems))
        self.problems = problems


class _WrongValue(ValueError):
    """What a variable holds does not fit; its argument is the key of the text that says what would."""


def _token(value: SecretStr) -> SecretStr:
    if not _TOKEN.fullmatch(value.get_secret_value()):
        raise _WrongValue("setting-token")
    return value


def _ids(value: Any) -> Any:
    if isinstance(value, str):
        parts = [part for part in re.split(r"[,\s]+", value.strip()) if part]
        numbers = tuple(map(person_number, parts))
        if None in numbers:
            raise _WrongValue("setting-people")
        return numbers
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise _WrongValue("setting-zone") from error
    return value


def _proxy(value: SecretStr | None) -> SecretStr | None:
    if value is not None and not re.fullmatch(r"(http|socks5)://\S+:\d+/?", value.get_secret_value()):
        raise _WrongValue("setting-proxy")
    return value


def _url(value: str | None) -> str | None:
    if value is not None and not re.fullmatch(r"https?://\S+", value):
        raise _WrongValue("setting-bot-api")
    return value.rstrip("/") if value else value


def _stripped(value: str | None) -> str | None:
    """Leave out what stands around it, as in the file of a `_FILE` variable; an empty line is none."""
    return (value and value.strip()) or None


def _key(value: SecretStr | None) -> SecretStr | None:
    if value is not None and len(value.get_secret_value()) < 16:
        raise _WrongValue("setting-key")
    return value


def _language(value: str) -> str:
    if value not in {"ru", "en"}:
        raise _WrongValue("setting-language")
    return value


def _log(value: str) -> str:
    if value not in {"text", "json"}:
        raise _WrongValue("setting-log")
    return value


def _duration(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return parse_duration(value)
        except Unfit as error:
            raise _WrongValue("setting-duration") from error
    return value


def _up_to_an_hour(value: timedelta | None) -> timedelta | None:
    if value is not None and value > timedelta(hours=1):
        raise _WrongValue("setting-up-to-an-hour")
    return value


def _a_day_at_least(value: timedelta) -> timedelta:
    if value < timedelta(days=1):
        raise _WrongValue("setting-a-day-at-least")
    return value


def _yes_or_no(value: Any) -> Any:
    if isinstance(value, str):
        if value.strip().lower() not in {"yes", "no"}:
            raise _WrongValue("setting-hide-texts")
        return value.strip().lower() == "yes"
    return value


def _address(value: Any) -> Any:
    """Read a host and a port; a port alone is of this machine alone, and an empty line is none."""
    if isinstance(value, str):
        if not value.strip():
            return None
        found = re.fullmatch(r"(?:(?P<host>[^\s:\[\]]+|\[[0-9A-Fa-f:.]+\])?:)?(?P<port>\d{1,5})", value.strip())
        if found is None or not 0 < int(found["port"]) < 65536:
            raise _WrongValue("setting-listen")
        return Address((found["host"] or "127.0.0.1").strip("[]"), int(found["port"]))
    return value


def _webhook_url(value: str | None, info: ValidationInfo) -> str | None:
    """Telegram itself sends to HTTPS and four ports alone; a Bot API server of one's own sends anywhere."""
    if value is None or not value.strip():
        return None
    try:
        parts = urlsplit(value.strip())
        port = parts.port or 443
    except ValueError:
        raise _WrongValue("setting-webhook-url") from None
    ours = info.data.get("bot_api") is not None
    fits = re.fullmatch(r"https?://[^\s@#{}<>\"\\^`|]+", value.strip()) is not None and bool(parts.hostname)
    if not fits or (not ours and (parts.scheme != "https" or port not in WEBHOOK_PORTS)):
        raise _WrongValue("setting-webhook-url")
    return value.strip()


def _webhook_secret(value: SecretStr | None) -> SecretStr | None:
    if value is None or not value.get_secret_value():
        return None
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
        raise _WrongValue("setting-webhook-secret")
    return value


Listens = Annotated[Address | None, NoDecode, BeforeValidator(_address)]
KeptFor = Annotated[timedelta, BeforeValidator(_duration), AfterValidator(_a_day_at_least)]


class StorageSettings(BaseSettings):
    """What every command needs: where things are kept, and how they are shown."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", env_file_encoding="utf-8", extra="ignore")

    home: Path = Path("data")
    database: Annotated[str | None, AfterValidator(_stripped)] = None
    secret_key: Annotated[SecretStr | None, AfterValidator(_key)] = None
    language: Annotated[str, AfterValidator(_language)] = "ru"
    timezone: Annotated[str, AfterValidator(_zone)] = "Europe/Moscow"
    log: Annotated[str, AfterValidator(_log)] = "text"
    hide_texts: Annotated[bool, BeforeValidator(_yes_or_no)] = False
    proxy: Annotated[SecretStr | None, AfterValidator(_proxy)] = None

    @property
    def database_url(self) -> str:
        """The database's address."""
        return self.database or f"sqlite://{self.home / 'gonets.db'}"

    @classmethod
    def load(cls) -> Self:
        """Read the environment, `.env` and the files that `_FILE` variables name; raises WrongSetting."""
        try:
            return cls(**_from_files(cls))  # type: ignore[arg-type]
        except ValidationError as invalid:
            problems = []
            for item in invalid.errors():
                name = f"{PREFIX}{str(item['loc'][0]).upper()}"
                error = item.get("ctx", {}).get("error")
                if item["type"] == "missing":
                    problems.append(Problem(name, "setting-not-set", MISSING[name]))
                elif isinstance(error, _WrongValue):
                    problems.append(Problem(name, "setting-wrong", str(error)))
                else:
                    problems.append(Problem(name, "setting-wrong", params={"what": item["msg"]}))
            raise WrongSetting(problems) from None


class PeopleSettings(StorageSettings):
    """What changing people needs besides: who is always an administrator."""

    admins: Annotated[tuple[int, ...], NoDecode, BeforeValidator(_ids)] = Field(default=())


class WatchedSettings(StorageSettings):
    """What a process that works until it is stopped needs besides: where those who watch it ask."""

    metrics_listen: Listens = None


class RunSettings(PeopleSettings, WatchedSettings):
    """What talking to Telegram needs besides."""

    bot_token: Annotated[SecretStr, AfterValidator(_token)]
    bot_api: Annotated[str | None, AfterValidator(_url)] = None
    undo: Annotated[timedelta | None, BeforeValidator(_duration), AfterValidator(_up_to_an_hour)] = None
    keep_letters: KeptFor = timedelta(days=30)
    keep_traces: KeptFor = timedelta(days=30)
    webhook_url: Annotated[str | None, AfterValidator(_webhook_url)] = None
    webhook_secret: Annotated[SecretStr | None, AfterValidator(_webhook_secret)] = None
    listen: Listens = None

    @property
    def listens(self) -> Address:
        """Where Telegram's updates are taken, or whoever stands between hands them on."""
        return self.listen or Address("127.0.0.1", 8080)


def cannot_listen(variable: str, where: Address, reason: str) -> WrongSetting:
    """Return what is said of an address that is taken or is not this machine's."""
    params = {"address": str(where), "reason": reason}
    return WrongSetting([Problem(f"{PREFIX}{variable}", "setting-cannot-listen", params=params)])


SECRETS = ("bot_token", "secret_key", "webhook_secret", "database")
"""What may stand in a file that a `_FILE` variable names; an address of a database may hold a password."""

MISSING = {"GONETS_BOT_TOKEN": "setting-token-or-file"}
"""What is said of a variable that must be there."""


def idle_variables() -> list[str]:
    """Return GONETS_ variables that are known and do nothing without another one."""
    present = {**dotenv_values(".env"), **os.environ}
    if present.get(f"{PREFIX}WEBHOOK_URL"):
        return []
    return [f"{PREFIX}{name}" for name in OF_WEBHOOK if present.get(f"{PREFIX}{name}")]


def unknown_variables() -> list[tuple[str, str]]:
    """Return GONETS_ variables that mean nothing, each with the nearest known name."""
    names = {f"{PREFIX}{name.upper()}" for name in RunSettings.model_fields}
    names |= {f"{PREFIX}{secret.upper()}_FILE" for secret in SECRETS}
    present = {**dotenv_values(".env"), **os.environ}
    found = [name for name in present if name.startswith(PREFIX) and name not in names]
    return [(name, next(iter(difflib.get_close_matches(name, names, n=1)), "")) for name in found]


def _from_files(settings: type[StorageSettings]) -> dict[str, str]:
    """Read the `_FILE` variables of secrets; a file that is not there is an error, not an empty secret."""
    environment = {**dotenv_values(".env"), **os.environ}
    read: dict[str, str] = {}
    for secret in SECRETS:
        variable = f"{PREFIX}{secret.upper()}_FILE"
        path = environment.get(variable)
        if path and secret in settings.model_fields:
            try:
                read[secret] = Path(path).read_text(encoding="utf-8").strip()
            except OSError as error:
                reason = {"path": path, "reason": error.strerror or ""}
                raise WrongSetting([Problem(variable, "setting-file-unreadable", params=reason)]) from None
    return read
