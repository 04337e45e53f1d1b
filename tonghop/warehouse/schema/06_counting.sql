-- What was asked for and what came of it, down to the values that count.

-- Periods with marts: somebody was asked to report, and something was received.
-- Grain: period
create or replace view warehouse.collected_period as
select
    period.period,
    period.last_year,
    period.cut_off,
    count(*) as units_expected
from reference.period as period
inner join reference.expected_report as expected
    on period.period = expected.period
where period.period in (select claim.period from warehouse.claim as claim)
group by period.period, period.last_year, period.cut_off;

-- The indicator cells in force at the cut-off of a period. Text adds up to nothing and is left out.
-- Grain: period, line_code, measure
create or replace view warehouse.open_cell as
select
    period.period,
    period.last_year,
    period.units_expected,
    cell.form_code,
    cell.line_code,
    cell.measure,
    cell.line_label,
    cell.measure_label,
    cell.unit_of_measure,
    cell.kind,
    cell.aggregation,
    cell.numerator,
    cell.denominator,
    cell.position
from warehouse.collected_period as period
inner join reference.indicator_cell as cell
    on
        (cell.valid_from is null or period.cut_off >= cell.valid_from)
        and (cell.valid_to is null or period.cut_off <= cell.valid_to)
where cell.kind <> 'text';

-- What each unit owed for a period and what came of it: the report that counts or else the latest
-- that may be its own, and whether the first accepted one came in time, on the clock of Hanoi.
-- Notes stand in tonghop/marts/reporting_status.sql.
-- Grain: period, unit_code
create or replace view warehouse.unit_report as
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
            row(
                claim.is_own,
                claim.status = 'held',
                claim.arrival,
                claim.received_at,
                claim.sha256
            )
        ) as latest_sha256
    from warehouse.claim as claim
    left join warehouse.resaved as resaved
        on claim.sha256 = resaved.sha256
    group by claim.unit_code, claim.period
),

reports as (
    select
        period.period,
        period.cut_off,
        expected.unit_code,
        expected.last_day,
        expected.last_day_strict,
        expected.last_day_lenient,
        coalesce(reception.submissions, 0) as submissions,
        coalesce(counting.sha256, reception.latest_sha256) as sha256,
        cast(reception.first_accepted_at at time zone 'Asia/Ho_Chi_Minh' as date) as received_on,
        greatest(
            coalesce(reception.accepted, 0) - coalesce(reception.repeated, 0) - 1, 0
        ) as replaced,
        case
            when reception.accepted > 0 then null
            when reception.submissions > 0
                then if(reception.held > 0, 'held', 'rejected')
            else if(reception.unclear > 0, 'held', 'missing')
        end as uncounted
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
    report.period,
    report.cut_off,
    report.unit_code,
    report.last_day,
    report.received_on,
    report.sha256,
    report.submissions,
    report.replaced,
    report.uncounted,
    coalesce(
        report.uncounted, warehouse.timeliness(report.received_on, report.last_day)
    ) as status,
    coalesce(
        report.uncounted, warehouse.timeliness(report.received_on, report.last_day_strict)
    ) as status_strict,
    coalesce(
        report.uncounted, warehouse.timeliness(report.received_on, report.last_day_lenient)
    ) as status_lenient,
    case
        when report.received_on <= report.last_day then 0
        else report.received_on - report.last_day
    end as days_late,
    case
        when report.received_on <= report.last_day then 0
        when received_day.unknown_days = last_day.unknown_days
            then received_day.working_days - last_day.working_days
    end as working_days_late
from reports as report
left join reference.working_day as last_day
    on report.last_day = last_day.day
left join reference.working_day as received_day
    on report.received_on = received_day.day;

-- Errors, which include what is to be decided, and warnings of a submission that has any.
-- Grain: sha256
create or replace view warehouse.issue_count as
select
    issue.sha256,
    count(*) filter (where issue.severity <> 'warn') as errors,
    count(*) filter (where issue.severity = 'warn') as warnings
from warehouse.issue as issue
group by issue.sha256;

-- Every cell that a unit was asked for, with its state in the report that counts, or else in the
-- latest that may be the unit's own. uncounted says why that report does not count: 'held',
-- 'rejected' or 'missing'. A cell that a counting report does not have is blank; one that another
-- does not have was not read: its state is null.
-- Grain: period, unit_code, line_code, measure
create or replace view warehouse.asked_cell as
select
    report.period,
    report.unit_code,
    report.uncounted,
    report.sha256,
    cell.form_code,
    cell.line_code,
    cell.measure,
    case
        when entry.state is not null then entry.state
        when report.uncounted is null then 'blank'
    end as state
from warehouse.unit_report as report
inner join warehouse.open_cell as cell
    on report.period = cell.period
left join warehouse.decided_value as entry
    on
        report.sha256 = entry.sha256
        and cell.form_code = entry.form_code
        and cell.line_code = entry.line_code
        and cell.measure = entry.measure
where cell.aggregation <> 'ratio';

-- What expected units wrote in the open cells of the submissions that count, whatever its state.
-- Grain: period, unit_code, line_code, measure
create or replace view warehouse.counting_value as
select
    expected.period,
    expected.unit_code,
    expected.unit_name,
    expected.unit_kind,
    submission.sha256,
    submission.file_name,
    submission.received_at,
    entry.form_code,
    entry.line_code,
    entry.measure,
    entry.value,
    entry.state,
    entry.raw_text,
    entry.sheet,
    entry.cell,
    entry.sent_state,
    entry.sent_value,
    entry.corrected_by
from reference.expected_report as expected
inner join warehouse.counting_submission as counting
    on
        expected.unit_code = counting.unit_code
        and expected.period = counting.period
inner join warehouse.submission as submission
    on counting.sha256 = submission.sha256
inner join warehouse.decided_value as entry
    on counting.sha256 = entry.sha256
inner join warehouse.open_cell as cell
    on
        expected.period = cell.period
        and entry.form_code = cell.form_code
        and entry.line_code = cell.line_code
        and entry.measure = cell.measure
where cell.aggregation <> 'ratio';
