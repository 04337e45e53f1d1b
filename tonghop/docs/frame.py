"""Frames: the hand-written part of a document, with places such as ``[[forms]]``."""

import re
from collections.abc import Mapping
from pathlib import Path

FRAMES = Path(__file__).parent / "frames"
_PLACE = re.compile(r"\[\[(\w+)\]\]")


class FrameError(Exception):
    """A frame has a place that nothing fills, or lacks one for something that is there."""


def fill_frame(name: str, blocks: Mapping[str, str]) -> str:
    """Return the frame ``name`` with every place filled.

    Raises:
        FrameError: The frame's places are not the blocks.
    """
    frame = (FRAMES / name).read_text(encoding="utf-8")
    places = set(_PLACE.findall(frame))
    if places != blocks.keys():
        raise FrameError(f"{name}: places {sorted(places)}, blocks {sorted(blocks)}")
    return _PLACE.sub(lambda place: blocks[place[1]], frame)
