-- The national sums of this period and of last year over the units that both cover.
-- Grain: figure

with traced as (
    select
        alike.period,
        alike.line_code,
        alike.measure,
        sum(alike.numerator) as numerator,
        sum(alike.denominator) as denominator,
        sum(alike.numerator_last_year) as numerator_last_year,
        sum(alike.denominator_last_year) as denominator_last_year,
        count(*) as cells
    from traced_like as alike
    group by alike.period, alike.line_code, alike.measure
),

paired as (
    select
        figure.figure_id,
        figure.kind,
        figure.value_like,
        figure.value_last_year_like,
        traced.*
    from national_summary as figure
    left join traced
        on
            figure.period = traced.period
            and figure.line_code = traced.line_code
            and figure.measure = traced.measure
)

select
    paired.figure_id || ' value_like' as figure,
    paired.value_like as published,
    if(
        paired.kind = 'ratio', quotient(paired.numerator, paired.denominator), paired.numerator
    ) as traced,
    coalesce(paired.cells, 0) as cells
from paired
union all
select
    paired.figure_id || ' value_last_year_like' as figure,
    paired.value_last_year_like as published,
    if(
        paired.kind = 'ratio',
        quotient(paired.numerator_last_year, paired.denominator_last_year),
        paired.numerator_last_year
    ) as traced,
    coalesce(paired.cells, 0) as cells
from paired
