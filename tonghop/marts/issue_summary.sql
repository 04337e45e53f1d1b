-- Issues of every submission received, whether it counts or not, by unit and kind of issue.
-- Grain: period, unit_code, code, severity
-- period and unit_code are null where the workbook does not tell them, and a unit that was not
-- expected is here as well: no finding is lost. submissions counts the workbooks with the issue.
-- explained counts the warnings that their unit has explained, and reasons tells how.

with issue_counts as (
    select
        submission.period,
        submission.unit_code,
        issue.code,
        issue.severity,
        count(*) as issues,
        count(distinct issue.sha256) as submissions,
        count(*) filter (where issue.severity = 'warn' and issue.reason <> '') as explained,
        string_agg(distinct issue.reason, ' • ' order by issue.reason) filter (
            where issue.reason <> ''
        ) as reasons
    from warehouse.issue as issue
    inner join warehouse.decided_submission as submission
        on issue.sha256 = submission.sha256
    group by submission.period, submission.unit_code, issue.code, issue.severity
)

select
    found.period,
    found.unit_code,
    coalesce(expected.unit_name, unit_name.name) as unit_name,
    found.code,
    found.severity,
    issue_kind.title,
    found.issues,
    found.submissions,
    found.explained,
    found.reasons
from issue_counts as found
left join reference.issue_kind as issue_kind
    on found.code = issue_kind.code
left join reference.expected_report as expected
    on
        found.period = expected.period
        and found.unit_code = expected.unit_code
left join reference.period as period
    on found.period = period.period
left join reference.unit_name as unit_name
    on
        found.unit_code = unit_name.unit_code
        and (unit_name.valid_from is null or period.cut_off >= unit_name.valid_from)
        and (unit_name.valid_to is null or period.cut_off <= unit_name.valid_to)
order by found.period, found.unit_code, found.code, found.severity
