"""Decisions: what analysts ruled, kept for good and replayed on whatever is recorded."""
