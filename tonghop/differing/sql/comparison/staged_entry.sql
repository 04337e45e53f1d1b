-- What each unit adds to each figure before the first step and after every further one.
-- Grain: scope, period, unit_code, line_code, measure, step
-- Only cells with a number, of the lines and periods that may differ.

with staged as (
    select
        path.scope,
        path.period,
        path.unit_code,
        path.form_code,
        path.line_code,
        path.measure,
        step.step,
        case
            when step.step < path.cause then path.value_earlier
            when step.step < 'decisions'::step then path.value_between
            else path.value_later
        end as value
    from path
    inner join touched_line as touched
        on
            path.line_code = touched.line_code
            and path.measure = touched.measure
    inner join touched_period
        on path.period = touched_period.period
    cross join step
)

select staged.*
from staged
where staged.value is not null
