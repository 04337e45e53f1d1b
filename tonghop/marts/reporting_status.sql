-- Who reported, in time or late, was rejected or is missing, in every period with a submission.
-- Grain: period, unit_code
-- status: 'on_time', 'late', 'received' (no due date known), 'held' (none was accepted, and whether
-- one is the unit's remains to be decided), 'rejected' (none was accepted) or 'missing' (nothing
-- was received). A held report that may be of several units holds each that sent nothing else.
-- due_before is excluded: a report received on that very day, in Hanoi, is one day late. The first
-- accepted report decides lateness, so that correcting a report makes nobody late; received_at,
-- sha256 and file_name are of the one that counts, else of the unit's latest that is held, else of
-- its latest, else of the latest that may be its own, and so are errors, which include what is to
-- be decided, and warnings (null when nothing was received). replaced leaves out reports that only
-- repeat an earlier one. days_late is null when there is no due date or no accepted report.

with receptions as (
    select
        claim.unit_code,
        claim.period,
        count(*) filter (where claim.is_own) as submissions,
        count(*) filter (where claim.status = 'accepted') as accepted,
        count(*) filter (where claim.is_own and claim.status = 'held') as held,
        count(*) filter (where not claim.is_own) as unclear,
        count(*) filter (where resaved.sha256 is not null) as repeated,
        min(claim.received_at) filter (where claim.status = 'accepted') as first_accepted_at,
        max_by(
            claim.sha256,
            row(claim.is_own, claim.status = 'held', claim.received_at, claim.sha256)
        ) as latest_sha256
    from warehouse.claim as claim
    left join warehouse.resaved as resaved
        on claim.sha256 = resaved.sha256
    group by claim.unit_code, claim.period
),

issue_counts as (
    select
        issue.sha256,
        count(*) filter (where issue.severity <> 'warn') as errors,
        count(*) filter (where issue.severity = 'warn') as warnings
    from warehouse.issue as issue
    group by issue.sha256
),

kind_labels as (
    select distinct
        unit.kind as unit_kind,
        unit.kind_label
    from reference.unit as unit
),

receptions_by_unit as (
    select
        expected.period,
        expected.unit_code,
        expected.unit_name,
        expected.unit_kind,
        expected.directive_code,
        expected.due_before,
        coalesce(reception.submissions, 0) as submissions,
        coalesce(reception.accepted, 0) as accepted,
        coalesce(reception.held, 0) as held,
        coalesce(reception.unclear, 0) as unclear,
        coalesce(reception.repeated, 0) as repeated,
        coalesce(counting.sha256, reception.latest_sha256) as sha256,
        cast(reception.first_accepted_at at time zone 'Asia/Ho_Chi_Minh' as date)
        - expected.due_before + 1 as days_after_due
    from warehouse.collected_period as period
    inner join reference.expected_report as expected
        on period.period = expected.period
    left join receptions as reception
        on
            expected.unit_code = reception.unit_code
            and expected.period = reception.period
    left join warehouse.counting_submission as counting
        on
            expected.unit_code = counting.unit_code
            and expected.period = counting.period
)

select
    unit.period,
    unit.unit_code,
    unit.unit_name,
    unit.unit_kind,
    label.kind_label,
    unit.directive_code,
    unit.due_before,
    case
        when unit.submissions = 0 and unit.unclear > 0 then 'held'
        when unit.submissions = 0 then 'missing'
        when unit.accepted = 0 and unit.held > 0 then 'held'
        when unit.accepted = 0 then 'rejected'
        when unit.due_before is null then 'received'
        when unit.days_after_due > 0 then 'late'
        else 'on_time'
    end as status,
    case
        when unit.days_after_due > 0 then unit.days_after_due
        when unit.days_after_due <= 0 then 0
    end as days_late,
    submission.received_at,
    submission.sha256,
    submission.file_name,
    unit.submissions,
    greatest(unit.accepted - unit.repeated - 1, 0) as replaced,
    case when submission.sha256 is not null then coalesce(issue.errors, 0) end as errors,
    case when submission.sha256 is not null then coalesce(issue.warnings, 0) end as warnings
from receptions_by_unit as unit
left join kind_labels as label
    on unit.unit_kind = label.unit_kind
left join warehouse.submission as submission
    on unit.sha256 = submission.sha256
left join issue_counts as issue
    on unit.sha256 = issue.sha256
order by unit.period, unit.unit_code
