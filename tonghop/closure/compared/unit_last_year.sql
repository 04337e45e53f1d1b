-- Units' figures of last year, as they stand beside those of a period, with the cells of that time.
-- Grain: figure

select
    figure.figure_id || ' ' || figure.basis || ' value_last_year' as figure,
    figure.value_last_year as published,
    if(
        figure.kind = 'ratio',
        quotient(traced.numerator, traced.denominator),
        traced.numerator
    ) as traced,
    coalesce(traced.cells, 0) as cells
from province_summary as figure
inner join period
    on figure.period = period.period
left join traced_unit as traced
    on
        period.last_year = traced.period
        and figure.basis = traced.basis
        and figure.unit_code = traced.unit_code
        and figure.line_code = traced.line_code
        and figure.measure = traced.measure
