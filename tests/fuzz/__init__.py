"""Fuzzing the reader: mutated workbooks, which may be refused but must never break the program."""
