-- National figures of periods that are derived by difference, beside the differences of the units
-- that have one.
-- Grain: figure

with differences as (
    select
        difference.period,
        difference.unit_code,
        difference.line_code,
        difference.measure,
        difference.line_code || '.' || difference.measure as code,
        difference.whole - difference.subtracted as value,
        difference.cells
    from traced_difference as difference
    inner join unit_derived_period as figure
        on
            difference.period = figure.period
            and difference.unit_code = figure.unit_code
            and difference.line_code = figure.line_code
            and difference.measure = figure.measure
    where figure.state = 'derived'
),

numbers as (
    select
        difference.period,
        difference.line_code,
        difference.measure,
        difference.value as numerator,
        null as denominator,
        difference.cells
    from differences as difference
    union all
    select
        figure.period,
        figure.line_code,
        figure.measure,
        numerator.value as numerator,
        denominator.value as denominator,
        numerator.cells + denominator.cells as cells
    from derived_period as figure
    inner join indicator_cell as ratio
        on
            figure.line_code = ratio.line_code
            and figure.measure = ratio.measure
            and coalesce(figure.cut_off >= ratio.valid_from, true)
            and coalesce(figure.cut_off <= ratio.valid_to, true)
    inner join differences as numerator
        on
            figure.period = numerator.period
            and ratio.numerator = numerator.code
    inner join differences as denominator
        on
            figure.period = denominator.period
            and ratio.denominator = denominator.code
            and numerator.unit_code = denominator.unit_code
    where ratio.aggregation = 'ratio'
),

traced as (
    select
        number.period,
        number.line_code,
        number.measure,
        sum(number.numerator) as numerator,
        sum(number.denominator) as denominator,
        sum(number.cells) as cells
    from numbers as number
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
from derived_period as figure
full join traced
    on
        figure.period = traced.period
        and figure.line_code = traced.line_code
        and figure.measure = traced.measure
