-- National figures beside the sums, or the quotients of the sums, of their cells.
-- Grain: figure

select
    coalesce(
        figure.figure_id, traced.period || ':' || traced.line_code || '.' || traced.measure
    ) as figure,
    figure.value as published,
    if(
        figure.kind = 'ratio',
        quotient(traced.numerator, traced.denominator),
        traced.numerator
    ) as traced,
    coalesce(traced.cells, 0) as cells
from national_summary as figure
full join traced_nation as traced
    on
        figure.period = traced.period
        and figure.line_code = traced.line_code
        and figure.measure = traced.measure
