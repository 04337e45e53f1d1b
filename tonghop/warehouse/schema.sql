-- What was declared (reference), what was received (warehouse) and what is built of both (marts).
-- Safe to run again: nothing that exists is changed. But a warehouse that another version of this
-- file made is dropped when it is opened, and that loses nothing: it is derived from the archive.
-- Spans of validity include both ends; an empty end is open.

create schema if not exists reference;
create schema if not exists warehouse;
create schema if not exists marts;

-- Reference: reloaded from the declarations. No keys: the grain check of the marts finds doubles.

-- The declarations that everything recorded was checked against, and the unit that consolidates.
create table if not exists reference.declaration (
    digest varchar not null,
    consolidating_unit varchar
);

-- The version of this file, as a sha256, that made the warehouse.
create table if not exists reference.structure (
    digest varchar not null
);

create table if not exists reference.indicator_cell (
    form_code varchar not null,
    line_code varchar not null,
    measure varchar not null,
    reports varchar,
    section varchar,
    line_label varchar,
    measure_label varchar,
    unit_of_measure varchar,
    decimals integer,
    kind varchar not null check (kind in ('flow', 'stock', 'ratio', 'yes_no', 'text')),
    aggregation varchar not null check (aggregation in ('sum', 'count_yes', 'ratio', 'none')),
    numerator varchar,
    denominator varchar,
    part_of varchar,
    sensitive boolean,
    position integer,
    valid_from date,
    valid_to date
);

create table if not exists reference.target (
    target_code varchar not null,
    line_code varchar not null,
    measure varchar not null,
    kind varchar not null check (kind in ('share', 'reduction')),
    value decimal(9, 2) not null,
    label varchar,
    source varchar,
    valid_from date,
    valid_to date
);

create table if not exists reference.period (
    period varchar not null,
    kind varchar,
    year integer,
    label varchar,
    starts_on date,
    cut_off date not null,
    last_year varchar
);

-- The parts of each way to derive a period by difference: the minuend, with sign 1, and what is
-- subtracted from it. label says that the period is derived. Where several ways are open, the one
-- with the lowest number counts.
create table if not exists reference.derivation (
    period varchar not null,
    label varchar,
    starts_on date,
    cut_off date not null,
    formula_number integer not null,
    formula varchar,
    minuend varchar not null,
    part varchar not null,
    sign integer not null,
    parts integer not null
);

create table if not exists reference.unit (
    unit_code varchar not null,
    kind varchar not null,
    kind_label varchar,
    kind_position integer,
    province_code varchar,
    reports_to varchar,
    valid_from date,
    valid_to date
);

create table if not exists reference.unit_name (
    unit_code varchar not null,
    name varchar not null,
    province_name varchar,
    valid_from date,
    valid_to date
);

create table if not exists reference.expected_report (
    period varchar not null,
    unit_code varchar not null,
    unit_name varchar,
    unit_kind varchar not null,
    directive_code varchar,
    due_before date,
    last_day date,
    last_day_strict date,
    last_day_lenient date
);

-- Each day, whether it is worked (null: not announced), and how many working and how many unknown
-- days there have been up to it: between two days the difference of the first counts the working
-- days, if the second has not changed.
create table if not exists reference.working_day (
    day date not null,
    is_working boolean,
    name varchar,
    working_days integer,
    unknown_days integer
);

-- Reports that are owed to the units which owe one here; no figure counts them.
create table if not exists reference.subordinate_report (
    period varchar not null,
    superior varchar not null,
    unit_code varchar not null,
    unit_name varchar,
    unit_kind varchar not null,
    directive_code varchar,
    due_before date
);

create table if not exists reference.succession (
    predecessor varchar not null,
    successor varchar not null,
    effective_from date
);

create table if not exists reference.issue_kind (
    code varchar not null,
    severity varchar,
    title varchar
);

-- Warehouse: appended to, one submission a time, never overwritten.

create table if not exists warehouse.receipt (
    sha256 varchar not null,
    file_name varchar,
    folder varchar,
    received_at timestamptz,
    run integer
);

create table if not exists warehouse.submission (
    sha256 varchar primary key,
    file_name varchar,
    received_at timestamptz not null,
    unit_code varchar,
    period varchar,
    template_version varchar,
    illustrative boolean,
    status varchar not null check (status in ('accepted', 'held', 'rejected', 'package'))
);

-- What each place of a file tells of whose report it is: its codes, names, hidden properties and
-- file name. They differ in a submission that is held, and a decision chooses between them.
create table if not exists warehouse.witness (
    sha256 varchar not null,
    witness varchar not null
    check (witness in ('codes', 'names', 'properties', 'file_name')),
    unit_code varchar,
    period varchar
);

