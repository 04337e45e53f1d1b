"""The demo: an illustrative collection of reports, every figure of it fictional and marked so."""
