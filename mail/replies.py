"""A server's answer as the domain knows it: code, enhanced code and words that are safe to show."""

import re

from domain.messages.sending import MAX_WORDS, Reply

_ENHANCED = re.compile(r"^([245]\.\d{1,3}\.\d{1,3})\s*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def reply_of(code: int, message: str) -> Reply:
    """Read an answer; each line of a long one may repeat the enhanced code (RFC 2034 section 4)."""
    words = []
    enhanced = None
    for line in message.splitlines():
        match = _ENHANCED.match(line)
        if match:
            enhanced = enhanced or match[1]
            line = line[match.end() :]  # noqa: PLW2901 - the rest of the same line
        words.append(line.encode("utf-8", "replace").decode("utf-8"))
    text = _CONTROL.sub(" ", " ".join(words)).strip()
    return Reply(code, enhanced, text[:MAX_WORDS])
