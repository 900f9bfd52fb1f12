"""A server's answer as the domain knows it: code, enhanced code and words that are safe to show."""

import re
from collections.abc import Collection

from aiosmtplib import SMTPResponse

from domain.messages.sending import MAX_WORDS, Reply
from mail.reply_words import words_of

_ENHANCED = re.compile(r"#?([245]\.\d{1,3}\.\d{1,3})(?:[:\s]\s*|$)")
_ENHANCED_BEHIND = re.compile(r"\(#([245]\.\d{1,3}\.\d{1,3})\)")
"""As qmail says it: `sorry, no mailbox here by that name. (#5.1.1)`."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")


def reply_of(answer: SMTPResponse, hidden: Collection[str] = ()) -> Reply:
    """Read an answer; each line of a long one may repeat the enhanced code (RFC 2034 section 4).

    What is `hidden` (a password and its encodings) is struck out: some servers repeat what they were told.
    """
    enhanced = None
    words = []
    for line in words_of(answer.message.encode("utf-8", "surrogateescape")).split("\n"):
        match = _ENHANCED.match(line)
        if match and (enhanced is None or enhanced == match[1]):
            enhanced = match[1]
            words.append(line[match.end() :])
        else:
            words.append(line)
    if enhanced is None and (match := _ENHANCED_BEHIND.search(answer.message)):
        enhanced = match[1]
    text = " ".join(_CONTROL.sub(" ", " ".join(words)).split())
    for secret in hidden:
        text = text.replace(secret, "***")
    return Reply(answer.code, enhanced, text[:MAX_WORDS])
