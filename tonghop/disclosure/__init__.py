"""Disclosure control: which figures an outside edition keeps back, so that no small one leaks."""
