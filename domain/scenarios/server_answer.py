"""What a letter that a run waited for has come to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServerAnswer:
    """It is in the server's words.

    `accepted` is the answer where somebody was accepted, empty where a person counted the letter as sent; `refused`
    says whom it did not reach, and why. Both are there where both happened.
    """

    accepted: str | None
    refused: str | None
    cancelled: bool = False
