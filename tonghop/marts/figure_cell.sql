-- The very cells behind each national figure: who wrote what, in which file, sheet and cell.
-- Grain: figure_id, unit_code
-- The values of a figure add up to it exactly; building the marts checks it.
-- Only cells with a value are here. A yes is 1 and a no is 0. A ratio is traced through the figures
-- of its two parts.
-- decisions are the numbers of those that made the cell count, or count with this value: that its
-- report was accepted or settled, or that the value was corrected. state and value are those after
-- a correction, sent_state and sent_value those that the unit sent.

select
    entry.period || ':' || entry.line_code || '.' || entry.measure as figure_id,
    entry.period,
    entry.form_code,
    entry.line_code,
    entry.measure,
    entry.unit_code,
    entry.unit_name,
    entry.sha256,
    entry.file_name,
    entry.received_at,
    entry.sheet,
    entry.cell,
    entry.raw_text,
    entry.state,
    entry.value,
    entry.sent_state,
    entry.sent_value,
    nullif(
        concat_ws('; ', ruling.accepted_by, ruling.settled_by, entry.corrected_by), ''
    ) as decisions
from warehouse.counting_value as entry
left join warehouse.ruling as ruling
    on entry.sha256 = ruling.sha256
where entry.value is not null
order by figure_id, entry.unit_code
