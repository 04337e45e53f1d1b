-- What is to be reached, and how far each unit is.

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
