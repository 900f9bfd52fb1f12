"""What the journal is asked for, as conditions: each leads to an index, or to few rows."""

from typing import Any, TypeAlias

from domain.journal.journal import LETTER_STATES, RUN_STATUSES, Group, JournalFilter
from storage.partial_indexes import NOT_ENDED, SENT, TROUBLED, WAITING
from storage.repositories.letter_rows import STAGED
from storage.statements import moment, placeholders

Condition: TypeAlias = tuple[str, list[Any]]
"""A piece of a condition, and its values."""

ONLY = {
    Group.WAITING: WAITING,
    Group.SENT: SENT,
    Group.NOT_SENT: TROUBLED,
    Group.ASKS: TROUBLED,
    Group.CANCELLED: TROUBLED,
}
"""Whose rows an index is of, written out: a parameter is never seen to be of an index."""


def of_group(group: Group) -> list[Condition]:
    """Return the conditions of which a letter of a group fulfils one: each leads to one range of an index."""
    states = [state.value for state in LETTER_STATES[group]]
    if ONLY[group] is TROUBLED:
        return [(f"d.{TROUBLED} AND d.state = ?", [state]) for state in states]
    return [(f"d.{ONLY[group]} AND d.state IN ({placeholders(states)})", states)]


def letters_of(wanted: JournalFilter, *, few_runs: bool) -> list[Condition]:
    """Return the conditions of which a letter that is asked for fulfils one, words aside.

    `few_runs` says that its scenario has few.
    """
    more, values = _more_of(wanted, few_runs=few_runs)
    groups = [("d.state <> ?", [STAGED])] if wanted.group is None else of_group(wanted.group)
    return [(condition + more, [*of_it, *values]) for condition, of_it in groups]


def _more_of(wanted: JournalFilter, *, few_runs: bool) -> Condition:
    conditions, values = _where(
        ("d.author_id = ?", wanted.person_id),
        ("d.connection_id = ?", wanted.connection_id),
        ("d.created_at >= ?", moment(wanted.since)),
        ("d.created_at < ?", moment(wanted.until)),
    )
    if wanted.scenario_id is not None:
        # Few runs lead to their letters; of many, the newest letters are soon found along the order of moments.
        conditions += (
            " AND d.run_id IN (SELECT id FROM scenario_run WHERE scenario_id = ?)"
            if few_runs
            else " AND EXISTS (SELECT 1 FROM scenario_run of_it WHERE of_it.id = d.run_id AND of_it.scenario_id = ?)"
        )
        values.append(wanted.scenario_id)
    return conditions, values


def words_of(wanted: JournalFilter) -> Condition:
    """Return the condition, with AND before it, that a letter has all words."""
    conditions, values = "", list[Any]()
    for word in wanted.words:
        if wanted.subjects_of is None:
            conditions += " AND instr(d.search, ?) > 0"
            values.append(word)
        else:
            # The first line is the subject: of others' letters only what stands behind it is looked at.
            conditions += (
                " AND (instr(substr(d.search, CAST(instr(d.search, ?) AS INTEGER)), ?) > 0 "
                "OR (d.author_id = ? AND instr(d.search, ?) > 0))"
            )
            values += ["\n", word, wanted.subjects_of, word]
    return conditions, values


def runs_of_group(group: Group) -> list[Condition]:
    """Return the conditions, with AND before each, of which a run without a letter of a group fulfils one."""
    return [(f" AND r.{NOT_ENDED} AND r.status = ?", [status.value]) for status in RUN_STATUSES.get(group, ())]


def runs_of(wanted: JournalFilter) -> list[Condition]:
    """Return the conditions, with AND before each, of which a run without a letter that is asked for fulfils one."""
    conditions, values = _where(
        ("r.person_id = ?", wanted.person_id),
        ("r.scenario_id = ?", wanted.scenario_id),
        ("r.started_at >= ?", moment(wanted.since)),
        ("r.started_at < ?", moment(wanted.until)),
    )
    groups = [("", [])] if wanted.group is None else runs_of_group(wanted.group)
    return [(of_it + conditions, [*statuses, *values]) for of_it, statuses in groups]


def _where(*asked: tuple[str, Any]) -> Condition:
    """Return the conditions, with AND before each, whose value is asked for."""
    some = [(condition, value) for condition, value in asked if value is not None]
    return "".join(f" AND {condition}" for condition, _ in some), [value for _, value in some]
