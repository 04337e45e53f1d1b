-- Figures of kinds of unit beside the cells of their units.
-- Grain: figure

with traced as (
    select
        expected.period,
        expected.unit_kind,
        number.line_code,
        number.measure,
        sum(number.numerator) as numerator,
        sum(number.denominator) as denominator,
        count(*) as cells
    from expected_report as expected
    inner join traced_number as number
        on
            expected.period = number.period
            and expected.unit_code = number.unit_code
    group by expected.period, expected.unit_kind, number.line_code, number.measure
)

select
    coalesce(figure.period, traced.period)
    || ':' || coalesce(figure.line_code, traced.line_code)
    || '.' || coalesce(figure.measure, traced.measure)
    || '@' || coalesce(figure.unit_kind, traced.unit_kind) as figure,
    figure.value as published,
    if(
        nation.kind = 'ratio',
        quotient(traced.numerator, traced.denominator),
        traced.numerator
    ) as traced,
    coalesce(traced.cells, 0) as cells
from unit_kind_summary as figure
full join traced
    on
        figure.period = traced.period
        and figure.unit_kind = traced.unit_kind
        and figure.line_code = traced.line_code
        and figure.measure = traced.measure
left join national_summary as nation
    on
        figure.period = nation.period
        and figure.line_code = nation.line_code
        and figure.measure = nation.measure
