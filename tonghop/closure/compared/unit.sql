-- Figures of units on both bases beside the cells of the reports that make them up.
-- Grain: figure

select
    coalesce(
        figure.figure_id,
        traced.period || ':' || traced.line_code || '.' || traced.measure || '@' || traced.unit_code
    ) || ' ' || coalesce(figure.basis, traced.basis) as figure,
    figure.value as published,
    if(
        figure.kind = 'ratio',
        quotient(traced.numerator, traced.denominator),
        traced.numerator
    ) as traced,
    coalesce(traced.cells, 0) as cells
from province_summary as figure
full join traced_unit as traced
    on
        figure.period = traced.period
        and figure.basis = traced.basis
        and figure.unit_code = traced.unit_code
        and figure.line_code = traced.line_code
        and figure.measure = traced.measure