-- No key on the values: its index would cost more than the values, and the marts check their grain.
create table if not exists warehouse.value (
    sha256 varchar not null,
    form_code varchar not null,
    line_code varchar not null,
    measure varchar not null,
    value decimal(20, 2),
    state varchar not null
    check (state in ('number', 'none', 'not_collected', 'blank', 'refused')),
    raw_text varchar,
    sheet varchar,
    cell varchar,
    check (
        case state
            when 'number' then value is not null
            when 'none' then value is not null and value = 0
            else value is null
        end
    )
);

-- is_derived: found by comparing what is recorded, and worked out anew at each recording.
-- basis: what it was judged on, where that is more than raw_text.
-- reason: how the sender explains it.
create table if not exists warehouse.issue (
    sha256 varchar not null,
    issue_number integer,
    is_derived boolean default false,
    code varchar not null,
    severity varchar not null,
    form_code varchar,
    line_code varchar,
    measure varchar,
    sheet varchar,
    cell varchar,
    raw_text varchar,
    sentence varchar,
    basis varchar,
    reason varchar
);

-- What senders wrote to explain an issue, and which; without a code nobody can tell which.
-- basis: what the issue was judged on; the reason is good for that alone.
create table if not exists warehouse.reason (
    sha256 varchar not null,
    code varchar,
    form_code varchar,
    line_code varchar,
    measure varchar,
    place varchar,
    basis varchar,
    sheet varchar,
    cell varchar,
    text varchar
);

create table if not exists warehouse.narrative (
    sha256 varchar not null,
    section_code varchar not null,
    sheet varchar,
    cell varchar,
    text varchar
);

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

-- The arrival that counts when the same content came more than once: the earliest.
-- Grain: sha256
create or replace view warehouse.first_receipt as
select
    receipt.sha256,
    receipt.file_name,
    receipt.folder,
    receipt.received_at
from warehouse.receipt as receipt
qualify
    row_number() over (
        partition by receipt.sha256
        order by receipt.received_at asc, receipt.run asc, receipt.file_name asc, receipt.folder asc
    ) = 1;

-- 100 × part ÷ whole, rounded half away from zero to 2 decimals; null if the whole is 0.
-- DuckDB divides decimals as floating point, so this divides whole numbers of hundredths.
create or replace macro warehouse.percent(part, whole) as (
    case
        when whole <> 0
            then
                cast(0.01 as decimal(2, 2)) * sign(part) * sign(whole) * (
                    (
                        abs(cast(part * 100 as hugeint)) * 20000
                        + abs(cast(whole * 100 as hugeint))
                    ) // (abs(cast(whole * 100 as hugeint)) * 2)
                )
    end
);

-- Whether a report of one day is in time for another; 'received' when the last day is not known.
create or replace macro warehouse.timeliness(received_on, last_day) as (
    case
        when last_day is null then 'received'
        when received_on > last_day then 'late'
        else 'on_time'
    end
);

-- The units and periods that a submission may be a report of: its own, which its codes name or a
-- decision settled, and for a held one any unit and any period that its witnesses name, except
-- units that disowned it.
-- Grain: sha256, unit_code, period
create or replace view warehouse.claim as
with units as (
    select distinct
        witness.sha256,
        witness.unit_code
    from warehouse.witness as witness
    anti join warehouse.disowned as disowned
        on
            witness.sha256 = disowned.sha256
            and witness.unit_code = disowned.unit_code
    where witness.unit_code is not null
),

periods as (
    select distinct
        witness.sha256,
        witness.period
    from warehouse.witness as witness
    where witness.period is not null
)

select
    submission.sha256,
    submission.unit_code,
    submission.period,
    submission.received_at,
    submission.status,
    true as is_own
from warehouse.decided_submission as submission
where submission.unit_code is not null and submission.period is not null
union all
select
    submission.sha256,
    unit.unit_code,
    period.period,
    submission.received_at,
    submission.status,
    false as is_own
from warehouse.decided_submission as submission
inner join units as unit
    on submission.sha256 = unit.sha256
inner join periods as period
    on submission.sha256 = period.sha256
where
    submission.status = 'held'
    and (
        submission.unit_code is distinct from unit.unit_code
        or submission.period is distinct from period.period
    );

-- Accepted submissions that hold what an earlier accepted one of the same unit and period holds,
-- the same values, words and explanations: it was saved again, and the earlier one stands for it.
-- Grain: sha256
create or replace view warehouse.resaved as
with repeated as (
    select
        submission.sha256,
        submission.file_name,
        submission.unit_code,
        submission.period,
        submission.received_at
    from warehouse.decided_submission as submission
    where
        submission.status = 'accepted'
        and submission.unit_code is not null
        and submission.period is not null
    qualify count(*) over (partition by submission.unit_code, submission.period) > 1
),

