"""`make bench`: every benchmark in turn."""

from benchmarks import (
    account_import,
    account_search,
    attachment,
    backlog,
    big_files,
    command_line,
    compose,
    formulas,
    history,
    journal,
    large_segment,
    many_people,
    press_to_accepted,
    queries,
    record_search,
    settling,
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
    backlog,
    command_line,
)


def main() -> None:
    """Run and print."""
    for module in MODULES:
        print(f"\n{(module.__doc__ or '').splitlines()[0]}")
        for name, figure in module.run():
            print(f"  {name:<58} {figure}")


if __name__ == "__main__":
    main()
