"""What holds of sentences that are filled in and sent: known places only, and a full stop."""

from collections.abc import Collection, Iterator
from string import Formatter

from schemas.integrity.faults import Fault


def unfillable_places(
    table: str, key: str, sentence: str, known: Collection[str]
) -> Iterator[Fault]:
    """Yield a fault for each place in ``sentence`` that nothing will fill."""
    expected = ", ".join(f"{{{place}}}" for place in known)
    try:
        pieces = tuple(Formatter().parse(sentence))
    except ValueError as error:
        yield Fault(table, key, f"sentence is {sentence!r}: {error}, expected only {expected}")
        return
    for _, name, spec, conversion in pieces:
        if name is not None and (name not in known or spec or conversion):
            yield Fault(table, key, f"sentence has {{{name}}}, expected only {expected}")


def unended(table: str, key: str, sentence: str) -> Iterator[Fault]:
    """Yield a fault if the sentence does not end with a full stop."""
    if not sentence.endswith("."):
        yield Fault(table, key, f"sentence ends in {sentence[-20:]!r}, expected a full stop")
