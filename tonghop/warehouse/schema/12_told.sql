-- Issues and decisions as they are told.

-- Every issue with the submission it was found in, whether it says whose it is or not. decided_by
-- is the decision that settles it: on the report as a whole, or on the value of its cell.
-- Grain: sha256, issue_number
create or replace view warehouse.told_issue as
select
    submission.period,
    submission.unit_code,
    expected.unit_name,
    submission.file_name,
    submission.received_at,
    submission.status,
    issue.sha256,
    issue.issue_number,
    issue.code,
    issue.severity,
    issue.form_code,
    issue.line_code,
    issue.measure,
    issue.sheet,
    issue.cell,
    issue.raw_text,
    issue.sentence,
    issue.reason,
    case
        when ruling.excluded_by is not null then ruling.excluded_by
        when issue.severity = 'reject_line' then ruling.accepted_by
        when issue.severity = 'hold' then ruling.settled_by
        when issue.severity = 'warn' then correction.number
    end as decided_by
from warehouse.issue as issue
inner join warehouse.decided_submission as submission
    on issue.sha256 = submission.sha256
left join warehouse.ruling as ruling
    on issue.sha256 = ruling.sha256
left join warehouse.correction as correction
    on
        issue.sha256 = correction.sha256
        and issue.line_code = correction.line_code
        and issue.measure = correction.measure
left join reference.expected_report as expected
    on
        submission.unit_code = expected.unit_code
        and submission.period = expected.period
order by submission.period, submission.unit_code, issue.sha256, issue.issue_number;

-- Every decision with the submission that it rules on as it stands now, and whether it is revoked.
-- A revocation has that of the decision that it revokes.
-- Grain: number
create or replace view warehouse.told_decision as
select
    decision.number,
    decision.decided_at,
    decision.decided_by,
    decision.why,
    decision.kind,
    submission.sha256,
    submission.file_name,
    submission.status,
    coalesce(decision.unit_code, submission.unit_code) as unit_code,
    coalesce(decision.period, submission.period) as period,
    decision.despite,
    decision.line_code,
    decision.measure,
    entry.form_code,
    entry.sheet,
    entry.cell,
    decision.old_state,
    decision.old_value,
    decision.new_state,
    decision.new_value,
    decision.alias,
    decision.valid_from,
    decision.valid_to,
    decision.revokes,
    revocation.number as revoked_by
from warehouse.decision as decision
left join warehouse.decision as revoked
    on decision.revokes = revoked.number
left join warehouse.decided_submission as submission
    on coalesce(decision.sha256, revoked.sha256) = submission.sha256
left join warehouse.value as entry
    on
        decision.sha256 = entry.sha256
        and decision.line_code = entry.line_code
        and decision.measure = entry.measure
left join warehouse.decision as revocation
    on decision.number = revocation.revokes
order by decision.number;
