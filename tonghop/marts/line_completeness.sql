-- How many units gave a value for each cell, and why the others did not, in every period.
-- Grain: period, line_code, measure
-- The seven counts add up to units_expected. units_number and units_none have a value that counts.
-- Of units whose report does not count, units_refused have a fault in this very cell,
-- units_uncounted are held or rejected because of something else, units_missing sent nothing.
-- filled_pct is units with a value, of units_expected. Ratios and cells for text are left out.

select
    cell.period,
    cell.form_code,
    cell.line_code,
    cell.measure,
    cell.line_label,
    cell.measure_label,
    count(*) as units_expected,
    count(*) filter (where asked.uncounted is null and asked.state = 'number') as units_number,
    count(*) filter (where asked.uncounted is null and asked.state = 'none') as units_none,
    count(*) filter (
        where asked.uncounted is null and asked.state = 'not_collected'
    ) as units_not_collected,
    count(*) filter (where asked.uncounted is null and asked.state = 'blank') as units_blank,
    count(*) filter (where asked.state = 'refused') as units_refused,
    count(*) filter (
        where asked.uncounted in ('held', 'rejected') and asked.state is distinct from 'refused'
    ) as units_uncounted,
    count(*) filter (where asked.uncounted = 'missing') as units_missing,
    warehouse.percent(
        count(*) filter (where asked.uncounted is null and asked.state in ('number', 'none')),
        count(*)
    ) as filled_pct
from warehouse.asked_cell as asked
inner join warehouse.open_cell as cell
    on
        asked.period = cell.period
        and asked.line_code = cell.line_code
        and asked.measure = cell.measure
group by
    cell.period,
    cell.form_code,
    cell.line_code,
    cell.measure,
    cell.line_label,
    cell.measure_label
order by cell.period, cell.line_code, cell.measure
