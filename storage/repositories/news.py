"""Leaving a report: what is still to be told about a run, as a statement."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.runs.reports import News
from storage.given import INSTANT, NUMBER, each
from storage.statements import AMONG, HELD, Steps, moment

_TELL_IT_TOO = {
    News.CARD: (News.CARD.value, News.SENT.value),
    News.SENT: (News.SENT.value,),
    News.HELD: (News.HELD.value,),
}
"""News that many letters of one press have at once, and reports that tell them as well."""


def leave_report(run_id: int, news: News, now: datetime, letter: int | None) -> Steps[None]:
    """Leave it; one that waits to be drawn shows all that is written by then, so that many letters need no second.

    Its token says that it has more to show by now than when somebody saw it waiting.
    """
    yield from leave_reports(news, {run_id: [(now, letter)]})


def leave_reports(news: News, left: Mapping[int, Sequence[tuple[datetime, int | None]]]) -> Steps[None]:
    """Leave one for each of the runs: when, and about which letter.

    Several at once about the same run, of news that one report tells, are what they are when left one after another:
    the first is a report, each of the others raises its token.
    """
    waiting = yield from _tell_more(news, {run_id: len(about) for run_id, about in left.items()})
    new = [
        (run_id, moment(about[0][0]), about[0][1], len(about) - 1)
        for run_id, about in left.items()
        if run_id not in waiting
    ]
    yield from each(
        "INSERT INTO report (token, due_at, run_id, news, delivery_id, tries) SELECT given.column4, "
        f"given.column2, given.column1, '{news.value}', given.column3, 0 FROM given",
        (NUMBER, INSTANT, NUMBER, NUMBER),
        new,
    )


def _tell_more(news: News, runs: Mapping[int, int]) -> Steps[set[int]]:
    """Let reports that wait tell so many more news of their runs; return of which runs there are such."""
    if news not in _TELL_IT_TOO:
        return set()
    tell_it_too = ", ".join(f"'{other}'" for other in _TELL_IT_TOO[news])
    waiting = yield (
        f"SELECT id, run_id FROM report WHERE run_id {AMONG} AND record_id IS NULL AND lease_until IS NULL "
        f"AND due_at IS NOT NULL AND NOT drawn AND news IN ({tell_it_too}) {HELD}",
        (json.dumps(list(runs)),),
    )
    yield from each(
        "UPDATE report SET token = token + given.column2 FROM given WHERE report.id = given.column1",
        (NUMBER, NUMBER),
        [(number, runs[run_id]) for number, run_id in waiting.rows],
    )
    return {run_id for _, run_id in waiting.rows}
