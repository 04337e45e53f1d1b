"""Tracing: from a published figure to the cells that it is made of, by an edition's database alone.

Nothing here needs the warehouse or the archive: an edition carries its own proof.
"""
