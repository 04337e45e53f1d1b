-- Every figure that may differ, worked out again before and after every step.
-- Grain: period, basis, unit_code, line_code, measure, step
-- A figure without any value has no row.

with grouped as (
    select
        entry.period,
        'nation' as basis,
        '' as unit_code,
        entry.line_code,
        entry.measure,
        entry.step,
        entry.numerator,
        entry.denominator
    from staged_unit as entry
    where entry.scope <> 'own'
    union all
    select
        entry.period,
        'as_reported' as basis,
        entry.unit_code,
        entry.line_code,
        entry.measure,
        entry.step,
        entry.numerator,
        entry.denominator
    from staged_unit as entry
    where entry.scope <> 'heirs'
    union all
    select
        entry.period,
        'current' as basis,
        part.unit_code,
        entry.line_code,
        entry.measure,
        entry.step,
        entry.numerator,
        entry.denominator
    from staged_unit as entry
    inner join part_at as part
        on
            entry.period = part.period
            and entry.unit_code = part.past_unit
            and part.is_earlier = (entry.step < 'boundaries'::step)
    where entry.scope <> 'own'
)

select
    figure.period,
    figure.basis,
    figure.unit_code,
    figure.line_code,
    figure.measure,
    figure.step,
    if(
        formula.kind = 'ratio',
        warehouse.percent(sum(figure.numerator), sum(figure.denominator)),
        sum(figure.numerator)
    ) as value
from grouped as figure
inner join formula_at as formula
    on
        figure.period = formula.period
        and figure.line_code = formula.line_code
        and figure.measure = formula.measure
        and figure.step = formula.step
group by
    figure.period,
    figure.basis,
    figure.unit_code,
    figure.line_code,
    figure.measure,
    figure.step,
    formula.kind