parts as (
    select
        entry.sha256,
        hash(entry.form_code, entry.line_code, entry.measure, entry.state, entry.value) as part
    from warehouse.value as entry
    where entry.state <> 'blank'
    union all
    select
        narrative.sha256,
        hash(narrative.section_code, narrative.text) as part
    from warehouse.narrative as narrative
    union all
    select
        reason.sha256,
        hash(reason.code, reason.line_code, reason.measure, reason.place, reason.text) as part
    from warehouse.reason as reason
),

contents as (
    select
        part.sha256,
        count(*) as parts,
        sum(part.part) as content
    from parts as part
    where part.sha256 in (select repeated.sha256 from repeated)
    group by part.sha256
)

select
    repeated.sha256,
    repeated.file_name,
    first_value(repeated.sha256) over (
        partition by repeated.unit_code, repeated.period, content.parts, content.content
        order by repeated.received_at asc, repeated.sha256 asc
    ) as original_sha256
from repeated
inner join contents as content
    on repeated.sha256 = content.sha256
qualify repeated.sha256 <> original_sha256;

-- Submissions whose numbers, zeros aside, are all those of another unit for the same period, with
-- the earliest such. Answers of yes or no are left out: many units give the same. So are a unit and
-- the one that consolidates it, which may have nothing to add.
-- Grain: sha256
create or replace view warehouse.copied as
with reports as (
    select
        submission.sha256,
        submission.file_name,
        submission.unit_code,
        submission.period,
        submission.received_at,
        count(*) as numbers,
        sum(hash(entry.form_code, entry.line_code, entry.measure, entry.value)) as content
    from warehouse.decided_submission as submission
    inner join warehouse.value as entry
        on submission.sha256 = entry.sha256
    where
        submission.status in ('accepted', 'held')
        and entry.value <> 0
        and entry.line_code not in (
            select cell.line_code
            from reference.indicator_cell as cell
            where cell.kind = 'yes_no'
        )
    group by
        submission.sha256,
        submission.file_name,
        submission.unit_code,
        submission.period,
        submission.received_at
)

select
    report.sha256,
    report.file_name,
    report.numbers,
    min_by(other.sha256, row(other.received_at, other.sha256)) as other_sha256
from reports as report
inner join reports as other
    on
        report.period = other.period
        and report.numbers = other.numbers
        and report.content = other.content
        and report.unit_code <> other.unit_code
anti join reference.subordinate_report as owed
    on
        report.period = owed.period
        and least(report.unit_code, other.unit_code) = least(owed.unit_code, owed.superior)
        and greatest(report.unit_code, other.unit_code) = greatest(owed.unit_code, owed.superior)
group by report.sha256, report.file_name, report.numbers;

-- The submission that speaks for a unit: the last accepted one received, unless it only repeats an
-- earlier one. What is decided of a submission makes it speak here, or not, for whom it is decided.
-- Grain: unit_code, period
create or replace view warehouse.counting_submission as
select
    submission.unit_code,
    submission.period,
    submission.sha256,
    submission.received_at
from warehouse.decided_submission as submission
anti join warehouse.resaved as resaved
    on submission.sha256 = resaved.sha256
where
    submission.status = 'accepted'
    and submission.unit_code is not null
    and submission.period is not null
qualify
    row_number() over (
        partition by submission.unit_code, submission.period
        order by submission.received_at desc, submission.sha256 desc
    ) = 1;

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
            row(claim.is_own, claim.status = 'held', claim.received_at, claim.sha256)
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

-- What a unit adds to a figure: a numerator over 1 or, for a ratio, both parts or nothing.
-- A unit without a value has no row.
-- Grain: period, unit_code, line_code, measure
create or replace view warehouse.unit_figure as
with parts as (
    select
        entry.period,
        entry.unit_code,
        entry.unit_kind,
        entry.line_code,
        entry.measure,
        entry.line_code || '.' || entry.measure as part,
        entry.value
    from warehouse.counting_value as entry
    where entry.value is not null
)

select
    part.period,
    part.unit_code,
    part.unit_kind,
    part.line_code,
    part.measure,
    part.value as numerator,
    cast(1 as decimal(20, 2)) as denominator
from parts as part
union all
select
    cell.period,
    numerator.unit_code,
    numerator.unit_kind,
    cell.line_code,
    cell.measure,
    numerator.value as numerator,
    denominator.value as denominator
from warehouse.open_cell as cell
inner join parts as numerator
    on
        cell.period = numerator.period
        and cell.numerator = numerator.part
