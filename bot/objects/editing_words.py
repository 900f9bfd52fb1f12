"""Words of a draft's pages: where one is, what the parts are called, and what the draft changes."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.objects.addresses import DraftPage
from bot.objects.differences import difference_lines
from bot.objects.field_values import field_hint, field_title, form_of_node
from bot.telegram.mistakes import mistake_words
from bot.telegram.page import PageButton, shorten
from bot.telegram.reader import Reader
from domain.configuration.differences import differences_between
from domain.configuration.twins_told import LISTS, twin_parts, twins_of
from domain.editing.claimed_event import claimed_by_another
from domain.editing.draft import form_of_section
from domain.editing.editing import Editing
from domain.editing.field_types import Type
from domain.editing.fields import Form
from domain.editing.nodes import Node, chain_to, leaf_of, nearest_to
from domain.editing.ready import Ready
from domain.mistakes import Mistake, Path
from domain.sections import Section

UNKNOWN_NAME = "config-unknown-name"
MOST_MISTAKES = 15
MOST_CHANGES = 20
LONGEST_CONDITION = 24


def crumbs(reader: Reader, editing: Editing) -> str:
    """Return where in the object the page is."""
    draft = editing.draft
    key = "draft-new" if draft.object_id is None else "draft-of"
    parts = [reader.text(key, section=draft.section, title=object_title(reader, editing))]
    shown = [word for word in _chain_words(reader, editing.chain, editing.office.titles) if word]
    return " › ".join([*parts, *(reader.texts.escape(word) for word in shown[-2:])])


def path_words(reader: Reader, root: Node, path: Path, titles: Mapping[str, str]) -> str:
    """Return a node of a document in plain words."""
    return " › ".join(_chain_words(reader, nearest_to(root, path), titles))


def _chain_words(reader: Reader, chain: Sequence[Node], titles: Mapping[str, str]) -> list[str]:
    return [_words_of(reader, chain[index], form_of_node(chain[: index + 1]), titles) for index in range(1, len(chain))]


def ways_to_mistakes(reader: Reader, editing: Editing, mistakes: Sequence[Mistake]) -> list[PageButton]:
    """Return the ways to the fields that are wrong, each once."""
    draft, root = editing.draft, chain_to(editing.draft.form, editing.draft.document, "")[0]
    titles = editing.office.titles
    found: dict[str, PageButton] = {}
    for mistake in mistakes[:MOST_MISTAKES]:
        chain = nearest_to(root, tuple(mistake.path[2:]))
        token = chain[-1].token
        if token and mistake.path[:1] == (draft.section,):
            words = _chain_words(reader, chain, titles)
            title = words[-1] if len(chain) == 2 else " › ".join(word for word in words[-2:] if word)
            found.setdefault(token, PageButton(title, DraftPage(draft=draft.id, token=token), style="primary"))
    return [*found.values()]


def mistake_lines(
    reader: Reader,
    section: Section,
    data: Mapping[str, object],
    mistakes: Sequence[Mistake],
    titles: Mapping[str, str] = MappingProxyType({}),
) -> list[str]:
    """Say what is wrong in an object, each with where it is; the first of many.

    `titles` are what objects, attributes and buttons are called, by system name.
    """
    root = chain_to(form_of_section(section), data, "")[0]
    lines = []
    for mistake in mistakes[:MOST_MISTAKES]:
        where = path_words(reader, root, tuple(mistake.path[2:]), titles)
        words = mistake_words(reader, mistake.key, _titled(mistake, titles))
        lines.append(f"• {reader.texts.escape(where)}: {words}" if where else f"• {words}")
    if len(mistakes) > MOST_MISTAKES:
        lines.append(reader.text("many-more", count=len(mistakes) - MOST_MISTAKES))
    return lines


def _titled(mistake: Mistake, titles: Mapping[str, str]) -> Mapping[str, str | int]:
    """Return a mistake's values, with titles for what is chosen and not typed."""
    if mistake.key != UNKNOWN_NAME:
        return mistake.params
    return {name: titles.get(str(value), value) for name, value in mistake.params.items()}


def changed_lines(reader: Reader, editing: Editing) -> list[str]:
    """Return what the draft changes, part by part; the first of much."""
    if editing.stored is None:
        return []
    differences = differences_between(editing.before, editing.after)
    lines = difference_lines(reader, editing.draft.section, differences[:MOST_CHANGES], editing.office.titles)
    if len(differences) > MOST_CHANGES:
        lines.append(reader.text("many-more", count=len(differences) - MOST_CHANGES))
    for name in sorted(editing.draft.secrets):
        lines.append(reader.text("draft-change-password", secret=name))
    for name in editing.office.lost_secrets(editing.draft):
        lines.append(reader.text("draft-password-asked", secret=name))
    return lines


