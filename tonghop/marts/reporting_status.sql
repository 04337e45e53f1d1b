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

with kind_labels as (
    select distinct
        unit.kind as unit_kind,
        unit.kind_label
    from reference.unit as unit
)

select
    report.period,
    report.unit_code,
    expected.unit_name,
    expected.unit_kind,
    label.kind_label,
    expected.directive_code,
    report.cut_off,
    expected.due_before,
    report.last_day,
    report.status,
    report.status_strict,
    report.status_lenient,
    report.received_on,
    report.days_late,
    report.working_days_late,
    case
        when expected.due_before is null then 'due_date'
        when report.last_day is null then 'last_day'
        when report.received_on is not null and report.working_days_late is null
            then 'working_days'
    end as undetermined,
    submission.received_at,
    report.sha256,
    submission.file_name,
    report.submissions,
    report.replaced,
    case when report.sha256 is not null then coalesce(issue.errors, 0) end as errors,
    case when report.sha256 is not null then coalesce(issue.warnings, 0) end as warnings
from warehouse.unit_report as report
inner join reference.expected_report as expected
    on
        report.period = expected.period
        and report.unit_code = expected.unit_code
left join kind_labels as label
    on expected.unit_kind = label.unit_kind
left join warehouse.submission as submission
    on report.sha256 = submission.sha256
left join warehouse.issue_count as issue
    on report.sha256 = issue.sha256
order by report.period, report.unit_code
