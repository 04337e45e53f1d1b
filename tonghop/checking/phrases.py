"""Phrases: sequences of words that mean something, looked for in a longer sequence."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, TypeVar

Meaning = TypeVar("Meaning")


class Phrases(Generic[Meaning]):
    """What phrases mean; a phrase is its words with one space between each."""

    def __init__(self, meanings: Mapping[str, Meaning]) -> None:
        """Note how long the phrases are that begin with a word."""
        self.meanings = meanings
        self._longest: dict[str, int] = {}
        for words in map(str.split, meanings):
            self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    def spans(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yield where each part of ``words`` starts and how many words its phrase has.

        The longest phrase is taken at each place. A word that begins none is a part of size 0.
        """
        start = 0
        while start < len(words):
            size = self._size(words, start)
            yield start, size
            start += max(size, 1)

    def _size(self, words: Sequence[str], start: int) -> int:
        most = min(self._longest.get(words[start], 0), len(words) - start)
        sizes = range(most, 0, -1)
        found = (s for s in sizes if " ".join(words[start : start + s]) in self.meanings)
        return next(found, 0)
