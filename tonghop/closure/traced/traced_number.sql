-- What each unit adds to each figure by its traced cells alone: a numerator over 1 or, for a ratio,
-- both parts or nothing.
-- Grain: period, unit_code, line_code, measure

select
    cell.period,
    cell.unit_code,
    cell.line_code,
    cell.measure,
    cell.value as numerator,
    cast(1 as decimal(20, 2)) as denominator
from figure_cell as cell
union all
select
    numerator.period,
    numerator.unit_code,
    ratio.line_code,
    ratio.measure,
    numerator.value as numerator,
    denominator.value as denominator
from indicator_cell as ratio
inner join period
    on
        coalesce(ratio.valid_from <= period.cut_off, true)
        and coalesce(ratio.valid_to >= period.cut_off, true)
inner join figure_cell as numerator
    on
        period.period = numerator.period
        and ratio.numerator = numerator.line_code || '.' || numerator.measure
inner join figure_cell as denominator
    on
        period.period = denominator.period
        and ratio.denominator = denominator.line_code || '.' || denominator.measure
        and numerator.unit_code = denominator.unit_code
where ratio.aggregation = 'ratio'