inner join parts as denominator
    on
        cell.period = denominator.period
        and cell.denominator = denominator.part
        and numerator.unit_code = denominator.unit_code
where cell.aggregation = 'ratio';

-- Whose work a unit does: its own and, through any number of successions, that of the units before
-- it. until is the first day on which past_unit's work was unit_code's, null for the unit itself.
-- Grain: unit_code, past_unit
create or replace view warehouse.lineage as
with recursive line_of_work as (
    select
        unit.unit_code,
        unit.unit_code as past_unit,
        cast(null as date) as until
    from reference.unit as unit
    union
    select
        succession.successor as unit_code,
        line_of_work.past_unit,
        greatest(line_of_work.until, succession.effective_from) as until
    from line_of_work
    inner join reference.succession as succession
        on line_of_work.unit_code = succession.predecessor
)

select
    line_of_work.unit_code,
    line_of_work.past_unit,
    line_of_work.until
from line_of_work;

-- The units that owed a report for a period, under each unit that does their work then or later:
-- what that unit's figure of the period is added up from.
-- Grain: period, unit_code, past_unit
create or replace view warehouse.expected_part as
select
    expected.period,
    lineage.unit_code,
    lineage.past_unit,
    expected.unit_name as past_name,
    lineage.until,
    count(*) over (partition by expected.period, lineage.unit_code) as parts_expected
from warehouse.lineage as lineage
inner join reference.expected_report as expected
    on lineage.past_unit = expected.unit_code;

-- What a unit's parts of a period add up to: a numerator over a denominator, as in unit_figure, of
-- those parts that have a value. It is whole where parts_reported is parts_expected. A yes is 1, so
-- numerator counts them. taken_over_on is the first day on which all these parts were the unit's,
-- null where the unit itself is the only one. Without any value there is no row.
-- Grain: period, unit_code, line_code, measure
create or replace view warehouse.restated_figure as
select
    part.period,
    part.unit_code,
    unit_figure.line_code,
    unit_figure.measure,
    sum(unit_figure.numerator) as numerator,
    sum(unit_figure.denominator) as denominator,
    part.parts_expected,
    count(*) as parts_reported,
    max(part.until) as taken_over_on
from warehouse.expected_part as part
inner join warehouse.unit_figure as unit_figure
    on
        part.period = unit_figure.period
        and part.past_unit = unit_figure.unit_code
group by
    part.period, part.unit_code, part.parts_expected, unit_figure.line_code, unit_figure.measure;

-- What a unit reported beside what its parts had reported for the same period of the year before,
-- where both years have every part: like for like. Its parts are those that it had at the cut-off.
-- Answers of several parts are left out: two plans of two departments are no more than the one plan
-- of the department that both became.
-- Grain: period, unit_code, line_code, measure
create or replace view warehouse.like_figure as
with parts as (
    select
        period.period,
        part.period as last_year,
        part.unit_code,
        part.past_unit,
        count(*) over (partition by period.period, part.unit_code) as parts_expected
    from warehouse.collected_period as period
    inner join warehouse.expected_part as part
        on
            period.last_year = part.period
            and (part.until is null or period.cut_off >= part.until)
),

past as (
    select
        part.period,
        part.unit_code,
        unit_figure.line_code,
        unit_figure.measure,
        sum(unit_figure.numerator) as numerator,
        sum(unit_figure.denominator) as denominator
    from parts as part
    inner join warehouse.unit_figure as unit_figure
        on
            part.last_year = unit_figure.period
            and part.past_unit = unit_figure.unit_code
    inner join warehouse.open_cell as cell
        on
            unit_figure.period = cell.period
            and unit_figure.line_code = cell.line_code
            and unit_figure.measure = cell.measure
    where cell.kind <> 'yes_no' or part.parts_expected = 1
    group by
        part.period,
        part.unit_code,
        part.parts_expected,
        unit_figure.line_code,
        unit_figure.measure
    having count(*) = part.parts_expected
)

select
    present.period,
    present.unit_code,
    present.unit_kind,
    present.line_code,
    present.measure,
    present.numerator,
    present.denominator,
    past.numerator as numerator_last_year,
    past.denominator as denominator_last_year
from warehouse.unit_figure as present
inner join past
    on
        present.period = past.period
        and present.unit_code = past.unit_code
        and present.line_code = past.line_code
        and present.measure = past.measure;
-- Periods that are derived by difference, for the units that reported the whole. A way is open to a
-- kind of unit that owes every part of it and does not owe the derived period itself.
-- Grain: period, unit_code
create or replace view warehouse.derivation as
with owing as (
    select distinct
        expected.period,
        expected.unit_kind
    from reference.expected_report as expected
),

