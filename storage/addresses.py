"""Addresses of databases, for those who need no database yet."""

from urllib.parse import urlsplit


def is_on_server(url: str) -> bool:
    """Whether this is the address of a PostgreSQL database."""
    return url.partition("://")[0] in {"postgresql", "postgres"}


def shown(url: str) -> str:
    """Return the address as anybody may see it: without a password, whatever is wrong with it."""
    if not is_on_server(url):
        return url
    parts = urlsplit(url)
    try:
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return f"{parts.scheme}://…"
    if "@" in parts.path + parts.query:  # of a password that should have been escaped
        return f"{parts.scheme}://…"
    at = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{at}{f':{port}' if port else ''}{parts.path}"
