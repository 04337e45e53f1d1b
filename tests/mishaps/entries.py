"""What people type into cells for numbers and answers."""

from datetime import date, datetime

from tests.mishaps.mishap import Mishap, refused, same, typed

COUNT, OTHER = "E07.so_luong", "E07a.so_luong"
"""Counts, in cuộc, that no rule compares with anything."""
MONEY, QUANTITY, ANSWER = "E04.so_luong", "F01a.khoi_luong", "A01.tong"


def read_as(text: object, number: str) -> Mishap:
    return typed(f"{text!r} is {number}", COUNT, text, same({COUNT: f"{number}.00"}))


def refused_as(text: object, code: str) -> Mishap:
    return typed(f"{text!r} is refused", COUNT, text, refused(code))


MISHAPS: tuple[Mishap, ...] = (
    read_as("1.365", "1365"),
    read_as("1.234.567", "1234567"),
    read_as("05", "5"),
    read_as(" 12 ", "12"),
    read_as("\u00a012\u200b", "12"),
    read_as("１２", "12"),
    read_as("12 cuộc", "12"),
    read_as("'12", "12"),
    read_as("1 365", "1365"),
    read_as(12.0, "12"),
    refused_as("1,365", "number_ambiguous"),
    refused_as(1.606, "number_ambiguous"),
    refused_as("16,5%", "percent_in_number"),
    refused_as("12 người", "unit_of_measure_other"),
    refused_as("5 tỷ", "unit_of_measure_other"),
    refused_as("1O", "letter_in_number"),
    refused_as("O", "letter_in_number"),
    refused_as("l2", "letter_in_number"),
    refused_as("341/360", "slash_in_number"),
    refused_as("88 vụ/229", "slash_in_number"),
    refused_as("-3", "negative"),
    refused_as(-3, "negative"),
    refused_as("(3)", "negative"),
    refused_as("½", "text_in_number"),
    refused_as("1e3", "letter_in_number"),
    refused_as(10**15, "too_large"),
    refused_as(2.5, "fraction"),
    refused_as("12-15", "several_numbers"),
    refused_as("khoảng 12", "approximate_number"),
    refused_as("~12", "approximate_number"),
    refused_as("12; 13", "several_numbers"),
    refused_as("mười hai", "text_in_number"),
    refused_as("XII", "text_in_number"),
    refused_as(True, "logical_in_number"),
    refused_as(date(2026, 3, 12), "date_in_number"),
    refused_as(datetime(2026, 3, 12, 8, 30), "date_in_number"),
    refused_as("#REF!", "error_in_cell"),
    refused_as("=2+3", "formula_without_value"),
    refused_as("=cmd|' /C calc'!A0", "formula_without_value"),
    typed("a blank is no zero", COUNT, None, same({COUNT: ""})),
    typed("a dash is a declared zero", COUNT, "-", same({COUNT: "0.00"})),
    typed("a cross is not collected", COUNT, "x", same({COUNT: ""})),
)
