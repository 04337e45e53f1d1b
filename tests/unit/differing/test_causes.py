"""Each way in which a cell can change between two editions, and to what it is put down."""

# Text tables keep their shape and their width.
# fmt: off
# ruff: noqa: E501

from tests.tables import relation
from tonghop.differing import Difference


def test_each_cell_is_put_down_to_what_changed_it(changed: Difference) -> None:
    found = changed.con.sql("""
        select unit_code, value_earlier, value_later, cause, caused, decided, rulings
        from cell_change where line_code = 'D03' order by unit_code
    """)
    assert relation(found) == """
        unit_code             | value_earlier | value_later | cause         | caused | decided | rulings
        ACCEPTED              |               | 4           | decisions     | 0      | 4       | 6
        CORRECTED             | 5             | 6           | decisions     | 0      | 1       | 11
        CORRECTED_BLANK       | 5             |             | decisions     | 0      | -5      | 12
        EXCLUDED              | 9             | 2           | decisions     | 0      | -7      | 9
        EXCLUDED_ONLY         | 5             |             | decisions     | 0      | -5      | 10
        FREED                 | 5             |             | boundaries    | -5     | 0       |
        LATE                  |               | 5           | late_reports  | 5      | 0       |
        LATE_ACCEPTED         |               | 6           | late_reports  | 6      | 0       | 3
        LATE_AGAIN            |               | 4           | late_reports  | 4      | 0       |
        LATE_CORRECTED        |               | 7           | late_reports  | 3      | 4       | 4
        NAMED                 |               | 4           | decisions     | 0      | 4       | 8
        OPENED                |               | 2           | late_reports  | 2      | 0       |
        OWES                  |               | 5           | boundaries    | 5      | 0       |
        RECHECKED             |               | 3           | declarations  | 3      | 0       |
        REREAD                | 5             | 50          | declarations  | 45     | 0       |
        REREAD_CORRECTED      | 5             | 40          | declarations  | 45     | -10     | 14
        RESENT                | 5             | 8           | resubmissions | 3      | 0       |
        RESENT_BLANK          | 5             |             | resubmissions | -5     | 0       |
        RESENT_CORRECTED      | 5             | 9           | resubmissions | 3      | 1       | 5
        RESENT_OLD_CORRECTION | 7             | 8           | resubmissions | 1      | 0       |
        REVOKED               | 6             | 5           | decisions     | 0      | -1      | 13
        SETTLED               |               | 4           | decisions     | 0      | 4       | 7
    """


NATION = "line_code, measure, value_earlier, value_later, change, moved, boundaries, declarations, late_reports, resubmissions, decisions"


def test_the_parts_of_a_national_figure_sum_to_its_change(changed: Difference) -> None:
    """Of D15: before 3 of 6 (RESENT, FREED, SAME), without FREED 2 of 5, then LATE makes it 3 of 6,
    and the second reports of RESENT and RESENT_BLANK 4 of 7."""
    found = changed.con.sql(f"select {NATION} from change where basis = 'nation' and period = '2024-H1' and kind <> 'yes_no' order by line_code")
    assert relation(found) == """
        line_code | measure  | value_earlier | value_later | change | moved | boundaries | declarations | late_reports | resubmissions | decisions
        D03       | vu       | 74            | 179         | 105    | 105   | 0          | 93           | 20           | 2             | -10
        D15       | ty_le    | 50            | 57.14       | 7.14   | 7.14  | -10        | 0            | 10           | 7.14          | 0
        D15a      | so_luong | 3             | 4           | 1      | 1     | -1         | 0            | 1            | 1             | 0
        D15b      | so_luong | 6             | 7           | 1      | 1     | -1         | 0            | 1            | 1             | 0
    """


def test_a_restated_figure_changes_by_what_changed_its_parts(changed: Difference) -> None:
    found = changed.con.sql(f"select {NATION} from change where basis = 'current' and unit_code = 'MERGED' and is_changed order by line_code")
    assert relation(found) == """
        line_code | measure  | value_earlier | value_later | change | moved | boundaries | declarations | late_reports | resubmissions | decisions
        D03       | vu       | 5             | 13          | 8      | 8     | 0          | 0            | 5            | 3             | 0
        D15       | ty_le    | 50            | 100         | 50     | 50    | 0          | 0            | 16.67        | 33.33         | 0
        D15a      | so_luong | 1             | 3           | 2      | 2     | 0          | 0            | 1            | 1             | 0
        D15b      | so_luong | 2             | 3           | 1      | 1     | 0          | 0            | 1            | 0             | 0
    """


def test_a_figure_without_value_does_not_change_from_or_to_zero(changed: Difference) -> None:
    found = changed.con.sql("select unit_code, value_earlier, value_later, change, moved, late_reports, decisions from change where basis = 'as_reported' and line_code = 'D03' and unit_code in ('EXCLUDED_ONLY', 'LATE') order by unit_code")
    assert relation(found) == """
        unit_code     | value_earlier | value_later | change | moved | late_reports | decisions
        EXCLUDED_ONLY | 5             |             |        | -5    | 0            | -5
        LATE          |               | 5           |        | 5     | 5            | 0
    """
