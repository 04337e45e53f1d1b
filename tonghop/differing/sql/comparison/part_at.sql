-- Whose reports make up the figure of each unit of today, before boundaries change and after.
-- Grain: period, unit_code, past_unit, is_earlier

with owed as (
    select
        pair.period,
        expected.unit_code
    from pair
    inner join earlier.expected_report as expected
        on pair.owed_earlier = expected.period
    where not pair.is_derived
    union
    select
        pair.period,
        expected.unit_code
    from pair
    inner join later.expected_report as expected
        on pair.owed_later = expected.period
    where not pair.is_derived
)

select
    pair.period,
    lineage.unit_code,
    lineage.past_unit,
    true as is_earlier
from pair
inner join earlier.expected_report as expected
    on pair.owed_earlier = expected.period
inner join earlier.lineage as lineage
    on expected.unit_code = lineage.past_unit
where
    not pair.is_derived
    and lineage.unit_code not in (select succession.predecessor from earlier.succession)
union all
select
    owed.period,
    lineage.unit_code,
    lineage.past_unit,
    false as is_earlier
from owed
inner join later.lineage as lineage
    on owed.unit_code = lineage.past_unit
where lineage.unit_code not in (select succession.predecessor from later.succession)
