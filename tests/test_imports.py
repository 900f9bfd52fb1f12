"""No module needs itself by a detour: what imports what when the product runs has no circle in it."""

import grimp


def circle_in(imports: dict[str, set[str]]) -> list[str]:
    """Return what is left when modules that need no other one are taken away again and again: those in circles."""
    left = {module: set(needed) for module, needed in imports.items()}
    while free := {module for module, needed in left.items() if not needed & left.keys()}:
        left = {module: needed for module, needed in left.items() if module not in free}
    return sorted(left)


def test_a_circle_is_seen() -> None:
    assert circle_in({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()}) == ["a", "b", "c"]


def test_no_module_is_in_a_circle() -> None:
    graph = grimp.build_graph("bot", "domain", "storage", "mail", "sandbox", exclude_type_checking_imports=True)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert circle_in(imports) == []
