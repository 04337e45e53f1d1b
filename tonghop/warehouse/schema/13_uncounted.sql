-- Every cell that was read and is in no figure, with the reason: what is asked of a trace that ends
-- nowhere. Of several reasons the first in this order.
-- 'excluded': a decision (decided_by) leaves the submission out. 'rejected', 'held': so it stands.
-- 'resaved': it repeats an earlier one (instead_sha256), which counts. 'replaced': a later one
-- counts. 'not_owed': the unit owed no such report here. 'not_asked': the period does not ask for
-- the cell, or it is computed. 'blank', 'not_collected', 'refused': it counts, without a number.
-- Grain: sha256, form_code, line_code, measure
create or replace view warehouse.uncounted_cell as
with reasons as (
    select
        submission.sha256,
        submission.file_name,
        submission.received_at,
        submission.unit_code,
        submission.period,
        expected.unit_name,
        ruling.excluded_by,
        coalesce(resaved.original_sha256, counting.sha256) as instead_sha256,
        case
            when ruling.excluded_by is not null then 'excluded'
            when submission.status <> 'accepted' then submission.status
            when resaved.sha256 is not null then 'resaved'
            when counting.sha256 <> submission.sha256 then 'replaced'
            when expected.unit_code is null then 'not_owed'
        end as reason
    from warehouse.decided_submission as submission
    left join warehouse.ruling as ruling
        on submission.sha256 = ruling.sha256
    left join warehouse.resaved as resaved
        on submission.sha256 = resaved.sha256
    left join warehouse.counting_submission as counting
        on
            submission.unit_code = counting.unit_code
            and submission.period = counting.period
    left join reference.expected_report as expected
        on
            submission.unit_code = expected.unit_code
            and submission.period = expected.period
)

select
    submission.period,
    submission.unit_code,
    submission.unit_name,
    submission.sha256,
    submission.file_name,
    submission.received_at,
    entry.form_code,
    entry.line_code,
    entry.measure,
    entry.sheet,
    entry.cell,
    entry.raw_text,
    entry.state,
    entry.value,
    entry.sent_state,
    entry.sent_value,
    entry.corrected_by,
    coalesce(
        submission.reason, if(cell.line_code is null, 'not_asked', entry.state)
    ) as reason,
    if(submission.reason = 'excluded', submission.excluded_by, null) as decided_by,
    if(
        submission.reason is not null and submission.instead_sha256 <> submission.sha256,
        submission.instead_sha256,
        null
    ) as instead_sha256
from warehouse.decided_value as entry
inner join reasons as submission
    on entry.sha256 = submission.sha256
left join warehouse.open_cell as cell
    on
        submission.period = cell.period
        and entry.form_code = cell.form_code
        and entry.line_code = cell.line_code
        and entry.measure = cell.measure
        and cell.aggregation <> 'ratio'
where
    submission.reason is not null
    or cell.line_code is null
    or entry.value is null;
