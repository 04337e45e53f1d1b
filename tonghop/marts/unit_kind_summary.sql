-- Figures of every period by kind of unit.
-- Grain: period, unit_kind, line_code, measure
-- Every kind that was expected has a row for every open cell; value is null when none of its units
-- reported the cell. The rules of each kind of indicator are those of national_summary.
-- Ratios of the kinds do not add up to the nation's; everything else does.

with expected_kinds as (
    select
        expected.period,
        expected.unit_kind,
        count(*) as units_expected
    from reference.expected_report as expected
    group by expected.period, expected.unit_kind
),

kind_labels as (
    select distinct
        unit.kind as unit_kind,
        unit.kind_label
    from reference.unit as unit
),

kind_sums as (
    select
        unit_figure.period,
        unit_figure.unit_kind,
        unit_figure.line_code,
        unit_figure.measure,
        sum(unit_figure.numerator) as numerator,
        sum(unit_figure.denominator) as denominator,
        count(*) filter (where unit_figure.numerator = 1) as units_yes,
        count(*) as units_reported
    from warehouse.unit_figure as unit_figure
    group by
        unit_figure.period, unit_figure.unit_kind, unit_figure.line_code, unit_figure.measure
)

select
    cell.period,
    expected.unit_kind,
    label.kind_label,
    cell.form_code,
    cell.line_code,
    cell.measure,
    case cell.aggregation
        when 'sum' then kind.numerator
        when 'count_yes' then cast(kind.units_yes as decimal(38, 2))
        when 'ratio' then warehouse.percent(kind.numerator, kind.denominator)
    end as value,
    coalesce(kind.units_reported, 0) as units_reported,
    expected.units_expected
from warehouse.open_cell as cell
inner join expected_kinds as expected
    on cell.period = expected.period
left join kind_labels as label
    on expected.unit_kind = label.unit_kind
left join kind_sums as kind
    on
        cell.period = kind.period
        and expected.unit_kind = kind.unit_kind
        and cell.line_code = kind.line_code
        and cell.measure = kind.measure
order by cell.period, expected.unit_kind, cell.line_code, cell.measure
