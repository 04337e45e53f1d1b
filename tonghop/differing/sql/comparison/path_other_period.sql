-- The way of each cell from an edition of one period to an edition of another: every report is
-- another one, so a cell goes from its old value to its new one in a single step.
-- Grain: scope, period, unit_code, line_code, measure
-- scope 'heirs' is for the nation and for the units of today: what merged is judged together, under
-- the unit that does the work now. scope 'own' is for units as they reported: one that owes a
-- report in only one of the periods differs by that alone.
-- boundaries: nobody owes the report in one of the periods, or fewer units answer yes or no for the
-- same work. coverage: a unit, or a part of one, has a value in only one of them. What is left,
-- where every part has a value in both, is like for like.

with heirs as (
    select
        lineage.past_unit as unit_code,
        min(lineage.unit_code) as heir
    from later.lineage as lineage
    where lineage.unit_code not in (select succession.predecessor from later.succession)
    group by lineage.past_unit
),

owed as (
    select
        pair.period,
        expected.unit_code,
        expected.unit_name,
        true as is_earlier
    from pair
    inner join earlier.expected_report as expected
        on pair.owed_earlier = expected.period
    union all
    select
        pair.period,
        expected.unit_code,
        expected.unit_name,
        false as is_earlier
    from pair
    inner join later.expected_report as expected
        on pair.owed_later = expected.period
),

members as (
    select
        'own' as scope,
        owed.period,
        owed.unit_code as block,
        owed.unit_code,
        owed.unit_name,
        owed.is_earlier
    from owed
    union all
    select
        'heirs' as scope,
        owed.period,
        heirs.heir as block,
        owed.unit_code,
        owed.unit_name,
        owed.is_earlier
    from owed
    inner join heirs
        on owed.unit_code = heirs.unit_code
),

blocks as (
    select
        member.scope,
        member.period,
        member.block,
        count(*) filter (where member.is_earlier) as parts_earlier,
        count(*) filter (where not member.is_earlier) as parts_later
    from members as member
    group by member.scope, member.period, member.block
),

old_entries as (
    select
        pair.period as name,
        entry.*
    from earlier_entry as entry
    inner join pair
        on
            entry.period = pair.earlier_period
            and entry.is_derived = pair.is_derived
),

new_entries as (
    select
        pair.period as name,
        entry.*
    from later_entry as entry
    inner join pair
        on
            entry.period = pair.later_period
            and entry.is_derived = pair.is_derived
),

entries as (
    select
        coalesce(old.name, new.name) as period,
        coalesce(old.unit_code, new.unit_code) as unit_code,
        coalesce(new.unit_name, old.unit_name) as unit_name,
        coalesce(new.form_code, old.form_code) as form_code,
        coalesce(old.line_code, new.line_code) as line_code,
        coalesce(old.measure, new.measure) as measure,
        old.value as value_earlier,
        new.value as value_later,
        old.file_name as file_earlier,
        old.sheet as sheet_earlier,
        old.cell as cell_earlier,
        new.file_name as file_later,
        new.sheet as sheet_later,
        new.cell as cell_later
    from old_entries as old
    full outer join new_entries as new
        on
            old.name = new.name
            and old.unit_code = new.unit_code
            and old.line_code = new.line_code
            and old.measure = new.measure
),

placed as (
    select distinct
        member.scope,
        member.block,
        entry.*
    from entries as entry
    inner join members as member
        on
            entry.period = member.period
            and entry.unit_code = member.unit_code
)

select
    entry.scope,
    entry.period,
    entry.unit_code,
    entry.unit_name,
    entry.form_code,
    entry.line_code,
    entry.measure,
    entry.value_earlier,
    entry.value_later as value_between,
    entry.value_later,
    cast(
        case
            when block.parts_earlier = 0 or block.parts_later = 0 then 'boundaries'
            when old.kind is distinct from new.kind then 'declarations'
            when
                count(entry.value_earlier) over whole < block.parts_earlier
                or count(entry.value_later) over whole < block.parts_later
                then 'coverage'
            when new.kind = 'yes_no' and block.parts_earlier <> block.parts_later
                then 'boundaries'
            else 'like_for_like'
        end as step
    ) as cause,
    entry.file_earlier,
    entry.sheet_earlier,
    entry.cell_earlier,
    entry.file_later,
    entry.sheet_later,
    entry.cell_later,
    null as rulings
from placed as entry
inner join blocks as block
    on
        entry.scope = block.scope
        and entry.period = block.period
        and entry.block = block.block
inner join pair
    on entry.period = pair.period
left join earlier_formula as old
    on
        pair.earlier_period = old.period
        and entry.line_code = old.line_code
        and entry.measure = old.measure
left join later_formula as new
    on
        pair.later_period = new.period
        and entry.line_code = new.line_code
        and entry.measure = new.measure
window
    whole as (
        partition by entry.scope, entry.period, entry.block, entry.line_code, entry.measure
    )
