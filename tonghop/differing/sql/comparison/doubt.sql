-- Forms of reports of which no derived figure may be made, and when that changes: with the report,
-- else with what changed last in that form of the unit, or of one whose work it does, else with
-- the declarations.
-- Grain: period, unit_code, form_code

with doubts as (
    select
        report.period,
        report.unit_code,
        report.cause,
        coalesce(report.sha256_earlier = report.sha256_later, false) as is_same,
        coalesce(old.form_code, new.form_code) as form_code,
        bool_or(old.sha256 is not null) as in_earlier,
        bool_or(new.sha256 is not null) as in_later
    from report_change as report
    left join earlier_doubt as old
        on report.sha256_earlier = old.sha256
    left join later_doubt as new
        on
            report.sha256_later = new.sha256
            and (old.form_code is null or old.form_code = new.form_code)
    where old.form_code is not null or new.form_code is not null
    group by all
),

kin as (
    select
        lineage.unit_code,
        lineage.past_unit
    from later.lineage as lineage
    union
    select
        lineage.past_unit as unit_code,
        lineage.unit_code as past_unit
    from later.lineage as lineage
),

last_changes as (
    select
        kin.unit_code,
        path.form_code,
        max(
            if(path.value_between is distinct from path.value_later, 'decisions'::step, path.cause)
        ) as cause
    from path
    inner join kin
        on path.unit_code = kin.past_unit
    where
        path.value_earlier is distinct from path.value_between
        or path.value_between is distinct from path.value_later
    group by kin.unit_code, path.form_code
)

select
    doubt.period,
    doubt.unit_code,
    doubt.form_code,
    doubt.in_earlier,
    doubt.in_later,
    if(doubt.is_same, coalesce(change.cause, doubt.cause), doubt.cause) as cause
from doubts as doubt
left join last_changes as change
    on
        doubt.unit_code = change.unit_code
        and doubt.form_code = change.form_code
