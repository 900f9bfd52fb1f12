"""Who gives up which kind of work, put together."""

from collections.abc import Mapping

from bot.telegram.screen import Screen
from bot.workers.give_up_telling import GiveUpTelling
from bot.workers.giving_up import GiveUpLetter, GiveUpProbe
from bot.workers.worker import LocalHints
from domain.apply_upload import ApplyUpload
from domain.clock import Clock
from domain.deliveries.outbox import Outbox
from domain.faults import TOPIC, GiveUp
from domain.people import People
from domain.runs.give_up_run import GiveUpRun
from domain.work import WorkKind
from storage.repositories.announcements import AnnouncementRepository
from storage.repositories.deliveries import DeliveryRepository
from storage.repositories.giving_up import FaultRepository
from storage.repositories.notices import NoticeRepository
from storage.repositories.reports import ReportRepository
from storage.repositories.runs import RunRepository
from storage.repositories.work import WorkRepository
from storage.transactions import atomically


def giving_up(
    *,
    runs: RunRepository,
    deliveries: DeliveryRepository,
    reports: ReportRepository,
    notices: NoticeRepository,
    announcements: AnnouncementRepository,
    outbox: Outbox,
    uploads: ApplyUpload,
    people: People,
    screen: Screen,
    work: WorkRepository,
    hints: LocalHints,
    clock: Clock,
) -> Mapping[WorkKind, GiveUp]:
    """Return what ends each kind of work."""
    faults = FaultRepository(clock)

    async def reader_of_notice(number: int) -> int | None:
        notice = await notices.get(number)
        return None if notice is None else notice.person_id

    async def reader_of_announcement(number: int) -> int | None:
        # One that tells of a fault and cannot be told itself is left to the log: it would tell of itself for ever.
        item = await announcements.get(number)
        return None if item is None or item.topic == TOPIC else item.person_id

    async def report_done(number: int) -> None:
        await reports.done([number])

    async def announcement_done(_number: int) -> None:
        """It stays, and is told when it changes."""

    def telling(key: str, to_whom, done) -> GiveUpTelling:  # type: ignore[no-untyped-def]
        return GiveUpTelling(
            key=key, to_whom=to_whom, done=done, people=people, screen=screen, work=work, faults=faults
        )

    return {
        WorkKind.DELIVERY: GiveUpLetter(outbox, clock),
        WorkKind.RUN: GiveUpRun(
            runs=runs,
            deliveries=deliveries,
            work=work,
            faults=faults,
            hints=hints,
            clock=clock,
            atomically=atomically,
        ),
        WorkKind.REPORT: telling("untold-report", reports.addressee, report_done),
        WorkKind.NOTICE: telling("untold-notice", reader_of_notice, notices.done),
        WorkKind.ANNOUNCEMENT: telling("untold-announcement", reader_of_announcement, announcement_done),
        WorkKind.PROBE: GiveUpProbe(work, faults, clock),
        WorkKind.UPLOAD: uploads.give_up,
    }
