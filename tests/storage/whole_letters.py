"""All bytes of a letter, as its server gets them."""

from domain.large_contents import ContentGone
from domain.messages.sending import Pieces
from storage.repositories.letter_contents import content_of


async def whole_letter(number: int) -> bytes | None:
    """Read a letter with all its pieces; None where it is kept no more."""
    read = content_of(number, b"")
    assert not isinstance(read, bytes)
    try:
        content = await read()
    except ContentGone:
        return None
    if not isinstance(content, Pieces):
        return content
    return content.first + b"".join([piece async for piece in content.rest()])
