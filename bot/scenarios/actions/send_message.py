"""«Отправить сообщение» as it is told."""

from collections.abc import Iterator

from bot.scenarios import icons
from bot.scenarios.drawing import Drawing, Say, value_words
from bot.texts import Texts
from domain.runs.chain import ChainStep
from domain.scenarios.actions.send_message import SendLine

MOST_ADDRESSES = 10


class DrawSending(Drawing):
    """By which way, to whom."""

    icon = icons.ENVELOPE

    shows_values = False

    def words(self, texts: Texts, line: SendLine) -> str:
        """Return the way, which says the connection too, and whether it waits."""
        missing = texts("explain-missing")
        return texts("explain-send-message", route=line.route or missing, waits="yes" if line.waits else "no")

    def did(self, say: Say, step: ChainStep, *, texts: bool) -> Iterator[str]:
        """Yield the letter's head."""
        did = step.did
        if not did:
            return
        yield say("chain-sends", route=str(did.get("route", "")), connection=str(did.get("connection", "")))
        to = [str(address) for address in did.get("to", [])]
        yield say("chain-to", addresses=", ".join(to[:MOST_ADDRESSES]), more=max(0, len(to) - MOST_ADDRESSES))
        yield say("chain-subject", subject=value_words(say, "Subject", did.get("subject"), texts=texts))
        if did.get("reply_to"):
            yield say("chain-reply-to", address=str(did["reply_to"]))
