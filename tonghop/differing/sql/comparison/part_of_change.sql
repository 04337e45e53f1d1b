-- What each step adds to each figure: the difference that it makes, nothing counting as nothing.
-- Grain: period, basis, unit_code, line_code, measure, cause
-- The parts of a figure telescope: they sum to its whole change.

with figures as (
    select distinct
        figure.period,
        figure.basis,
        figure.unit_code,
        figure.line_code,
        figure.measure
    from staged_figure as figure
),

steps as (
    select
        figure.period,
        figure.basis,
        figure.unit_code,
        figure.line_code,
        figure.measure,
        step.step,
        coalesce(staged.value, 0)
        - coalesce(
            lag(staged.value) over (
                partition by
                    figure.period,
                    figure.basis,
                    figure.unit_code,
                    figure.line_code,
                    figure.measure
                order by step.step
            ),
            0
        ) as amount
    from figures as figure
    cross join step
    left join staged_figure as staged
        on
            figure.period = staged.period
            and figure.basis = staged.basis
            and figure.unit_code = staged.unit_code
            and figure.line_code = staged.line_code
            and figure.measure = staged.measure
            and step.step = staged.step
)

select
    part.period,
    part.basis,
    part.unit_code,
    part.line_code,
    part.measure,
    part.step as cause,
    part.amount
from steps as part
where part.step <> 'earlier'::step and part.amount <> 0
