-- How each figure of an edition is worked out: a sum, or a ratio of two sums.
-- Grain: period, line_code, measure
-- numerator and denominator name the two cells of a ratio and are null otherwise. A count of yes is
-- a sum, as a yes is 1 and a no is 0.

with cells as (
    select
        national.period,
        period.cut_off,
        national.line_code,
        national.measure,
        national.kind
    from national_summary as national
    inner join period
        on national.period = period.period
    union all
    select
        derived.period,
        derived.cut_off,
        derived.line_code,
        derived.measure,
        derived.kind
    from derived_period as derived
)

select
    cell.period,
    cell.line_code,
    cell.measure,
    cell.kind,
    max(declared.numerator) as numerator,
    max(declared.denominator) as denominator
from cells as cell
left join indicator_cell as declared
    on
        cell.line_code = declared.line_code
        and cell.measure = declared.measure
        and cell.kind = 'ratio'
        and coalesce(cell.cut_off >= declared.valid_from, true)
        and coalesce(cell.cut_off <= declared.valid_to, true)
group by cell.period, cell.line_code, cell.measure, cell.kind
