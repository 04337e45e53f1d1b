-- What each resubmission changes in what its unit had reported for the period before.
-- Grain: period, unit_code, sha256, line_code, measure
-- A submission is compared with the last one accepted before it, whatever order they were read in;
-- one that is held or rejected shows what it would change. Only cells that differ are here: another
-- number, or another reason for having none. A cell that a workbook lacks is blank and has no
-- address. Saving the same report again changes nothing (see warehouse.resaved). Cells are compared
-- as they were sent: what analysts corrected is among the decisions.

with sent as (
    select
        submission.period,
        submission.unit_code,
        submission.sha256,
        submission.file_name,
        submission.received_at,
        submission.arrival,
        submission.status
    from warehouse.decided_submission as submission
    anti join warehouse.resaved as resaved
        on submission.sha256 = resaved.sha256
    where
        submission.period is not null
        and submission.unit_code is not null
        and submission.sha256 in (select entry.sha256 from warehouse.value as entry)
),

resubmissions as (
    select
        later.period,
        later.unit_code,
        later.sha256,
        later.file_name,
        later.received_at,
        later.status,
        max_by(
            earlier.sha256, row(earlier.arrival, earlier.received_at, earlier.sha256)
        ) as previous_sha256,
        max_by(
            earlier.file_name, row(earlier.arrival, earlier.received_at, earlier.sha256)
        ) as previous_file_name
    from sent as later
    inner join sent as earlier
        on
            later.period = earlier.period
            and later.unit_code = earlier.unit_code
            and row(later.arrival, later.received_at, later.sha256)
            > row(earlier.arrival, earlier.received_at, earlier.sha256)
    where earlier.status = 'accepted'
    group by
        later.period,
        later.unit_code,
        later.sha256,
        later.file_name,
        later.received_at,
        later.status
),

old_cells as (
    select
        resubmission.sha256,
        entry.form_code,
        entry.line_code,
        entry.measure,
        entry.state,
        entry.value,
        entry.sheet,
        entry.cell
    from resubmissions as resubmission
    inner join warehouse.value as entry
        on resubmission.previous_sha256 = entry.sha256
),

new_cells as (
    select
        resubmission.sha256,
        entry.form_code,
        entry.line_code,
        entry.measure,
        entry.state,
        entry.value,
        entry.sheet,
        entry.cell
    from resubmissions as resubmission
    inner join warehouse.value as entry
        on resubmission.sha256 = entry.sha256
),

changes as (
    select
        coalesce(old_cell.sha256, new_cell.sha256) as sha256,
        coalesce(old_cell.form_code, new_cell.form_code) as form_code,
        coalesce(old_cell.line_code, new_cell.line_code) as line_code,
        coalesce(old_cell.measure, new_cell.measure) as measure,
        coalesce(old_cell.state, 'blank') as old_state,
        old_cell.value as old_value,
        old_cell.sheet as old_sheet,
        old_cell.cell as old_cell,
        coalesce(new_cell.state, 'blank') as new_state,
        new_cell.value as new_value,
        new_cell.sheet as new_sheet,
        new_cell.cell as new_cell
    from old_cells as old_cell
    full outer join new_cells as new_cell
        on
            old_cell.sha256 = new_cell.sha256
            and old_cell.form_code = new_cell.form_code
            and old_cell.line_code = new_cell.line_code
            and old_cell.measure = new_cell.measure
)

select
    resubmission.period,
    resubmission.unit_code,
    expected.unit_name,
    resubmission.sha256,
    resubmission.file_name,
    resubmission.received_at,
    resubmission.status,
    resubmission.previous_sha256,
    resubmission.previous_file_name,
    change.form_code,
    change.line_code,
    change.measure,
    cell.line_label,
    cell.measure_label,
    change.old_state,
    change.old_value,
    change.old_sheet,
    change.old_cell,
    change.new_state,
    change.new_value,
    change.new_sheet,
    change.new_cell
from changes as change
inner join resubmissions as resubmission
    on change.sha256 = resubmission.sha256
left join reference.expected_report as expected
    on
        resubmission.period = expected.period
        and resubmission.unit_code = expected.unit_code
left join warehouse.open_cell as cell
    on
        resubmission.period = cell.period
        and change.form_code = cell.form_code
        and change.line_code = cell.line_code
        and change.measure = cell.measure
where
    change.old_value is distinct from change.new_value
    or (change.old_value is null and change.old_state <> change.new_state)
order by
    resubmission.period,
    resubmission.unit_code,
    resubmission.sha256,
    change.line_code,
    change.measure
