-- How much of each form a unit filled in, of the cells that it was asked for, in every period.
-- Grain: period, unit_code, form_code
-- Cells are those of the report that counts, or else of the latest that may be the unit's own: a
-- status of 'held', 'rejected' or 'missing' says that they count nowhere. cells_number and
-- cells_none have a value; cells_unread lie in no report that could be read. The five states and
-- cells_unread add up to cells_asked. filled_pct is cells with a value, of cells_asked; null when
-- none could be read. Ratios and cells for text are not among them.

select
    asked.period,
    asked.unit_code,
    expected.unit_name,
    expected.unit_kind,
    report.status,
    asked.form_code,
    count(*) as cells_asked,
    count(*) filter (where asked.state = 'number') as cells_number,
    count(*) filter (where asked.state = 'none') as cells_none,
    count(*) filter (where asked.state = 'not_collected') as cells_not_collected,
    count(*) filter (where asked.state = 'blank') as cells_blank,
    count(*) filter (where asked.state = 'refused') as cells_refused,
    count(*) filter (where asked.state is null) as cells_unread,
    case
        when count(asked.state) > 0
            then warehouse.percent(
                count(*) filter (where asked.state in ('number', 'none')), count(*)
            )
    end as filled_pct
from warehouse.asked_cell as asked
inner join warehouse.unit_report as report
    on
        asked.period = report.period
        and asked.unit_code = report.unit_code
inner join reference.expected_report as expected
    on
        asked.period = expected.period
        and asked.unit_code = expected.unit_code
group by
    asked.period,
    asked.unit_code,
    expected.unit_name,
    expected.unit_kind,
    report.status,
    asked.form_code
order by asked.period, asked.unit_code, asked.form_code
