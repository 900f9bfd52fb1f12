"""What a part holds of a kind that it was before: it stays on the draft while somebody chooses, and is not applied."""

from collections.abc import Mapping
from typing import Any

from domain.editing.fields import Form, applies


def without_meaningless(form: Form, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document without the fields that mean nothing for the kinds of its parts."""
    whole = dict(data)
    for field in form.fields:
        parts = whole.get(field.name)
        if not parts or field.form is None or not field.form.kinds:
            continue
        if isinstance(parts, Mapping):
            whole[field.name] = _meaningful(field.form, parts)
        else:
            whole[field.name] = [_meaningful(field.form, part) for part in parts]
    return whole


def _meaningful(parts: Form, part: Any) -> Any:
    form = parts.of(part)
    if form is parts:
        return part  # its kind is not chosen yet
    known = {field.name for kind in parts.kinds.values() for field in kind.fields}
    own = {field.name for field in form.fields if applies(field, part) and field.can_hold(part.get(field.name))}
    return {name: value for name, value in part.items() if name in own or name not in known}
