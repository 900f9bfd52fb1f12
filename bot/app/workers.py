"""Who does which kind of work, put together."""

from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping

from bot.workers.giving_way import giving_way
from bot.workers.hands import LocalHands
from bot.workers.local_hints import LocalHints
from bot.workers.worker import LETTERS_IN_HAND, Runner, Worker, claims_of, letters_of
from domain.clock import Clock
from domain.deliveries.attempt_delivery import AttemptDelivery
from domain.deliveries.outbox import Outbox
from domain.faults import GiveUp
from domain.work import Claim, Work, WorkKind

Act = Callable[[Claim], Awaitable[None]]

RUNS_IN_HAND = 64
"""How many runs are in hand: what they need is read together and what they come to written together. What of files
they hold is bounded by itself (`domain.runs.held_files`)."""

SIDE_BY_SIDE = {
    WorkKind.RUN: RUNS_IN_HAND,
    WorkKind.REPORT: 64,
    WorkKind.PROBE: 4,
    WorkKind.NOTICE: 1,
    WorkKind.ANNOUNCEMENT: 4,
    WorkKind.UPLOAD: 1,
}
"""How many of a kind are in hand at once; letters are counted by themselves.

Reports are told together: one of them costs little where many are read and written by the same statements. Each in hand
may be a call of Telegram, of which a session keeps a hundred open.
"""

AT_LEAST = {WorkKind.RUN: 16, WorkKind.REPORT: 32}
"""For how many there must be room before more are taken: else two halves of them soon go on by turns, and then four."""

WEIGHTIER = (WorkKind.RUN, WorkKind.DELIVERY)
"""What telling gives way to."""

SENDING = frozenset({WorkKind.RUN, WorkKind.DELIVERY, WorkKind.PROBE})
"""What needs no chat: any process of an installation does it."""


def make_workers(
    kinds: Collection[WorkKind],
    attempt: AttemptDelivery,
    acts: Mapping[WorkKind, Act],
    give_up: Mapping[WorkKind, GiveUp],
    *,
    outbox: Outbox,
    work: Work,
    hints: LocalHints,
    hands: LocalHands,
    clock: Clock,
) -> Iterator[Runner]:
    """Yield a worker for each of the kinds."""
    if WorkKind.DELIVERY in kinds:
        yield Worker(
            WorkKind.DELIVERY,
            attempt,
            take=letters_of(outbox, clock),
            work=work,
            hints=hints,
            hands=hands,
            clock=clock,
            side_by_side=LETTERS_IN_HAND,
            give_up=give_up[WorkKind.DELIVERY],
        )
    for kind, count in SIDE_BY_SIDE.items():
        if kind not in kinds:
            continue
        take = claims_of(kind, work, clock)
        if kind is WorkKind.REPORT:
            take = giving_way(take, lambda: work.is_any_in_hand(WEIGHTIER), clock)
        yield Worker(
            kind,
            acts[kind],
            take=take,
            work=work,
            hints=hints,
            hands=hands,
            clock=clock,
            side_by_side=count,
            at_least=AT_LEAST.get(kind, 1),
            give_up=give_up[kind],
        )
