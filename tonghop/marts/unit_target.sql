-- How every expected unit stands to each target, in per cent.
-- Grain: period, target_code, unit_code
-- is_met is true or false where the unit can be measured, and null where it cannot: it sent no
-- report, left a part blank, has nothing to measure (denominator 0, no case in either year) or, for
-- a reduction, has no figure of last year. Null is not below: "not is_met" finds the units below.
-- numerator and denominator mean what they mean in target_progress.

select
    unit.period,
    unit.target_code,
    unit.unit_code,
    unit.unit_name,
    unit.unit_kind,
    unit.target_kind,
    unit.target_label,
    unit.line_code,
    unit.measure,
    unit.target,
    unit.numerator,
    unit.denominator,
    warehouse.target_value(unit.target_kind, unit.numerator, unit.denominator) as value,
    unit.is_met
from warehouse.unit_target as unit
order by unit.period, unit.target_code, unit.unit_code
