-- What each unit adds to the figures of an edition: the cells of its reports and, of a derived
-- period, the differences.
-- Grain: period, unit_code, line_code, measure

select
    entry.period,
    entry.unit_code,
    entry.unit_name,
    entry.form_code,
    entry.line_code,
    entry.measure,
    entry.value,
    entry.sent_value,
    entry.sha256,
    entry.file_name,
    entry.sheet,
    entry.cell,
    entry.decisions,
    false as is_derived
from figure_cell as entry
union all
select
    entry.period,
    entry.unit_code,
    entry.unit_name,
    entry.form_code,
    entry.line_code,
    entry.measure,
    entry.value,
    null as sent_value,
    null as sha256,
    null as file_name,
    null as sheet,
    null as cell,
    null as decisions,
    true as is_derived
from unit_derived_period as entry
where entry.kind = 'flow' and entry.value is not null