def twin_lines(reader: Reader, editing: Editing) -> list[str]:
    """Warn of a title that another object, attribute or button has too, where it is given or seen."""
    draft, here = editing.draft, editing.here
    found: list[Mistake] = []
    owner = next((node for node in reversed(editing.chain) if node.form is not None), None)
    if owner is not None and not owner.path:
        others = [item.document for item in editing.office.objects(draft.section) if item.id != draft.object_id]
        found += twins_of(draft.document, others)
    if draft.section is Section.TEMPLATES:
        about = {*LISTS} if not here.path else {str(here.path[0])}
        found += [mistake for mistake in twin_parts(draft.document) if mistake.path[0] in about]
    return [f"⚠️ {mistake_words(reader, mistake.key, mistake.params)}" for mistake in found]


def claim_lines(reader: Reader, editing: Editing) -> list[str]:
    """Warn of an event that another scenario has already, where the whole scenario or its event is seen."""
    about_event = not editing.here.path or editing.here.path[0] == "event"
    found = claimed_by_another(editing.draft, editing.office) if about_event else None
    return [] if found is None else [f"⚠️ {mistake_words(reader, found.key, found.params)}"]


def part_name(reader: Reader, node: Node, titles: Mapping[str, str]) -> str:
    """Return what a part is called: its title or name, an action's kind with its number, a variable's name.

    `titles` are what attributes are called that it is about, by system name.
    """
    if node.kind is not None:
        return f"{node.number} {kind_label(reader, node.kind)}"
    if node.is_variable:
        return str(node.path[-1])
    data = node.data if isinstance(node.data, Mapping) else {}
    if node.form is not None and node.form.only_list is not None:
        return f"{node.number} {_condition(data)}".strip()
    about = str(data.get("attribute") or "")
    names = (*(data.get(name) for name in ("title", "name", "system_name")), titles.get(about, about))
    return str(next(filter(None, names), None) or reader.label("objects-untitled"))


def _condition(block: Mapping[str, object]) -> str:
    """Return what a block of actions says besides them: the text of its condition."""
    for value in block.values():
        text = value.get(leaf) if isinstance(value, Mapping) and (leaf := leaf_of(value)) else value
        if isinstance(text, str):
            return shorten(text, LONGEST_CONDITION)
    return ""


def object_title(reader: Reader, editing: Editing) -> str:
    """Return what the object is called on the draft; while it keeps its title, others of that title are told apart."""
    draft, stored = editing.draft, editing.stored
    if stored is not None and stored.title == draft.document.get("title"):
        return editing.office.called(draft.section)[stored.system_name]
    return str(editing.draft.document.get("title") or reader.label("objects-untitled"))


def _words_of(reader: Reader, node: Node, form: Form | None, titles: Mapping[str, str]) -> str:
    if node.is_part or node.is_variable:
        return part_name(reader, node, titles)
    if node.path and node.path[-1] in {"attribute", "formula"} and node.type in {Type.REFERENCE, Type.FORMULA}:
        return reader.label(f"button-from-{node.path[-1]}")
    if form is None or node.field is None:
        return ""
    return field_title(reader, form, node.field)


def cut(reader: Reader, words: str) -> str:
    """Return words for a line of a page."""
    return reader.texts.escape(shorten(words, 200))


def hint_of(reader: Reader, editing: Editing) -> str:
    """Return what the field is for that the page is about."""
    form, field = form_of_node(editing.chain), editing.here.field
    return "" if form is None or field is None else field_hint(reader, form, field)


def ready_label(reader: Reader, ready: Ready) -> str:
    """Return what the button of a value says that one press gives."""
    return ready.label or reader.label(ready.name, title=ready.title)


def kind_label(reader: Reader, kind: str) -> str:
    """Return what a kind of action is called."""
    return reader.label(f"action-{kind.replace('_', '-')}")


def kind_about(reader: Reader, kind: str) -> str:
    """Return what a kind of action is for."""
    return reader.text(f"about-{kind.replace('_', '-')}")


def page_with(owner: Node, token: str) -> int:
    """Return which page of an object's fields shows the one that `token` leads to: rare ones are on the second."""
    form, below = owner.form, token.removeprefix(owner.token)
    return int(form is not None and any(item.token == below for item in form.fields if item.name in form.rare))


def ways_back(reader: Reader, editing: Editing, token: str, page: int = 0) -> list[PageButton]:
    """Return the way back to a node of the draft, and from deep inside the way to the whole object.

    `page` is which one of a list.
    """
    if len(editing.chain) > 1 and not page:
        page = page_with(editing.chain[-2], editing.here.token)
    ways = [PageButton(reader.label("button-back"), DraftPage(draft=editing.draft.id, token=token, more=page))]
    if token:
        ways.append(PageButton(reader.label("button-to-whole"), DraftPage(draft=editing.draft.id)))
    return ways
