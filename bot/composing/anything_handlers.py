"""The last router: a button that means nothing any more leads to the first page instead of silence."""

import logging
import re

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.composing.screen import ComposingScreen
from bot.first_steps.first_page import FirstPage
from bot.people.addresses import RequestAccess
from bot.telegram.visit import Visit
from domain.records.fill_record import FillRecord

log = logging.getLogger(__name__)
_PREFIX = re.compile(r"[A-Za-z]{1,4}")


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="anything")
    router.callback_query.register(has_access, RequestAccess.filter())
    router.callback_query.register(unknown_button)
    return router


async def has_access(query: CallbackQuery, first_page: FirstPage, visit: Visit) -> None:
    """Somebody asks for access who was let in meanwhile."""
    await first_page.show(visit.saying(visit.text("access-reply-short", reply="known")))


async def unknown_button(query: CallbackQuery, fill: FillRecord, composing: ComposingScreen, visit: Visit) -> None:
    """A button from an older version, one that was made up, or one of an administrator pressed by somebody else."""
    prefix = (query.data or "").partition(":")[0]
    # What was made up may hold anything: of an address of ours its kind alone is worth a line.
    log.info("%s pressed a button that is not theirs or not there: %s", visit.person.telegram_id, _kind(prefix))
    notice = visit.text("old-button")
    await composing.here(visit.saying(notice))


def _kind(prefix: str) -> str:
    return prefix if _PREFIX.fullmatch(prefix) else "?"
