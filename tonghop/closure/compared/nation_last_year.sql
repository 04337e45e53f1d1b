-- National figures of last year, as they stand beside those of a period, with the cells of that
-- time.
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
left join traced
    on
        period.last_year = traced.period
        and figure.line_code = traced.line_code
        and figure.measure = traced.measure
