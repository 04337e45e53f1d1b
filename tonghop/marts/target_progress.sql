-- How far the nation has come towards each target, in per cent.
-- Grain: period, target_code
-- share of a ratio: numerator and denominator are sums over the units that reported both. share of
-- an answer: units that said yes over units that answered; silence is not a no.
-- reduction: numerator is this period's figure, denominator that of the same period last year, both
-- summed over the units that have both, so that reports which are missing never look like fewer
-- cases; value is by how much the figure has fallen, negative where it has risen.
-- units_reported counts the units in these sums. Of them units_measured have something to measure:
-- a denominator, or a case in either year. units_below counts those that miss the target
-- themselves, and names_below names them; a unit that cannot be measured is never below.
-- value is null where the denominator is 0; is_met is judged by the unrounded share.

with sums as (
    select
        unit.period,
        unit.target_code,
        sum(unit.numerator) filter (where unit.denominator is not null) as numerator,
        sum(unit.denominator) as denominator,
        count(unit.denominator) as units_reported,
        count(unit.is_met) as units_measured,
        count(*) filter (where not unit.is_met) as units_below,
        string_agg(unit.unit_name, '; ' order by unit.unit_code) filter (where not unit.is_met)
            as names_below
    from warehouse.unit_target as unit
    group by unit.period, unit.target_code
)

select
    target.period,
    target.target_code,
    target.target_kind,
    target.target_label,
    target.line_code,
    target.measure,
    target.line_label,
    target.target,
    national.numerator,
    national.denominator,
    warehouse.target_value(target.target_kind, national.numerator, national.denominator) as value,
    warehouse.target_is_met(
        target.target_kind, target.target, national.numerator, national.denominator
    ) as is_met,
    national.units_reported,
    target.units_expected,
    national.units_measured,
    national.units_below,
    national.names_below,
    target.source
from warehouse.open_target as target
inner join sums as national
    on
        target.period = national.period
        and target.target_code = national.target_code
order by target.period, target.target_code
