-- Every cell: between editions of different periods any of them may differ.
-- Grain: line_code, measure

select distinct
    formula.line_code,
    formula.measure
from formula_at as formula
