-- What the traced cells of all units add up to.
-- Grain: period, line_code, measure

select
    number.period,
    number.line_code,
    number.measure,
    sum(number.numerator) as numerator,
    sum(number.denominator) as denominator,
    count(*) as cells
from traced_number as number
group by number.period, number.line_code, number.measure
