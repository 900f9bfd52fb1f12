"""What tells people of their letters and of what others have done, put together."""

from collections.abc import Mapping

from bot.app.workers import Act
from bot.cards.screen import CardScreen
from bot.connections.standing_screen import StandingScreen
from bot.ground import Ground
from bot.workers.announcer import Draw, InVain, TellAnnouncement
from bot.workers.notifier import TellNotice
from bot.workers.reporter import TellReport, TellsOfFaults
from domain.work import WorkKind


def make_telling(
    ground: Ground,
    *,
    cards: CardScreen,
    faults: TellsOfFaults,
    standing: StandingScreen,
    pages: Mapping[str, Draw],
    in_vain: Mapping[str, InVain],
) -> dict[WorkKind, Act]:
    """Return who does each kind of it. `pages` draw announcements by topic; `in_vain` follows where nobody was told."""
    report = TellReport(
        reports=ground.reports,
        runs=ground.runs,
        cards=cards,
        faults=faults,
        work=ground.work,
        clock=ground.clock,
    )
    notice = TellNotice(
        notices=ground.notices,
        outbox=ground.outbox,
        people=ground.people,
        tell=standing.tell,
        work=ground.work,
        clock=ground.clock,
    )
    announcement = TellAnnouncement(
        announcements=ground.announcements,
        people=ground.people,
        screen=ground.screen,
        pages=pages,
        in_vain=in_vain,
        work=ground.work,
        clock=ground.clock,
    )
    return {WorkKind.REPORT: report, WorkKind.NOTICE: notice, WorkKind.ANNOUNCEMENT: announcement}
