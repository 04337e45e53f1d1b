-- Who reported, in time or late, was rejected or is missing, in every period with a submission.
-- Grain: period, unit_code
-- status: 'on_time', 'late', 'received' (no due date known), 'held' (none was accepted, and whether
-- one is the unit's remains to be decided), 'rejected' (none was accepted) or 'missing' (nothing
-- was received). A held report that may be of several units holds each that sent nothing else.
-- last_day is the last day in time by the directive's terms: how “trước ngày” is read, days of
-- grace, days off. status_strict and status_lenient are the status if the day named is excluded and
-- if it is included. Days are those of Hanoi. The first accepted report, of received_on, decides
-- lateness, so that correcting a report makes nobody late; received_at, sha256 and file_name are of
-- the one that counts, else of the unit's latest that is held, else of its latest, else of the
-- latest that may be its own, and so are errors, which include what is to be decided, and warnings
-- (null when nothing was received). replaced leaves out reports that only repeat an earlier one.
-- days_late and working_days_late are null when there is no last day or no accepted report; a
-- report received late on a day off may be 0 working days late. undetermined says what is not
-- known: 'due_date' (the text names none), 'last_day' (it depends on days off that nobody has
-- announced) or 'working_days' (such a day lies between last_day and received_on).

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
        period.cut_off,
        expected.due_before,
        expected.last_day,
        expected.last_day_strict,
        expected.last_day_lenient,
        cast(reception.first_accepted_at at time zone 'Asia/Ho_Chi_Minh' as date) as received_on,
        coalesce(reception.submissions, 0) as submissions,
        coalesce(reception.accepted, 0) as accepted,
        coalesce(reception.held, 0) as held,
        coalesce(reception.unclear, 0) as unclear,
        coalesce(reception.repeated, 0) as repeated,
        coalesce(counting.sha256, reception.latest_sha256) as sha256
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
),

timeliness as (
    select
        unit.*,
        case
            when unit.submissions = 0 and unit.unclear > 0 then 'held'
            when unit.submissions = 0 then 'missing'
            when unit.accepted = 0 and unit.held > 0 then 'held'
            when unit.accepted = 0 then 'rejected'
        end as status_without_report,
        case
            when unit.received_on <= unit.last_day then 0
            else unit.received_on - unit.last_day
        end as days_late,
        case
            when unit.received_on <= unit.last_day then 0
            when received_day.unknown_days = last_day.unknown_days
                then received_day.working_days - last_day.working_days
        end as working_days_late
    from receptions_by_unit as unit
    left join reference.working_day as last_day
        on unit.last_day = last_day.day
    left join reference.working_day as received_day
        on unit.received_on = received_day.day
)

select
    unit.period,
    unit.unit_code,
    unit.unit_name,
    unit.unit_kind,
    label.kind_label,
    unit.directive_code,
    unit.cut_off,
    unit.due_before,
    unit.last_day,
    coalesce(
        unit.status_without_report, warehouse.timeliness(unit.received_on, unit.last_day)
    ) as status,
    coalesce(
        unit.status_without_report, warehouse.timeliness(unit.received_on, unit.last_day_strict)
    ) as status_strict,
    coalesce(
        unit.status_without_report, warehouse.timeliness(unit.received_on, unit.last_day_lenient)
    ) as status_lenient,
    unit.received_on,
    unit.days_late,
    unit.working_days_late,
    case
        when unit.due_before is null then 'due_date'
        when unit.last_day is null then 'last_day'
        when unit.received_on is not null and unit.working_days_late is null then 'working_days'
    end as undetermined,
    submission.received_at,
    submission.sha256,
    submission.file_name,
    unit.submissions,
    greatest(unit.accepted - unit.repeated - 1, 0) as replaced,
    case when submission.sha256 is not null then coalesce(issue.errors, 0) end as errors,
    case when submission.sha256 is not null then coalesce(issue.warnings, 0) end as warnings
from timeliness as unit
left join kind_labels as label
    on unit.unit_kind = label.unit_kind
left join warehouse.submission as submission
    on unit.sha256 = submission.sha256
left join issue_counts as issue
    on unit.sha256 = issue.sha256
order by unit.period, unit.unit_code
