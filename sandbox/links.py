"""Which links Telegram accepts, in text and on buttons."""

from urllib.parse import urlsplit


def usable_link(link: str) -> str | None:
    """Returns the link as Telegram keeps it, or nothing when it is not one."""
    link = link.strip()
    if not link or any(character.isspace() for character in link):
        return None
    with_scheme = link if "://" in link or link.startswith("mailto:") else f"http://{link}"
    try:
        parts = urlsplit(with_scheme)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme in {"tg", "ton", "tonsite"}:
        return link
    if parts.scheme == "mailto":
        return link if "@" in parts.path else None
    if parts.scheme not in {"http", "https"} or "." not in host.strip("."):
        return None
    return with_scheme + ("/" if not parts.path and not parts.query and not parts.fragment else "")
