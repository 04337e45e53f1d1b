-- National figures of last year, as they stand beside those of a period, with the cells of that
-- time.
-- Grain: figure

select
    figure.figure_id || ' value_last_year' as figure,
    figure.value_last_year as published,
    if(
        figure.kind = 'ratio',
        quotient(traced.numerator, traced.denominator),
        traced.numerator
    ) as traced,
    coalesce(traced.cells, 0) as cells
from national_summary as figure
inner join period
    on figure.period = period.period
left join traced_nation as traced
    on
        period.last_year = traced.period
        and figure.line_code = traced.line_code
        and figure.measure = traced.measure
