"""Which line of a file was the first with a text, in little room: half a million lines share a chat's process."""

from array import array

_FULL = 0.6
"""How much of the table is filled before it is doubled: a fuller one has long searches."""


class FirstLines:
    """A table of hashes (64 bits, which tell millions of texts apart) and line numbers: 12 bytes a slot, no texts."""

    def __init__(self) -> None:
        self._size = 1024
        self._count = 0
        self._hashes = array("q", bytes(8 * self._size))
        self._lines = array("I", bytes(4 * self._size))

    def first(self, text: str, line: int) -> int:
        """Return the first line that came with the text: this one, where there was none before. Lines count from 1."""
        number = hash(text)
        slot = self._slot(number)
        if not self._lines[slot]:
            self._hashes[slot], self._lines[slot] = number, line
            self._count += 1
            if self._count > self._size * _FULL:
                self._grow()
            return line
        return self._lines[slot]

    def __getitem__(self, text: str) -> int:
        """Return the first line with the text; 0 where there is none."""
        return self._lines[self._slot(hash(text))]

    def __contains__(self, text: str) -> bool:
        return bool(self[text])

    def _slot(self, number: int) -> int:
        """Return where the hash stands, or the free slot for it."""
        mask = self._size - 1
        slot = number & mask
        while self._lines[slot] and self._hashes[slot] != number:
            slot = (slot + 1) & mask
        return slot

    def _grow(self) -> None:
        old = zip(self._hashes, self._lines, strict=True)
        self._size *= 2
        self._hashes = array("q", bytes(8 * self._size))
        self._lines = array("I", bytes(4 * self._size))
        for number, line in old:
            if line:
                slot = self._slot(number)
                self._hashes[slot], self._lines[slot] = number, line
