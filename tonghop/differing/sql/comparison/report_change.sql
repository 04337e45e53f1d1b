-- Which report counts in each of two editions of one period, and why it is another one.
-- Grain: period, unit_code
-- cause is that of the change from one report to the other; where it is the same report, a cell can
-- differ only because it is read otherwise ('declarations') or because of a decision on the cell.
-- A report is new if the earlier edition knew no receipt of it. What came after the earlier edition
-- is caused by that, whatever had to be decided to let it count; rulings tells those decisions.
-- A file that was locked then and is open now came, for whoever reads it, after the edition.

with reports as (
    select
        coalesce(old.period, new.period) as period,
        coalesce(old.unit_code, new.unit_code) as unit_code,
        coalesce(new.unit_name, old.unit_name) as unit_name,
        old.sha256 as sha256_earlier,
        new.sha256 as sha256_later,
        old.file_name as file_earlier,
        new.file_name as file_later
    from earlier_report as old
    full outer join later_report as new
        on
            old.period = new.period
            and old.unit_code = new.unit_code
),

rulings as (
    select
        report.period,
        report.unit_code,
        string_agg(distinct cast(ruling.told_number as varchar), '; ') as rulings
    from reports as report
    inner join ruling_change as ruling
        on
            (
                ruling.kind in ('accept', 'exclude', 'settle', 'disown')
                and ruling.sha256 in (report.sha256_earlier, report.sha256_later)
            )
            or (ruling.kind = 'alias' and report.unit_code = ruling.unit_code)
    where report.sha256_earlier is distinct from report.sha256_later
    group by report.period, report.unit_code
),

old_receipts as (
    select
        receipt.sha256,
        count(*) as receipts
    from earlier.receipt as receipt
    group by receipt.sha256
),

new_receipts as (
    select
        receipt.sha256,
        count(*) as receipts
    from later.receipt as receipt
    group by receipt.sha256
),

arrivals as (
    select
        coalesce(old.sha256, new.sha256) as sha256,
        old.sha256 is null as is_new,
        coalesce(old.receipts <> new.receipts, true) as came_again
    from old_receipts as old
    full outer join new_receipts as new
        on old.sha256 = new.sha256
),

locked as (
    select issue.sha256
    from earlier.issue as issue
    where issue.code in ('password_protected', 'password_wrong')
),

known as (
    select
        report.period,
        report.unit_code,
        report.unit_name,
        report.sha256_earlier,
        report.sha256_later,
        report.file_earlier,
        report.file_later,
        ruling.rulings,
        coalesce(new_arrival.is_new, false) as is_new,
        coalesce(old_arrival.came_again, false)
        or coalesce(new_arrival.came_again, false) as came_again,
        coalesce(
            row(new_submission.received_at, report.sha256_later)
            > row(old_submission.received_at, report.sha256_earlier),
            true
        ) as is_after,
        old_duty.unit_code is not null as owed_earlier,
        new_duty.unit_code is not null as owed_later,
        report.sha256_later in (select locked.sha256 from locked) as was_locked
    from reports as report
    left join rulings as ruling
        on
            report.period = ruling.period
            and report.unit_code = ruling.unit_code
    left join arrivals as old_arrival
        on report.sha256_earlier = old_arrival.sha256
    left join arrivals as new_arrival
        on report.sha256_later = new_arrival.sha256
    left join earlier.expected_report as old_duty
        on
            report.period = old_duty.period
            and report.unit_code = old_duty.unit_code
    left join later.expected_report as new_duty
        on
            report.period = new_duty.period
            and report.unit_code = new_duty.unit_code
    left join later.submission as old_submission
        on report.sha256_earlier = old_submission.sha256
    left join later.submission as new_submission
        on report.sha256_later = new_submission.sha256
)

select
    report.period,
    report.unit_code,
    report.unit_name,
    report.sha256_earlier,
    report.sha256_later,
    report.file_earlier,
    report.file_later,
    report.rulings,
    cast(
        case
            when report.sha256_earlier = report.sha256_later then 'declarations'
            when report.sha256_earlier is not null and not report.owed_later then 'boundaries'
            when report.sha256_earlier is null and (report.is_new or report.was_locked)
                then 'late_reports'
            when report.sha256_earlier is null and not report.owed_earlier then 'boundaries'
            when report.is_new and report.is_after then 'resubmissions'
            when report.rulings is not null then 'decisions'
            when report.was_locked or report.came_again then 'resubmissions'
            else 'declarations'
        end as step
    ) as cause
from known as report
