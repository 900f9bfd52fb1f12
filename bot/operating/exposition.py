"""What the product says to Prometheus. Labels are our own words and names of configured objects, nobody's data."""

import platform
from collections.abc import Iterable, Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric

from domain.counters import Counters
from domain.operating.figures import Figures
from domain.work import WorkKind

COME_TO = ("sent", "partly_sent", "deferred", "failed", "uncertain", "overdue")
"""The states that letters are counted in."""

NAMED = {WorkKind.DELIVERY: "letter"}
"""What a kind of work is called where its own name is not the glossary's."""


class Exposition:
    """Writes the metrics of this process and, where the database was read, of what all processes share."""

    def __init__(self, counters: Counters, *, version: str, role: str, database: str) -> None:
        """`role` is which process this is (run, worker), `database` the kind of its database."""
        self._counters = counters
        self._build = {"version": version, "python": platform.python_version(), "role": role, "database": database}
        self._process = ProcessCollector(registry=None)

    def write(self, figures: Figures | None, now: datetime) -> bytes:
        """Return the text of an answer; `figures` are None when the database cannot be read."""
        registry = CollectorRegistry(auto_describe=False)
        registry.register(_Given([*self._of_process(now), *_of_rows(figures, now), *self._process.collect()]))
        return generate_latest(registry)

    def _of_process(self, now: datetime) -> Iterator[Metric]:
        counters = self._counters
        yield _gauge("gonets_build_info", "Which build this process is.", [(self._build, 1)])
        yield _counter("gonets_presses", "Presses that began a run.", [({}, counters.presses)])
        yield _counter(
            "gonets_letters",
            "Letters by the state that an attempt has left them in, and its cause.",
            [({"state": state, "cause": cause}, count) for (state, cause), count in counters.letters.items()],
            labels=("state", "cause"),
        )
        by_state = dict.fromkeys(COME_TO, 0)
        for (state, _), count in counters.letters.items():
            by_state[state] = by_state.get(state, 0) + count
        yield _counter(
            "gonets_letters_by_state",
            "Letters by that state alone, from nought on: what is counted for the first time is an increase, too.",
            [({"state": state}, count) for state, count in by_state.items()],
        )
        yield _counter(
            "gonets_attempts",
            "Attempts by how far they came (phase done: the server has answered) and what followed.",
            [({"phase": phase, "outcome": outcome}, count) for (phase, outcome), count in counters.attempts.items()],
            labels=("phase", "outcome"),
        )
        yield _counter("gonets_bot_api_calls", "Calls of the Bot API.", [({}, counters.bot_api_calls)])
        yield _counter(
            "gonets_bot_api_errors",
            "Calls of the Bot API that failed, by kind.",
            [({"kind": kind}, count) for kind, count in counters.bot_api_errors.items()],
            labels=("kind",),
        )
        if counters.heard_at is not None:
            since = _seconds(counters.heard_at, now)
            yield _gauge("gonets_telegram_heard_seconds", "Seconds since Telegram was last heard.", [({}, since)])
        if counters.updates_waiting is not None:
            count = counters.updates_waiting
            yield _gauge("gonets_webhook_updates_waiting", "Updates that wait at Telegram.", [({}, count)])


class _Given:
    """A collector of metrics that are at hand."""

    def __init__(self, metrics: list[Metric]) -> None:
        self._metrics = metrics

    def collect(self) -> Iterable[Metric]:
        """Return them."""
        return self._metrics


def _of_rows(figures: Figures | None, now: datetime) -> Iterator[Metric]:
    yield _gauge("gonets_database_up", "Whether the database answers.", [({}, int(figures is not None))])
    if figures is None:
        return
    yield _gauge(
        "gonets_oldest_due_seconds",
        "For how many seconds the oldest row that nobody has in hand has been due, by kind of work; 0 when none is.",
        [
            ({"kind": NAMED.get(kind, kind.value)}, _seconds(figures.oldest_due.get(kind, now), now))
            for kind in WorkKind
        ],
    )
    yield _gauge(
        "gonets_letters_waiting",
        "Letters that go by themselves when it is their time, by connection.",
        [({"connection": name}, count) for name, count in figures.waiting.items()],
        labels=("connection",),
    )
    yield _gauge("gonets_letters_in_hand", "Letters that a worker has in hand.", [({}, figures.in_hand)])
    yield _gauge(
        "gonets_letters_asking",
        "Letters that wait for an answer of their authors, by state.",
        [({"state": state}, count) for state, count in figures.asking.items()],
        labels=("state",),
    )
    yield _gauge("gonets_inbox_updates", "Updates that are kept and not done.", [({}, figures.inbox)])
    age = _seconds(figures.inbox_oldest or now, now)
    yield _gauge("gonets_inbox_age_seconds", "For how many seconds the oldest of them has waited.", [({}, age)])
    yield _gauge(
        "gonets_connections_suspended",
        "Connections that are suspended, by cause.",
        [({"cause": cause}, count) for cause, count in figures.suspended.items()],
        labels=("cause",),
    )
    yield _gauge("gonets_held_back", "Whether an administrator holds everything back.", [({}, int(figures.held_back))])


Sample = tuple[dict[str, str], float]


def _gauge(name: str, about: str, samples: list[Sample], labels: tuple[str, ...] = ()) -> Metric:
    return _filled(GaugeMetricFamily(name, about, labels=_labels(samples, labels)), samples)


def _counter(name: str, about: str, samples: list[Sample], labels: tuple[str, ...] = ()) -> Metric:
    return _filled(CounterMetricFamily(name, about, labels=_labels(samples, labels)), samples)


def _filled(family: GaugeMetricFamily | CounterMetricFamily, samples: list[Sample]) -> Metric:
    for values, count in samples:
        family.add_metric(list(values.values()), count)
    return family


def _labels(samples: list[Sample], labels: tuple[str, ...]) -> list[str]:
    return list(labels) or list(samples[0][0])


def _seconds(since: datetime, now: datetime) -> float:
    return max((now - since).total_seconds(), 0.0)
