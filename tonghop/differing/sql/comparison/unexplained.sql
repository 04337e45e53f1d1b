-- Figures that, worked out again from their cells, are not what an edition has published, and
-- figures that differ although nothing that they are made of does: there must be none.
-- Grain: period, basis, unit_code, line_code, measure

with ends as (
    select
        staged.period,
        staged.basis,
        staged.unit_code,
        staged.line_code,
        staged.measure,
        max(staged.value) filter (where staged.step = 'earlier'::step) as value_earlier,
        max(staged.value) filter (where staged.step = (select max(step.step) from step))
            as value_later
    from staged_figure as staged
    group by staged.period, staged.basis, staged.unit_code, staged.line_code, staged.measure
)

select
    coalesce(change.period, ends.period) as period,
    coalesce(change.basis, ends.basis) as basis,
    coalesce(change.unit_code, ends.unit_code) as unit_code,
    coalesce(change.line_code, ends.line_code) as line_code,
    coalesce(change.measure, ends.measure) as measure,
    change.value_earlier,
    ends.value_earlier as worked_out_earlier,
    change.value_later,
    ends.value_later as worked_out_later
from change
full outer join ends
    on
        change.period = ends.period
        and change.basis = ends.basis
        and change.unit_code = ends.unit_code
        and change.line_code = ends.line_code
        and change.measure = ends.measure
left join touched_line as line
    on
        change.line_code = line.line_code
        and change.measure = line.measure
left join touched_period as period
    on change.period = period.period
where
    case
        when line.line_code is null or period.period is null
            then
                ends.period is not null
                or change.value_earlier is distinct from change.value_later
        else
            change.value_earlier is distinct from ends.value_earlier
            or change.value_later is distinct from ends.value_later
    end
order by all
