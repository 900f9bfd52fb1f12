"""Sealing secrets: AES-GCM under a key that is derived from the settings or from a file of the first start."""

import hmac
import os
import secrets
import tempfile
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import SecretStr

from domain.errors import GonetsError
from domain.private_files import FILE, make_folder
from storage.trouble import in_words

KEY_FILE = "secret.key"
SHORTEST_KEY = 16
_NEW = "# new"
"""Stands under a key that has had no database yet: without one such a key is no sign that anything was lost."""

_VERSION = b"\x01"
_NONCE = 12


class SecretUnreadable(GonetsError):
    """The key at hand is not the one that the secret was sealed with."""

    key = "error-secret-unreadable"


class KeyFileWrong(GonetsError):
    """The file holds no key."""

    key = "error-key-file-wrong"


def read_key(path: Path) -> str:
    """Return the key that a file holds; raises KeyFileWrong when it holds none."""
    try:
        text = path.read_text(encoding="utf-8").strip().removesuffix(_NEW).strip()
    except (OSError, ValueError) as error:
        raise KeyFileWrong(str(error), path=str(path)) from error
    if len(text) < SHORTEST_KEY:
        raise KeyFileWrong("too short", path=str(path))
    return text


def is_key_of_a_database(home: Path) -> bool:
    """Whether the home has a key that a database was used with."""
    try:
        return not (home / KEY_FILE).read_text(encoding="utf-8").strip().endswith(_NEW)
    except (OSError, ValueError):
        return False


def has_database(home: Path) -> None:
    """Keep in the key file that there is a database from now on; where that cannot be written, it is kept later."""
    path = home / KEY_FILE
    if path.exists() and not is_key_of_a_database(home):
        with suppress(OSError):
            write_key(path, read_key(path))


def write_key(path: Path, text: str) -> None:
    """Write a key so that nobody else can read it; an older one of that name is replaced in one step."""
    with _written_aside(path, text) as part:
        part.replace(path)


@contextmanager
def _written_aside(path: Path, text: str) -> Iterator[Path]:
    """Write a key beside `path` and see it on the disk; what is still there at the end is removed."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    part = Path(name)
    try:
        part.chmod(FILE)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f"{text}\n")
            file.flush()
            os.fsync(file.fileno())
        yield part
    finally:
        part.unlink(missing_ok=True)


def owner_of(connection: str, secret: str) -> str:
    """Return whose a connection's secret is, for its seal; version 0.1.0 sealed passwords, and nothing else."""
    return f"connection:{connection}" if secret == "password" else f"{secret}:{connection}"  # noqa: S105 - a name


class SecretBox:
    """Seals and opens secrets. Each is bound to its owner, so that one cannot be put in another's place."""

    def __init__(self, key_text: str) -> None:
        derived = HKDF(SHA256(), 32, salt=None, info=b"gonets secrets v1").derive(key_text.encode())
        self._cipher = AESGCM(derived)
        self._words = HKDF(SHA256(), 32, salt=None, info=b"gonets words v1").derive(key_text.encode())

    @classmethod
    def for_home(cls, home: Path, key_text: SecretStr | None = None) -> "SecretBox":
        """Return the box under the key of the settings, else under the key file, made at first use with mode 0600.

        Raises KeyFileWrong, and DatabaseTrouble when the file cannot be made: then there is none, not half of one.
        """
        if key_text is not None:
            return cls(key_text.get_secret_value())
        path = home / KEY_FILE
        if not path.exists():
            with in_words():
                make_folder(home)
                with _written_aside(path, f"{secrets.token_urlsafe(48)}\n{_NEW}") as part, suppress(FileExistsError):
                    os.link(part, path)  # unless another command was quicker: then its key is the key
        return cls(read_key(path))

    def word_for(self, purpose: str) -> SecretStr:
        """Return a secret word that whoever has the key comes to likewise: 43 letters, digits, `-` and `_`."""
        made = hmac.digest(self._words, purpose.encode(), "sha256")
        return SecretStr(urlsafe_b64encode(made).decode().rstrip("="))

    def seal(self, secret: SecretStr, owner: str) -> bytes:
        """Return the secret so that only this key and this owner open it."""
        return self.seal_bytes(secret.get_secret_value().encode(), owner)

    def open(self, sealed: bytes, owner: str) -> SecretStr:
        """Return the secret; raises SecretUnreadable."""
        return SecretStr(self.open_bytes(sealed, owner).decode())

    def seal_bytes(self, content: bytes, owner: str) -> bytes:
        """Return a content that may hold secrets, sealed in the same way."""
        nonce = os.urandom(_NONCE)
        return _VERSION + nonce + self._cipher.encrypt(nonce, content, owner.encode())

    def open_bytes(self, sealed: bytes, owner: str) -> bytes:
        """Return the content; raises SecretUnreadable."""
        nonce, body = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
        try:
            return self._cipher.decrypt(nonce, body, owner.encode())
        except (InvalidTag, ValueError) as error:
            raise SecretUnreadable(owner=owner.partition(":")[2]) from error