open_ways as (
    select
        way.period,
        way.formula_number,
        owing.unit_kind
    from reference.derivation as way
    inner join owing
        on way.part = owing.period
    anti join owing as reported
        on
            way.period = reported.period
            and owing.unit_kind = reported.unit_kind
    group by way.period, way.formula_number, way.parts, owing.unit_kind
    having count(*) = way.parts
    qualify
        row_number() over (partition by way.period, owing.unit_kind order by way.formula_number) = 1
)

select
    way.period,
    way.label,
    way.starts_on,
    way.cut_off,
    way.formula_number,
    way.formula,
    way.minuend,
    whole.cut_off as minuend_cut_off,
    expected.unit_code,
    expected.unit_name,
    expected.unit_kind
from open_ways as open_way
inner join reference.derivation as way
    on
        open_way.period = way.period
        and open_way.formula_number = way.formula_number
        and way.sign = 1
inner join warehouse.collected_period as whole
    on way.minuend = whole.period
inner join reference.expected_report as expected
    on
        way.minuend = expected.period
        and open_way.unit_kind = expected.unit_kind;

-- The reports that a derived figure is worked out from: for each part the unit's own and those of
-- the units whose work it had taken over by the end of the whole. past_unit is null where nobody
-- owed the part: the unit is younger and came after nobody.
-- Grain: period, unit_code, part, past_unit
create or replace view warehouse.derivation_part as
select
    derivation.period,
    derivation.unit_code,
    way.part,
    way.sign,
    report.past_unit,
    report.past_name,
    counting.sha256
from warehouse.derivation as derivation
inner join reference.derivation as way
    on
        derivation.period = way.period
        and derivation.formula_number = way.formula_number
left join warehouse.expected_part as report
    on
        way.part = report.period
        and derivation.unit_code = report.unit_code
        and coalesce(derivation.minuend_cut_off >= report.until, true)
left join warehouse.counting_submission as counting
    on
        way.part = counting.period
        and report.past_unit = counting.unit_code;

-- Forms that seem to hold the figures of another period, and whose sender has not explained it.
-- Grain: sha256, form_code
create or replace view warehouse.doubtful_form as
select distinct
    issue.sha256,
    issue.form_code
from warehouse.issue as issue
where
    issue.code in ('cumulative_in_quarter', 'quarter_in_cumulative')
    and coalesce(issue.reason, '') = '';

-- Flows of a derived period by unit, and why a unit has none. Nothing is derived from a part that
-- is missing or seems to hold another period's figures, and a negative difference is no figure.
-- Grain: period, unit_code, line_code, measure
create or replace view warehouse.derived_flow as
with differences as (
    select
        derivation.period,
        derivation.unit_code,
        cell.line_code,
        cell.measure,
        sum(figure.numerator) filter (where part.sign = 1) as whole,
        sum(figure.numerator) filter (where part.sign = -1) as subtracted,
        bool_or(part.past_unit is null) as is_not_owed,
        bool_or(part.sha256 is null) as is_missing,
        bool_or(asked.line_code is null) as is_not_asked,
        bool_or(figure.numerator is null) as is_blank,
        bool_or(doubtful.sha256 is not null) as is_doubtful,
        string_agg(
            period.label || coalesce(': ' || part.past_name, ''),
            '; '
            order by period.cut_off, part.past_unit
        ) filter (where figure.numerator is null) as parts_missing
    from warehouse.derivation as derivation
    inner join warehouse.open_cell as cell
        on derivation.minuend = cell.period
    inner join warehouse.derivation_part as part
        on
            derivation.period = part.period
            and derivation.unit_code = part.unit_code
    inner join reference.period as period
        on part.part = period.period
    left join warehouse.open_cell as asked
        on
            part.part = asked.period
            and cell.line_code = asked.line_code
            and cell.measure = asked.measure
    left join warehouse.unit_figure as figure
        on
            part.part = figure.period
            and part.past_unit = figure.unit_code
            and cell.line_code = figure.line_code
            and cell.measure = figure.measure
    left join warehouse.doubtful_form as doubtful
        on
            part.sha256 = doubtful.sha256
            and cell.form_code = doubtful.form_code
    where cell.kind = 'flow'
    group by derivation.period, derivation.unit_code, cell.line_code, cell.measure
)

select
    difference.period,
    difference.unit_code,
    difference.line_code,
    difference.measure,
    difference.whole,
    difference.subtracted,
    difference.parts_missing,
    case
        when difference.is_not_owed then 'not_owed'
        when difference.is_missing then 'missing'
        when difference.is_not_asked then 'not_asked'
        when difference.is_blank then 'blank'
        when difference.is_doubtful then 'doubtful'
        when difference.whole < difference.subtracted then 'negative'
        else 'derived'
    end as state
