"""Groups and channels: the bot is for private chats alone. It leaves, and nothing that comes from there counts.

This is told from the JSON, before anything else sees an update: of a group's nothing is kept but its number.
"""

import json
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from domain.clock import Clock

log = logging.getLogger(__name__)

AGAIN_AFTER = timedelta(minutes=10)
"""After which time something from a group that was left is a reason to leave it again."""

REMEMBERED = 1000
"""How many groups are remembered: whoever makes more of them makes nothing grow."""

IS_IN = ("member", "administrator", "creator", "restricted")


class FromGroup(Exception):
    """The update comes from a group or a channel. `added`: it tells that the bot has been added, or has more rights."""

    def __init__(self, group_id: int, *, added: bool) -> None:
        super().__init__(group_id)
        self.group_id = group_id
        self.added = added


def group_of(content: Mapping[str, Any]) -> int | None:
    """Return the number of the group or channel that a decoded update comes from; None for one of a private chat.

    Groups, supergroups and channels have negative numbers (Bot API: Chat).
    """
    for event in content.values():
        chat = _chat_of(event)
        number = chat.get("id")
        if isinstance(number, int) and not isinstance(number, bool) and -(2**63) <= number < 0:
            return number
    return None


def is_nobodys(event: Mapping[str, Any]) -> bool:
    """Whether no person stands behind it in a private chat: a bot, a chat, or a message that was sent inline."""
    sender, kind = event.get("from"), _chat_of(event).get("type")
    return (
        (isinstance(sender, Mapping) and sender.get("is_bot") is True)
        or event.get("sender_chat") is not None
        or (event.get("inline_message_id") is not None and event.get("message") is None)
        or (isinstance(kind, str) and kind != "private")
    )


def tells_of_adding(content: Mapping[str, Any]) -> bool | None:
    """Whether an update tells that the bot is in its chat from now on, or no longer; None for any other update."""
    change = content.get("my_chat_member")
    if not isinstance(change, Mapping):
        return None
    member = change.get("new_chat_member")
    if not isinstance(member, Mapping):
        return False
    status = member.get("status")
    return status in IS_IN and not (status == "restricted" and member.get("is_member") is False)


def without_words(number: int, group_id: int, *, added: bool) -> str:
    """Return what is kept of an update of a group."""
    event: dict[str, Any] = {"chat": {"id": group_id}}
    kind = "my_chat_member" if added else "message"
    return json.dumps({"update_id": number, kind: event | ({"new_chat_member": {"status": "member"}} if added else {})})


class Groups:
    """Leaves groups, each once: not for each message that was written before the bot was gone."""

    def __init__(self, leave: Callable[[int], Awaitable[None]], clock: Clock) -> None:
        self._leave = leave
        self._clock = clock
        self._left: OrderedDict[int, datetime] = OrderedDict()

    def is_left(self, group_id: int) -> bool:
        """Whether the group was left lately."""
        at = self._left.get(group_id)
        return at is not None and at <= self._clock() < at + AGAIN_AFTER

    async def leave(self, group_id: int, *, added: bool) -> None:
        """Leave it, unless that was done a moment ago and nobody has added the bot since."""
        if self.is_left(group_id) and not added:
            return
        log.info("leaving the group %s: the bot is for private chats", group_id)
        await self._leave(group_id)
        self._left[group_id] = self._clock()
        self._left.move_to_end(group_id)
        if len(self._left) > REMEMBERED:
            self._left.popitem(last=False)


def _chat_of(event: Any) -> Mapping[str, Any]:
    if not isinstance(event, Mapping):
        return {}
    chat = event.get("chat")
    message = event.get("message")
    if chat is None and isinstance(message, Mapping):
        chat = message.get("chat")
    return chat if isinstance(chat, Mapping) else {}
