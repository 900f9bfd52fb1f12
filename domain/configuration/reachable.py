"""What a scenario comes to: actions that no run ever does, and scenarios that leave nothing behind."""

from collections.abc import Iterator, Sequence

from domain.mistakes import Mistake, Path
from domain.scenarios.actions.action import Action
from domain.scenarios.document import Scenario
from domain.scenarios.walking import ROOT


def check_reached(scenario: Scenario, path: Path) -> Iterator[Mistake]:
    """Yield the first of actions that no run ever does, by what is always the same; and that nothing comes of it."""
    done: list[Action] = []
    never: list[Path] = []
    _go(scenario.actions, (*path, ROOT), done, never)
    yield from (Mistake(where, "config-never-done") for where in never)
    if not any(action.body.sends() or action.body.changes_records for action in done):
        yield Mistake((*path, ROOT), "config-does-nothing")


def check_sends(scenario: Scenario, path: Path) -> Iterator[Mistake]:
    """Yield that a scenario sends nothing, where it does something else."""
    done: list[Action] = []
    _go(scenario.actions, (*path, ROOT), done, [])
    acts = any(action.body.changes_records for action in done)
    if acts and not any(action.body.sends() for action in done):
        yield Mistake((*path, ROOT), "config-sends-nothing")


def _go(actions: Sequence[Action], path: Path, done: list[Action], never: list[Path]) -> bool:
    """Gather what may be done, and the places of the first actions that never are; return whether runs come through."""
    for index, action in enumerate(actions):
        here = (*path, index, action.kind)
        done.append(action)
        skipped = action.body.never_done()
        comes_through = not action.body.always_stops()
        always = len(action.blocks) == 1 and not skipped and action.blocks[0].required and not action.body.is_apart
        for number, block in enumerate(action.blocks):
            inside = (*here, *block.path)
            if number in skipped:
                if block.actions:
                    never.append((*inside, 0, block.actions[0].kind))
                continue
            if not _go(block.actions, inside, done, never) and always and not action.body.repeats:
                comes_through = False
        if not comes_through:
            if index + 1 < len(actions):
                never.append((*path, index + 1, actions[index + 1].kind))
            return False
    return True
