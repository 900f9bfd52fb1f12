"""Methods for what a bot's profile says of it, in each language."""

from typing import Any

from sandbox.errors import BadRequestError
from sandbox.messenger import Messenger
from sandbox.utf16 import length

JSON = dict[str, Any]
LONGEST_DESCRIPTION = 512
LONGEST_SHORT = 120


class Describing:
    """Keeps the descriptions; where a language has none, that of no language is given."""

    def __init__(self, messenger: Messenger) -> None:
        self._messenger = messenger

    async def set_my_description(self, call: JSON) -> bool:
        """Keeps what an empty chat shows; an empty one is forgotten."""
        return self._keep("description", call, LONGEST_DESCRIPTION)

    async def get_my_description(self, call: JSON) -> JSON:
        """Returns it."""
        return {"description": self._kept("description", call)}

    async def set_my_short_description(self, call: JSON) -> bool:
        """Keeps what the profile page shows; an empty one is forgotten."""
        return self._keep("short_description", call, LONGEST_SHORT)

    async def get_my_short_description(self, call: JSON) -> JSON:
        """Returns it."""
        return {"short_description": self._kept("short_description", call)}

    def _keep(self, kind: str, call: JSON, longest: int) -> bool:
        text = call.get(kind, "")
        if length(text) > longest:
            raise BadRequestError("DESCRIPTION_TOO_LONG")
        place = (kind, call.get("language_code", ""))
        self._messenger.descriptions.pop(place, None)
        if text:
            self._messenger.descriptions[place] = text
        return True

    def _kept(self, kind: str, call: JSON) -> str:
        kept = self._messenger.descriptions
        return kept.get((kind, call.get("language_code", ""))) or kept.get((kind, ""), "")
