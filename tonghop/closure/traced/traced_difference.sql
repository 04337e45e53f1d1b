-- What the traced cells of a unit's reports come to for a period that is derived by difference:
-- the whole and what is subtracted, where every part has its cell.
-- Grain: period, unit_code, line_code, measure

with parts as (
    select
        part.*,
        count(*) over (partition by part.period, part.unit_code) as parts
    from derivation_part as part
)

select
    part.period,
    part.unit_code,
    cell.line_code,
    cell.measure,
    sum(cell.value) filter (where part.sign = 1) as whole,
    coalesce(sum(cell.value) filter (where part.sign = -1), 0) as subtracted,
    count(*) as cells
from parts as part
inner join figure_cell as cell
    on
        part.part = cell.period
        and part.past_unit = cell.unit_code
group by part.period, part.unit_code, part.parts, cell.line_code, cell.measure
having count(*) = part.parts
