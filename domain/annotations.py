"""Reading a document's annotations: what a field allows, through Annotated, unions and aliases."""

import types
from collections.abc import Iterator
from typing import Annotated, Any, Union, get_args, get_origin

from typing_extensions import TypeAliasType


def options_of(annotation: Any, metadata: Any = ()) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Yield what an annotation allows, each with what is said about it."""
    if isinstance(annotation, TypeAliasType):
        yield from options_of(annotation.__value__, metadata)
    elif get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        yield from options_of(inner, (*metadata, *marks))
    elif get_origin(annotation) in {Union, types.UnionType}:
        for option in get_args(annotation):
            yield from options_of(option, metadata)
    else:
        yield annotation, tuple(metadata)
