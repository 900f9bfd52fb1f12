"""Links that open the chat with the bot and hand it a code."""

from urllib.parse import quote


def start_link(username: str, code: str) -> str:
    """Return the link; whoever opens it and presses START sends `/start CODE`."""
    return f"https://t.me/{quote(username)}?start={quote(code)}"
