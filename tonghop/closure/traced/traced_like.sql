-- What a unit adds to a figure beside what its parts added to that of last year, where each part
-- did: the cells behind a comparison of like with like.
-- Grain: period, unit_code, line_code, measure
-- Answers of several parts are left out, as no sum of answers is the answer of a merged unit.

with parts as (
    select
        period.period,
        period.last_year,
        lineage.unit_code,
        lineage.past_unit,
        count(*) over (partition by period.period, lineage.unit_code) as parts
    from period
    inner join expected_report as expected
        on period.last_year = expected.period
    inner join lineage
        on
            expected.unit_code = lineage.past_unit
            and coalesce(period.cut_off >= lineage.until, true)
),

past as (
    select
        part.period,
        part.unit_code,
        figure.line_code,
        figure.measure,
        sum(number.numerator) as numerator,
        sum(number.denominator) as denominator
    from parts as part
    inner join national_summary as figure
        on part.period = figure.period
    inner join traced_number as number
        on
            part.last_year = number.period
            and part.past_unit = number.unit_code
            and figure.line_code = number.line_code
            and figure.measure = number.measure
    where figure.kind <> 'yes_no' or part.parts = 1
    group by part.period, part.unit_code, part.parts, figure.line_code, figure.measure
    having count(*) = part.parts
)

select
    present.period,
    present.unit_code,
    present.line_code,
    present.measure,
    present.numerator,
    present.denominator,
    past.numerator as numerator_last_year,
    past.denominator as denominator_last_year
from traced_number as present
inner join past
    on
        present.period = past.period
        and present.unit_code = past.unit_code
        and present.line_code = past.line_code
        and present.measure = past.measure
