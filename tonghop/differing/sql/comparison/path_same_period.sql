-- The way of each cell from one edition of a period to the other: its value then, its value as the
-- later edition reads the report that counts there but corrected as it was then, and its value now.
-- Grain: scope, period, unit_code, line_code, measure
-- cause leads to value_between, decisions lead on to value_later. Null: the cell has no number.

with corrections as (
    select
        'earlier' as edition,
        ruling.sha256,
        ruling.line_code,
        ruling.measure,
        max(ruling.number) as number,
        arg_max(row(ruling.old_value, ruling.new_value), ruling.number) as told
    from earlier_ruling as ruling
    where ruling.kind = 'correct'
    group by ruling.sha256, ruling.line_code, ruling.measure
    union all
    select
        'later' as edition,
        ruling.sha256,
        ruling.line_code,
        ruling.measure,
        max(ruling.number) as number,
        arg_max(row(ruling.old_value, ruling.new_value), ruling.number) as told
    from later_ruling as ruling
    where ruling.kind = 'correct'
    group by ruling.sha256, ruling.line_code, ruling.measure
),

old_entries as (
    select entry.*
    from earlier_entry as entry
    where not entry.is_derived
),

new_entries as (
    select entry.*
    from later_entry as entry
    where not entry.is_derived
),

entries as (
    select
        coalesce(old.period, new.period) as period,
        coalesce(old.unit_code, new.unit_code) as unit_code,
        coalesce(old.form_code, new.form_code) as form_code,
        coalesce(old.line_code, new.line_code) as line_code,
        coalesce(old.measure, new.measure) as measure,
        old.value as value_earlier,
        new.value as value_later,
        new.sent_value as sent_later,
        new.unit_code is not null as is_there,
        old.sheet as sheet_earlier,
        old.cell as cell_earlier,
        new.sheet as sheet_later,
        new.cell as cell_later
    from old_entries as old
    full outer join new_entries as new
        on
            old.period = new.period
            and old.unit_code = new.unit_code
            and old.line_code = new.line_code
            and old.measure = new.measure
)

select
    'all' as scope,
    entry.period,
    entry.unit_code,
    report.unit_name,
    entry.form_code,
    entry.line_code,
    entry.measure,
    entry.value_earlier,
    case
        when formula.line_code is null then null
        when corrected.number is not null then corrected.told[2]
        when entry.is_there then entry.sent_later
        when correcting.number is not null and correcting.told[2] is null then correcting.told[1]
    end as value_between,
    entry.value_later,
    report.cause,
    report.file_earlier,
    entry.sheet_earlier,
    entry.cell_earlier,
    report.file_later,
    entry.sheet_later,
    entry.cell_later,
    nullif(
        concat_ws(
            '; ',
            report.rulings,
            if(
                corrected.number is distinct from correcting.number,
                coalesce(correcting.number, revoked.revoked_by),
                null
            )
        ),
        ''
    ) as rulings
from entries as entry
left join report_change as report
    on
        entry.period = report.period
        and entry.unit_code = report.unit_code
left join later_formula as formula
    on
        entry.period = formula.period
        and entry.line_code = formula.line_code
        and entry.measure = formula.measure
left join corrections as corrected
    on
        corrected.edition = 'earlier'
        and report.sha256_later = corrected.sha256
        and entry.line_code = corrected.line_code
        and entry.measure = corrected.measure
left join corrections as correcting
    on
        correcting.edition = 'later'
        and report.sha256_later = correcting.sha256
        and entry.line_code = correcting.line_code
        and entry.measure = correcting.measure
left join later.decision as revoked
    on corrected.number = revoked.number
