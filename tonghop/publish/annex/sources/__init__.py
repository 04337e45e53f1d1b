"""The sheets with the cells behind an annex's figures, and the links that lead to them.

``cells`` reads the cells of a period and of the same one the year before, ``blocks`` puts those of
each figure together with what they come to, ``links`` knows where they stand, ``reading`` makes the
sources of both years, ``sheet`` writes.
"""
