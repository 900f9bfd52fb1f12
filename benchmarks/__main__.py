"""`make bench`: what was promised in one table, then every figure in turn.

`make bench ARGS=promises` prints the table alone; a name of a benchmark prints that one.
"""

import sys

from benchmarks import (
    account_import,
    account_search,
    attachment,
    backlog,
    big_files,
    command_line,
    commit_to_claim,
    compose,
    formulas,
    history,
    journal,
    large_segment,
    many_people,
    press_to_accepted,
    promises,
    queries,
    record_search,
    settling,
    several_workers,
)
from benchmarks.sending import burst

MODULES = (
    compose,
    formulas,
    account_search,
    account_import,
    journal,
    history,
    large_segment,
    settling,
    record_search,
    queries,
    press_to_accepted,
    many_people,
    big_files,
    attachment,
    burst,
    several_workers,
    commit_to_claim,
    backlog,
    command_line,
)


def main(only: str = "") -> None:
    """Run and print."""
    if only in {"", "promises"}:
        print("What was promised: ratios of the same rounds, the median before the extremes\n")
        promises.main()
    for module in MODULES:
        if only in {"", module.__name__.rpartition(".")[2]}:
            print(f"\n{(module.__doc__ or '').splitlines()[0]}\n\n| | |\n| --- | --- |")
            for name, figure in module.run():
                print(f"| {name.strip()} | {figure} |")


if __name__ == "__main__":
    main(*sys.argv[1:])
