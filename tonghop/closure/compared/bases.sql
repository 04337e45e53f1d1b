-- The sums of all units of a basis, which give the nation whichever basis it is.
-- Grain: figure
-- Ratios do not add up; both their parts do.

with totals as (
    select
        figure.period,
        figure.basis,
        figure.line_code,
        figure.measure,
        sum(figure.value) as value,
        sum(figure.parts_reported) as cells
    from province_summary as figure
    group by figure.period, figure.basis, figure.line_code, figure.measure
)

select
    nation.figure_id || ' as all units ' || total.basis as figure,
    nation.value as published,
    total.value as traced,
    cast(total.cells as bigint) as cells
from national_summary as nation
inner join totals as total
    on
        nation.period = total.period
        and nation.line_code = total.line_code
        and nation.measure = total.measure
where nation.kind <> 'ratio'
