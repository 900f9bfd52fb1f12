"""Addresses of webhooks, as the log may tell them."""

from urllib.parse import urlsplit


def host_of(url: str) -> str:
    """Return where a webhook is, without its path, which may hold a secret."""
    try:
        parts = urlsplit(url)
        port = "" if parts.port is None else f":{parts.port}"
    except ValueError:
        return "?"
    host = parts.hostname or "?"
    return f"[{host}]{port}" if ":" in host else f"{host}{port}"


def path_of(url: str) -> str:
    """Return the path at which a webhook is asked."""
    return urlsplit(url).path or "/"
