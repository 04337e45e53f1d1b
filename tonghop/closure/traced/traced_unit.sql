-- What the traced cells of each unit's reports add up to, on both bases.
-- Grain: period, basis, unit_code, line_code, measure

select
    part.period,
    part.basis,
    part.unit_code,
    number.line_code,
    number.measure,
    sum(number.numerator) as numerator,
    sum(number.denominator) as denominator,
    count(*) as cells
from traced_part as part
inner join traced_number as number
    on
        part.period = number.period
        and part.past_unit = number.unit_code
group by part.period, part.basis, part.unit_code, number.line_code, number.measure