from differences as difference;

-- What a unit adds to a derived figure: a numerator over 1 or, for a ratio, both derived parts.
-- They are null unless state is 'derived'.
-- Grain: period, unit_code, line_code, measure
create or replace view warehouse.derived_figure as
with flows as (
    select *
    from warehouse.derived_flow
)

select
    flow.period,
    flow.unit_code,
    flow.line_code,
    flow.measure,
    flow.whole,
    flow.subtracted,
    if(flow.state = 'derived', flow.whole - flow.subtracted, null) as numerator,
    if(flow.state = 'derived', cast(1 as decimal(38, 2)), null) as denominator,
    flow.state,
    flow.parts_missing
from flows as flow
union all
select
    numerator.period,
    numerator.unit_code,
    cell.line_code,
    cell.measure,
    null as whole,
    null as subtracted,
    case
        when numerator.state = 'derived' and denominator.state = 'derived'
            then numerator.whole - numerator.subtracted
    end as numerator,
    case
        when numerator.state = 'derived' and denominator.state = 'derived'
            then denominator.whole - denominator.subtracted
    end as denominator,
    if(numerator.state = 'derived', denominator.state, numerator.state) as state,
    coalesce(numerator.parts_missing, denominator.parts_missing) as parts_missing
from flows as numerator
inner join warehouse.derivation as derivation
    on
        numerator.period = derivation.period
        and numerator.unit_code = derivation.unit_code
inner join warehouse.open_cell as cell
    on
        derivation.minuend = cell.period
        and cell.numerator = numerator.line_code || '.' || numerator.measure
inner join flows as denominator
    on
        numerator.period = denominator.period
        and numerator.unit_code = denominator.unit_code
        and cell.denominator = denominator.line_code || '.' || denominator.measure
where cell.aggregation = 'ratio';

-- Whether a target is met: a share by the share itself, a reduction by fewer than last year and by
-- the percentage asked for. Null where there is nothing to measure: no denominator, or none in
-- either year.
create or replace macro warehouse.target_is_met(kind, target, numerator, denominator) as (
    case
        when kind = 'share' and denominator > 0
            then 100 * numerator >= target * denominator
        when kind = 'reduction' and (numerator > 0 or denominator > 0)
            then
                numerator < denominator
                and 100 * (denominator - numerator) >= target * denominator
    end
);

-- What a target is judged by, in per cent: the share, or by how much the figure has fallen.
create or replace macro warehouse.target_value(kind, numerator, denominator) as (
    case kind
        when 'share' then warehouse.percent(numerator, denominator)
        when 'reduction' then warehouse.percent(denominator - numerator, denominator)
    end
);

-- The targets in force at the cut-off of a period, with the figures that they are set for.
-- Grain: period, target_code
create or replace view warehouse.open_target as
select
    cell.period,
    cell.last_year,
    cell.units_expected,
    cell.line_code,
    cell.measure,
    cell.line_label,
    target.target_code,
    target.kind as target_kind,
    target.label as target_label,
    target.value as target,
    target.source
from warehouse.open_cell as cell
inner join reference.target as target
    on
        cell.line_code = target.line_code
        and cell.measure = target.measure
inner join warehouse.collected_period as period
    on cell.period = period.period
where
    coalesce(target.valid_from <= period.cut_off, true)
    and coalesce(period.cut_off <= target.valid_to, true);

-- How each expected unit stands to each target. A share: both parts of the unit's own figure. A
-- reduction: the figure over that of the same period last year, restated on the unit, where it has
-- the one and every part of the other.
-- Grain: period, target_code, unit_code
create or replace view warehouse.unit_target as
with measured as (
    select
        target.period,
        target.target_code,
        figure.unit_code,
        figure.numerator,
        if(target.target_kind = 'share', figure.denominator, alike.numerator_last_year)
            as denominator
    from warehouse.open_target as target
    inner join warehouse.unit_figure as figure
        on
            target.period = figure.period
            and target.line_code = figure.line_code
            and target.measure = figure.measure
    left join warehouse.like_figure as alike
        on
            figure.period = alike.period
            and figure.unit_code = alike.unit_code
            and figure.line_code = alike.line_code
            and figure.measure = alike.measure
)

select
    target.period,
    target.target_code,
    target.target_kind,
    target.target_label,
    target.line_code,
    target.measure,
    target.target,
    expected.unit_code,
    expected.unit_name,
    expected.unit_kind,
    measured.numerator,
    measured.denominator,
    warehouse.target_is_met(
        target.target_kind, target.target, measured.numerator, measured.denominator
    ) as is_met
