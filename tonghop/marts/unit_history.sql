-- How each unit has reported over the periods, with the past of the units that it took over.
-- Grain: unit_code, period, past_unit
-- past_unit is the unit that owed the report then: unit_code itself or, before the takeover, one
-- that it succeeded, in any generation. The running counts are of past_unit alone, up to this
-- period: what one unit did is not charged to another. periods_due are those of which the last day
-- in time is known; periods_on_time are those of them in which an accepted report came in time, and
-- on_time_pct is their share. periods_reported are those with an accepted report, of all in
-- periods_expected.

with rates as (
    select
        report.period,
        report.unit_code,
        count(*) over so_far as periods_expected,
        count(*) filter (where report.uncounted is null) over so_far as periods_reported,
        count(report.last_day) over so_far as periods_due,
        count(*) filter (where report.status = 'on_time') over so_far as periods_on_time
    from warehouse.unit_report as report
    window
        so_far as (
            partition by report.unit_code
            order by report.cut_off asc, report.period asc
            rows unbounded preceding
        )
)

select
    part.unit_code,
    part.period,
    part.past_unit,
    part.past_name,
    report.cut_off,
    report.last_day,
    report.received_on,
    report.status,
    report.days_late,
    report.working_days_late,
    report.submissions,
    report.replaced,
    case when report.sha256 is not null then coalesce(issue.errors, 0) end as errors,
    case when report.sha256 is not null then coalesce(issue.warnings, 0) end as warnings,
    rate.periods_expected,
    rate.periods_reported,
    rate.periods_due,
    rate.periods_on_time,
    warehouse.percent(rate.periods_on_time, rate.periods_due) as on_time_pct
from warehouse.expected_part as part
inner join warehouse.unit_report as report
    on
        part.period = report.period
        and part.past_unit = report.unit_code
inner join rates as rate
    on
        part.period = rate.period
        and part.past_unit = rate.unit_code
left join warehouse.issue_count as issue
    on report.sha256 = issue.sha256
where part.until is null or report.cut_off < part.until
order by part.unit_code, part.period, part.past_unit
