-- How far the indicators with a target have come, in per cent.
-- Grain: period, line_code
-- ratio: numerator and denominator are sums over the units that reported both.
-- yes_no: units that said yes over units that answered; silence is not a no.
-- units_below counts the units whose own share is below the target; a unit with nothing to measure
-- (denominator 0) is not below.

with unit_shares as (
    select
        unit_figure.period,
        unit_figure.line_code,
        unit_figure.measure,
        unit_figure.numerator,
        unit_figure.denominator,
        100 * unit_figure.numerator < cell.target * unit_figure.denominator as is_below
    from warehouse.unit_figure as unit_figure
    inner join warehouse.open_cell as cell
        on
            unit_figure.period = cell.period
            and unit_figure.line_code = cell.line_code
            and unit_figure.measure = cell.measure
    where cell.target is not null
),

national_shares as (
    select
        share.period,
        share.line_code,
        share.measure,
        sum(share.numerator) as numerator,
        sum(share.denominator) as denominator,
        count(*) as units_reported,
        count(*) filter (where share.is_below) as units_below
    from unit_shares as share
    group by share.period, share.line_code, share.measure
)

select
    cell.period,
    cell.line_code,
    cell.line_label,
    cell.target,
    national.numerator,
    national.denominator,
    warehouse.percent(national.numerator, national.denominator) as value,
    coalesce(national.units_reported, 0) as units_reported,
    cell.units_expected,
    coalesce(national.units_below, 0) as units_below
from warehouse.open_cell as cell
left join national_shares as national
    on
        cell.period = national.period
        and cell.line_code = national.line_code
        and cell.measure = national.measure
where
    cell.kind in ('ratio', 'yes_no')
    and cell.target is not null
order by cell.period, cell.line_code
