-- What each unit adds to each figure of a derived period, before and after every step.
-- Grain: scope, period, unit_code, line_code, measure, step
-- As in tonghop/warehouse/schema: nothing is derived from a part that is missing or doubtful, and
-- a negative difference is no figure.

with cells as (
    select distinct
        staged.form_code,
        staged.line_code,
        staged.measure
    from staged_entry as staged
)

select
    'all' as scope,
    part.period,
    part.unit_code,
    min(cell.form_code) as form_code,
    cell.line_code,
    cell.measure,
    step.step,
    sum(part.sign * entry.value) as value
from derivation_at as part
inner join step
    on part.is_earlier = (part.switch > step.step)
cross join cells as cell
inner join formula_at as formula
    on
        part.period = formula.period
        and cell.line_code = formula.line_code
        and cell.measure = formula.measure
        and step.step = formula.step
        and formula.kind = 'flow'
left join staged_entry as entry
    on
        part.part = entry.period
        and part.past_unit = entry.unit_code
        and cell.form_code = entry.form_code
        and cell.line_code = entry.line_code
        and cell.measure = entry.measure
        and step.step = entry.step
left join doubt
    on
        part.part = doubt.period
        and part.past_unit = doubt.unit_code
        and cell.form_code = doubt.form_code
group by part.period, part.unit_code, cell.line_code, cell.measure, step.step
having
    count(*) = count(entry.value)
    and not coalesce(
        bool_or(if(step.step < doubt.cause, doubt.in_earlier, doubt.in_later)), false
    )
    and sum(part.sign * entry.value) >= 0
