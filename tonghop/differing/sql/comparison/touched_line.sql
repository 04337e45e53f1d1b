-- Cells that may differ: they changed in some report, are worked out otherwise, or follow such.
-- Grain: line_code, measure
-- Where boundaries differ every cell may.

with moved as (
    select
        part.period,
        part.unit_code,
        part.past_unit
    from part_at as part
    group by part.period, part.unit_code, part.past_unit
    having count(*) = 1
),

changed as (
    select distinct
        path.line_code,
        path.measure
    from path
    where
        path.value_earlier is distinct from path.value_between
        or path.value_between is distinct from path.value_later
    union
    select
        formula.line_code,
        formula.measure
    from formula_at as formula
    group by formula.period, formula.line_code, formula.measure
    having
        count(distinct row(formula.kind, formula.numerator, formula.denominator)) > 1
        or count(*) < (select count(*) from step)
    union
    select
        formula.line_code,
        formula.measure
    from formula_at as formula
    where (select count(*) from moved) > 0
    union
    select
        figure.line_code,
        figure.measure
    from later_figure as figure
    inner join doubt
        on figure.form_code = doubt.form_code
    where doubt.in_earlier <> doubt.in_later
),

ratios as (
    select distinct
        formula.line_code,
        formula.measure,
        formula.numerator,
        formula.denominator
    from formula_at as formula
    inner join changed
        on
            changed.line_code || '.' || changed.measure in (
                formula.numerator, formula.denominator, formula.line_code || '.' || formula.measure
            )
    where formula.kind = 'ratio'
)

select
    changed.line_code,
    changed.measure
from changed
union
select
    ratio.line_code,
    ratio.measure
from ratios as ratio
union
select
    split_part(ratio.numerator, '.', 1) as line_code,
    split_part(ratio.numerator, '.', 2) as measure
from ratios as ratio
union
select
    split_part(ratio.denominator, '.', 1) as line_code,
    split_part(ratio.denominator, '.', 2) as measure
from ratios as ratio