from warehouse.open_target as target
inner join reference.expected_report as expected
    on target.period = expected.period
left join measured
    on
        target.period = measured.period
        and target.target_code = measured.target_code
        and expected.unit_code = measured.unit_code
        and measured.denominator is not null;

-- A unit's values of the past: its own, and those of the units it came from, added up where all of
-- them reported. Of each year the longest period, so that none overlaps another.
-- Grain: unit_code, line_code, measure, year
create or replace view warehouse.past_value as
select
    past.unit_code,
    past.line_code,
    past.measure,
    period.year,
    past.period,
    date_diff('day', period.starts_on, period.cut_off) + 1 as days,
    past.numerator as value,
    past.taken_over_on
from warehouse.restated_figure as past
inner join reference.period as period
    on past.period = period.period
where past.parts_reported = past.parts_expected
qualify
    row_number() over (
        partition by past.unit_code, past.line_code, past.measure, period.year
        order by days desc, period.cut_off desc
    ) = 1;

-- Each value that counts beside what its unit reported in the years before.
-- What flows is compared by the day, what stands by the period: exposure is that number of days, or
-- 1. usual is the median of the past, brought to this value's exposure.
-- Grain: period, unit_code, line_code, measure
create or replace view warehouse.value_history as
select
    entry.period,
    entry.unit_code,
    entry.sha256,
    entry.form_code,
    entry.line_code,
    entry.measure,
    entry.sheet,
    entry.cell,
    entry.raw_text,
    entry.value,
    cell.unit_of_measure,
    max(if(cell.kind = 'stock', 1, date_diff('day', period.starts_on, period.cut_off) + 1))
        as exposure,
    sum(past.value) as past_total,
    sum(if(cell.kind = 'stock', 1, past.days)) as past_exposure,
    median(
        past.value
        * if(cell.kind = 'stock', 1, date_diff('day', period.starts_on, period.cut_off) + 1)
        / if(cell.kind = 'stock', 1, past.days)
    ) as usual,
    list(past.period order by past.year) as past_periods,
    list(past.value order by past.year) as past_values
from warehouse.counting_value as entry
inner join reference.period as period
    on entry.period = period.period
inner join warehouse.open_cell as cell
    on
        entry.period = cell.period
        and entry.line_code = cell.line_code
        and entry.measure = cell.measure
inner join warehouse.past_value as past
    on
        entry.unit_code = past.unit_code
        and entry.line_code = past.line_code
        and entry.measure = past.measure
        and period.year > past.year
        and (past.taken_over_on is null or period.cut_off >= past.taken_over_on)
where
    entry.value is not null
    and cell.kind in ('flow', 'stock')
group by
    entry.period,
    entry.unit_code,
    entry.sha256,
    entry.form_code,
    entry.line_code,
    entry.measure,
    entry.sheet,
    entry.cell,
    entry.raw_text,
    entry.value,
    cell.unit_of_measure;

-- What a unit's flows came to in an earlier period of the same year: its own and those of the units
-- whose work it had taken over by the cut-off, where all of them reported. is_inside: the earlier
-- period is a part of this one; otherwise it ended before this one began. past_names names the
-- units that the work came from, null if it was always the unit's own.
-- Grain: period, unit_code, earlier, line_code, measure
create or replace view warehouse.earlier_value as
with parts as (
    select
        owed.period,
        owed.unit_code,
        earlier.period as earlier,
        part.past_unit,
        earlier.starts_on as earlier_starts_on,
        earlier.cut_off as earlier_cut_off,
        earlier.label as earlier_label,
        earlier.starts_on >= later.starts_on as is_inside,
        string_agg(part.past_name, ', ') filter (where part.until is not null) over whole
            as past_names,
        count(*) over whole as parts_expected
    from reference.expected_report as owed
    inner join reference.period as later
        on owed.period = later.period
    inner join reference.period as earlier
        on
            later.year = earlier.year
            and later.period <> earlier.period
            and later.cut_off >= earlier.cut_off
            and (later.starts_on <= earlier.starts_on or later.starts_on > earlier.cut_off)
    inner join warehouse.expected_part as part
        on
            earlier.period = part.period
            and owed.unit_code = part.unit_code
            and coalesce(later.cut_off >= part.until, true)
    window
        whole as (
            partition by owed.period, owed.unit_code, earlier.period
            order by part.past_unit
            rows between unbounded preceding and unbounded following
        )
)

select
    part.period,
    part.unit_code,
    part.earlier,
    part.earlier_label,
    part.earlier_starts_on,
    part.earlier_cut_off,
    part.is_inside,
    part.past_names,
    figure.line_code,
    figure.measure,
    sum(figure.numerator) as value
