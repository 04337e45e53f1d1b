-- The units whose reports make up each unit's figures, on both bases: on that of the time the unit
-- itself, on today's every unit that it succeeds, through any number of successions.
-- Grain: period, basis, unit_code, past_unit

select
    expected.period,
    'as_reported' as basis,
    expected.unit_code,
    expected.unit_code as past_unit
from expected_report as expected
union all
select
    expected.period,
    'current' as basis,
    lineage.unit_code,
    lineage.past_unit
from lineage
inner join expected_report as expected
    on lineage.past_unit = expected.unit_code
where lineage.unit_code not in (select succession.predecessor from succession)
