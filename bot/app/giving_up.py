"""Who gives up which kind of work besides what sends letters (`bot.app.sending`), put together."""

from collections.abc import Awaitable, Callable, Mapping

from bot.ground import Ground
from bot.workers.give_up_telling import GiveUpTelling
from domain.faults import TOPIC, GiveUp
from domain.uploads.apply_upload import ApplyUpload
from domain.work import WorkKind
from storage.repositories.giving_up import FaultRepository


def giving_up(ground: Ground, *, uploads: ApplyUpload) -> Mapping[WorkKind, GiveUp]:
    """Return what ends each kind of work that needs a chat."""
    faults = FaultRepository(ground.clock)

    async def reader_of_notice(number: int) -> int | None:
        notice = await ground.notices.get(number)
        return None if notice is None else notice.person_id

    async def reader_of_announcement(number: int) -> int | None:
        # One that tells of a fault and cannot be told itself is left to the log: it would tell of itself for ever.
        item = await ground.announcements.get(number)
        return None if item is None or item.topic == TOPIC else item.person_id

    async def report_done(number: int) -> None:
        await ground.reports.done([number])

    async def announcement_done(_number: int) -> None:
        """It stays, and is told when it changes."""

    def telling(
        key: str, to_whom: Callable[[int], Awaitable[int | None]], done: Callable[[int], Awaitable[None]]
    ) -> GiveUpTelling:
        return GiveUpTelling(
            key=key,
            to_whom=to_whom,
            done=done,
            people=ground.people,
            screen=ground.screen,
            work=ground.work,
            faults=faults,
        )

    return {
        WorkKind.REPORT: telling("untold-report", ground.reports.addressee, report_done),
        WorkKind.NOTICE: telling("untold-notice", reader_of_notice, ground.notices.done),
        WorkKind.ANNOUNCEMENT: telling("untold-announcement", reader_of_announcement, announcement_done),
        WorkKind.UPLOAD: uploads.give_up,
    }
