-- What each unit adds to each figure as a numerator over 1 or, for a ratio, both parts or nothing,
-- before and after every step.
-- Grain: scope, period, unit_code, line_code, measure, step

with ratios as (
    select
        formula.period,
        formula.line_code,
        formula.measure,
        formula.step,
        split_part(formula.numerator, '.', 1) as numerator_line,
        split_part(formula.numerator, '.', 2) as numerator_measure,
        split_part(formula.denominator, '.', 1) as denominator_line,
        split_part(formula.denominator, '.', 2) as denominator_measure
    from formula_at as formula
    where formula.kind = 'ratio'
)

select
    entry.scope,
    entry.period,
    entry.unit_code,
    entry.line_code,
    entry.measure,
    entry.step,
    entry.value as numerator,
    cast(1 as decimal(20, 2)) as denominator
from staged_entry as entry
inner join formula_at as formula
    on
        entry.period = formula.period
        and entry.line_code = formula.line_code
        and entry.measure = formula.measure
        and entry.step = formula.step
union all
select
    numerator.scope,
    numerator.period,
    numerator.unit_code,
    ratio.line_code,
    ratio.measure,
    numerator.step,
    numerator.value as numerator,
    denominator.value as denominator
from ratios as ratio
inner join staged_entry as numerator
    on
        ratio.period = numerator.period
        and ratio.step = numerator.step
        and ratio.numerator_line = numerator.line_code
        and ratio.numerator_measure = numerator.measure
inner join staged_entry as denominator
    on
        ratio.period = denominator.period
        and ratio.step = denominator.step
        and ratio.denominator_line = denominator.line_code
        and ratio.denominator_measure = denominator.measure
        and numerator.unit_code = denominator.unit_code
        and numerator.scope = denominator.scope
