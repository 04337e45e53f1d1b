-- National figures beside the sums, or the quotients of the sums, of their cells.
-- Grain: figure

with traced as (
    select
        number.period,
        number.line_code,
        number.measure,
        sum(number.numerator) as numerator,
        sum(number.denominator) as denominator,
        count(*) as cells
    from traced_number as number
    group by number.period, number.line_code, number.measure
)

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
full join traced
    on
        figure.period = traced.period
        and figure.line_code = traced.line_code
        and figure.measure = traced.measure
