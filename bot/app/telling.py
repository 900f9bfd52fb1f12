"""What tells people of their letters and of what others have done, put together."""

from bot.app.rooms import Rooms
from bot.app.workers import Act
from bot.ground import Ground
from bot.workers.announcer import TellAnnouncement
from bot.workers.notifier import TellNotice
from bot.workers.reporter import TellReport
from domain.work import WorkKind


def make_telling(ground: Ground, rooms: Rooms) -> dict[WorkKind, Act]:
    """Return who does each kind of it."""
    report = TellReport(
        reports=ground.reports,
        runs=ground.runs,
        cards=rooms.cards.screen,
        faults=rooms.obstacles.tell,
        work=ground.work,
        clock=ground.clock,
    )
    notice = TellNotice(
        notices=ground.notices,
        outbox=ground.outbox,
        people=ground.people,
        tell=rooms.standing.tell,
        work=ground.work,
        clock=ground.clock,
    )
    announcement = TellAnnouncement(
        announcements=ground.announcements,
        people=ground.people,
        screen=ground.screen,
        pages=rooms.told,
        in_vain=rooms.people.in_vain,
        work=ground.work,
        clock=ground.clock,
    )
    return {WorkKind.REPORT: report, WorkKind.NOTICE: notice, WorkKind.ANNOUNCEMENT: announcement}
