"""What administrators are told of an obstacle."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.obstacles.addresses import ObstacleDone, way_to
from bot.telegram.mistakes import mistake_words
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.picking import apart, none_alike
from bot.telegram.reader import Reader
from domain.accounts.account import Account
from domain.obstacles.told_obstacles import ToldObstacle
from domain.obstacles.what_is_wrong import Wrong
from domain.people import Person

LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class ObstacleView:
    """An obstacle as it stands: `name` is its subject's, `met` the first whom it holds up of `total`, with accounts.

    `by` is who has said that it is done, `wrong` what is to be mended.
    """

    told: ToldObstacle
    name: str
    met: Sequence[Person]
    accounts: Mapping[int, Account]
    total: int
    by: str = ""
    wrong: Sequence[Wrong] = ()


def obstacle_page(reader: Reader, view: ObstacleView) -> Page:
    """Draw it: what it is, whom it holds up, and where it is mended."""
    told = view.told
    (name,) = apart([view.name], 2 * LONGEST_NAME)
    lines = [reader.text("obstacle-told", kind=told.obstacle.kind, name=name)]
    for wrong in view.wrong if told.mended_at is None else ():
        why = mistake_words(reader, wrong.key, wrong.params)
        lines.append(f"{reader.text('obstacle-why', step=wrong.step or '')} {why}")
    if view.met:
        lines.append(reader.text("obstacle-holds-up", count=view.total))
        lines += [f"• {reader.texts.escape(line)}" for line in _people(view)]
        if view.total > len(view.met):
            lines.append(reader.text("obstacle-more", more=view.total - len(view.met)))
    if told.mended_at is not None:
        when = reader.moment(told.mended_at)
        lines.append(reader.text("obstacle-done", who=view.by, when=when))
        return Page("\n".join(lines))
    buttons = [
        PageButton(reader.label("button-mend"), way_to(told.obstacle), style="primary"),
        PageButton(reader.label("button-done"), ObstacleDone(obstacle=told.id)),
    ]
    return Page("\n".join(lines), in_rows(buttons))


def _people(view: ObstacleView) -> list[str]:
    """Return whom it holds up; namesakes with their posts and addresses, and where these say the same with numbers."""
    names = [person.name or str(person.telegram_id) for person in view.met]
    lines = []
    for person, name in zip(view.met, names, strict=True):
        account = None if person.account_id is None else view.accounts.get(person.account_id)
        more = (account.title, account.department, account.mbox) if account and names.count(name) > 1 else ()
        lines.append(" · ".join([name, *filter(None, more)]))
    return none_alike(apart(lines, LONGEST_NAME), [person.telegram_id for person in view.met])