from parts as part
inner join warehouse.unit_figure as figure
    on
        part.earlier = figure.period
        and part.past_unit = figure.unit_code
inner join warehouse.open_cell as cell
    on
        part.earlier = cell.period
        and figure.line_code = cell.line_code
        and figure.measure = cell.measure
where cell.kind = 'flow'
group by
    part.period,
    part.unit_code,
    part.earlier,
    part.earlier_label,
    part.earlier_starts_on,
    part.earlier_cut_off,
    part.is_inside,
    part.past_names,
    part.parts_expected,
    figure.line_code,
    figure.measure
having count(*) = part.parts_expected;

-- Each form beside the latest earlier period that tells whether it was filled in for the right one:
-- one with the same start, which it must reach, or a longer one that ended the day before, which a
-- period of its own should not. lines are those with something in the earlier period, lines_below
-- those of them where a cell has less now. example is the line with most in the earlier period.
-- Grain: period, unit_code, form_code
create or replace view warehouse.form_beside_earlier as
select
    entry.period,
    entry.unit_code,
    entry.sha256,
    entry.form_code,
    later.label as period_label,
    later.starts_on,
    earlier.earlier,
    earlier.earlier_label,
    earlier.is_inside,
    max(entry.sheet) as sheet,
    count(distinct entry.line_code) as lines,
    count(distinct entry.line_code) filter (where entry.value < earlier.value) as lines_below,
    max_by(entry.line_code, row(earlier.value, entry.line_code, entry.measure)) as example_line,
    max_by(entry.value, row(earlier.value, entry.line_code, entry.measure)) as example_value,
    max(earlier.value) as example_earlier
from warehouse.counting_value as entry
inner join reference.period as later
    on entry.period = later.period
inner join warehouse.earlier_value as earlier
    on
        entry.period = earlier.period
        and entry.unit_code = earlier.unit_code
        and entry.line_code = earlier.line_code
        and entry.measure = earlier.measure
where
    entry.value is not null
    and earlier.value > 0
    and (
        later.starts_on = earlier.earlier_starts_on
        or (
            date_diff('day', earlier.earlier_cut_off, later.starts_on) = 1
            and date_diff('day', earlier.earlier_starts_on, earlier.earlier_cut_off)
            > date_diff('day', later.starts_on, later.cut_off)
        )
    )
group by
    entry.period,
    entry.unit_code,
    entry.sha256,
    entry.form_code,
    later.label,
    later.starts_on,
    earlier.earlier,
    earlier.earlier_label,
    earlier.earlier_cut_off,
    earlier.is_inside
qualify
    row_number() over (
        partition by entry.period, entry.unit_code, entry.form_code
        order by earlier.earlier_cut_off desc
    ) = 1;

-- Flows that are less than what was reported for a part of their period, or for two parts that do
-- not overlap, together. second is null where one part is enough.
-- Grain: period, unit_code, line_code, measure, first, second
create or replace view warehouse.value_below_earlier as
with parts as (
    select *
    from warehouse.earlier_value
    where is_inside
),

bounds as (
    select
        earlier.period,
        earlier.unit_code,
        earlier.line_code,
        earlier.measure,
        earlier.earlier as first,
        null as second,
        earlier.earlier_label as first_label,
        null as second_label,
        earlier.value as first_value,
        null as second_value,
        earlier.value,
        earlier.past_names
    from parts as earlier
    union all
    select
        one.period,
        one.unit_code,
        one.line_code,
        one.measure,
        one.earlier as first,
        other.earlier as second,
        one.earlier_label as first_label,
        other.earlier_label as second_label,
        one.value as first_value,
        other.value as second_value,
        one.value + other.value as value,
        coalesce(one.past_names, other.past_names) as past_names
    from parts as one
    inner join parts as other
        on
            one.period = other.period
            and one.unit_code = other.unit_code
            and one.line_code = other.line_code
            and one.measure = other.measure
            and one.earlier_cut_off < other.earlier_starts_on
)

select
    entry.period,
    later.label as period_label,
    later.starts_on,
    entry.unit_code,
    entry.sha256,
    entry.form_code,
    entry.line_code,
    entry.measure,
    entry.sheet,
    entry.cell,
    entry.value,
    bound.first,
    bound.second,
    bound.first_label,
    bound.second_label,
    bound.first_value,
    bound.second_value,
    bound.value as earlier_value,
    bound.past_names
from warehouse.counting_value as entry
inner join reference.period as later
    on entry.period = later.period
inner join bounds as bound
    on
        entry.period = bound.period
        and entry.unit_code = bound.unit_code
        and entry.line_code = bound.line_code
        and entry.measure = bound.measure
where entry.value < bound.value;

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
