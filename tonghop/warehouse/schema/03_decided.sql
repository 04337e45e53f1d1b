-- What analysts decided, and what is received as it stands after that.

-- What analysts decided, in order; replayed from the log. Which columns a kind fills:
-- schemas/decisions.py. old_value is a number or the text that stood in the cell.
create table if not exists warehouse.decision (
    number integer not null,
    decided_at timestamptz,
    decided_by varchar,
    why varchar,
    kind varchar not null
    check (kind in ('accept', 'exclude', 'settle', 'disown', 'alias', 'correct', 'revoke')),
    sha256 varchar,
    unit_code varchar,
    period varchar,
    despite varchar,
    line_code varchar,
    measure varchar,
    old_state varchar,
    old_value varchar,
    new_state varchar,
    new_value decimal(20, 2),
    alias varchar,
    valid_from date,
    valid_to date,
    revokes integer
);

-- The log that warehouse.decision was replayed from, as a sha256; no row where there is none.
create table if not exists warehouse.decision_log (
    digest varchar not null
);

-- The decisions in force: no later one revokes them.
-- Grain: number
create or replace view warehouse.standing_decision as
select
    decision.number,
    decision.kind,
    decision.sha256,
    decision.unit_code,
    decision.period,
    decision.line_code,
    decision.measure,
    decision.new_state,
    decision.new_value
from warehouse.decision as decision
where
    decision.kind <> 'revoke'
    and decision.number not in (
        select revocation.revokes
        from warehouse.decision as revocation
        where revocation.revokes is not null
    );

-- What is decided of a submission as a whole: the number of the decision that accepts, excludes or
-- settles it, of several the last, and the unit and period that it was settled for.
-- Grain: sha256
create or replace view warehouse.ruling as
select
    decision.sha256,
    max(decision.number) filter (where decision.kind = 'accept') as accepted_by,
    max(decision.number) filter (where decision.kind = 'exclude') as excluded_by,
    max(decision.number) filter (where decision.kind = 'settle') as settled_by,
    arg_max(decision.unit_code, decision.number) filter (where decision.kind = 'settle')
        as unit_code,
    arg_max(decision.period, decision.number) filter (where decision.kind = 'settle') as period
from warehouse.standing_decision as decision
where decision.kind in ('accept', 'exclude', 'settle')
group by decision.sha256;

-- The units of which a submission is decided not to be.
-- Grain: sha256, unit_code
create or replace view warehouse.disowned as
select
    decision.sha256,
    decision.unit_code,
    max(decision.number) as number
from warehouse.standing_decision as decision
where decision.kind = 'disown'
group by decision.sha256, decision.unit_code;

-- Every submission as it stands after the decisions: whose it is and whether it counts. Faults of
-- lines can be accepted; a file that is unclear stays rejected. One that is excluded is rejected.
-- Grain: sha256
create or replace view warehouse.decided_submission as
with severities as (
    select
        issue.sha256,
        bool_or(issue.severity = 'reject_file') as rejects_file,
        bool_or(issue.severity = 'reject_line') as rejects_line,
        bool_or(issue.severity = 'hold') as holds
    from warehouse.issue as issue
    where issue.sha256 in (select ruling.sha256 from warehouse.ruling as ruling)
    group by issue.sha256
)

select
    submission.sha256,
    submission.file_name,
    submission.received_at,
    submission.arrival,
    submission.template_version,
    submission.illustrative,
    coalesce(
        ruling.unit_code, if(disowned.number is null, submission.unit_code, null)
    ) as unit_code,
    coalesce(ruling.period, submission.period) as period,
    case
        when ruling.sha256 is null or submission.status = 'package' then submission.status
        when ruling.excluded_by is not null or severity.rejects_file then 'rejected'
        when severity.rejects_line and ruling.accepted_by is null then 'rejected'
        when severity.holds and ruling.settled_by is null then 'held'
        else 'accepted'
    end as status
from warehouse.submission as submission
left join warehouse.ruling as ruling
    on submission.sha256 = ruling.sha256
left join warehouse.disowned as disowned
    on
        submission.sha256 = disowned.sha256
        and submission.unit_code = disowned.unit_code
left join severities as severity
    on submission.sha256 = severity.sha256;

-- The correction in force of each corrected cell: the last one.
-- Grain: sha256, line_code, measure
create or replace view warehouse.correction as
select
    decision.sha256,
    decision.line_code,
    decision.measure,
    decision.number,
    decision.new_state as state,
    decision.new_value as value
from warehouse.standing_decision as decision
where decision.kind = 'correct'
qualify
    row_number() over (
        partition by decision.sha256, decision.line_code, decision.measure
        order by decision.number desc
    ) = 1;

-- Every value after the corrections, with its raw text and place as sent. corrected_by is the
-- decision that changed it, sent_state and sent_value are what it was before.
-- Grain: sha256, form_code, line_code, measure
create or replace view warehouse.decided_value as
select
    entry.sha256,
    entry.form_code,
    entry.line_code,
    entry.measure,
    entry.raw_text,
    entry.sheet,
    entry.cell,
    correction.number as corrected_by,
    entry.state as sent_state,
    entry.value as sent_value,
    if(correction.number is null, entry.state, correction.state) as state,
    if(correction.number is null, entry.value, correction.value) as value
from warehouse.value as entry
left join warehouse.correction as correction
    on
        entry.sha256 = correction.sha256
        and entry.line_code = correction.line_code
        and entry.measure = correction.measure;
