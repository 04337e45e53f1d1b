-- Whose a submission may be, what it repeats, and which one speaks for its unit.

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
    submission.arrival,
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
    submission.arrival,
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
        submission.received_at,
        submission.arrival
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
        order by repeated.arrival asc, repeated.received_at asc, repeated.sha256 asc
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
        submission.arrival,
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
        submission.received_at,
        submission.arrival
)

select
    report.sha256,
    report.file_name,
    report.numbers,
    min_by(other.sha256, row(other.arrival, other.received_at, other.sha256)) as other_sha256
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
        order by submission.arrival desc, submission.received_at desc, submission.sha256 desc
    ) = 1;
