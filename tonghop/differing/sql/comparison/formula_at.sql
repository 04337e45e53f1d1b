-- How each figure is worked out before and after every step: as the earlier edition does, until
-- declarations change; a period that only one edition knows, always as that one does.
-- Grain: period, line_code, measure, step

with known as (
    select
        pair.period,
        pair.earlier_period in (select formula.period from earlier_formula as formula)
            as in_earlier,
        pair.later_period in (select formula.period from later_formula as formula) as in_later,
        pair.earlier_period,
        pair.later_period
    from pair
)

select
    known.period,
    formula.line_code,
    formula.measure,
    step.step,
    formula.kind,
    formula.numerator,
    formula.denominator
from known
inner join earlier_formula as formula
    on known.earlier_period = formula.period
inner join step
    on step.step < 'declarations'::step or not known.in_later
union all
select
    known.period,
    formula.line_code,
    formula.measure,
    step.step,
    formula.kind,
    formula.numerator,
    formula.denominator
from known
inner join later_formula as formula
    on known.later_period = formula.period
inner join step
    on step.step >= 'declarations'::step or not known.in_earlier
