-- Figures of every expected unit: health departments, ministry units and hospitals alike.
-- Grain: period, basis, unit_code, line_code, measure
-- Filter unit_kind for the provinces alone; all units of a period together give the nation.
-- state says why value is null: 'missing' (the unit has no accepted report), 'blank' (also when the
-- workbook lacks the cell), 'not_collected', 'refused'. A declared none is 0 with state 'none'.
-- A ratio is the unit's own, with state 'number', or 'blank' when it cannot be computed.
-- Last year is the same unit's; a unit founded by a merger has none on the basis 'as_reported'.

with figures as (
    select
        cell.period,
        cell.last_year,
        expected.unit_code,
        expected.unit_name,
        expected.unit_kind,
        cell.form_code,
        cell.line_code,
        cell.measure,
        cell.line_label,
        cell.measure_label,
        cell.unit_of_measure,
        cell.kind,
        cell.aggregation,
        counting.sha256,
        entry.state,
        case
            when cell.aggregation = 'ratio'
                then warehouse.percent(unit_figure.numerator, unit_figure.denominator)
            else unit_figure.numerator
        end as value
    from warehouse.open_cell as cell
    inner join reference.expected_report as expected
        on cell.period = expected.period
    left join warehouse.counting_submission as counting
        on
            expected.unit_code = counting.unit_code
            and expected.period = counting.period
    left join warehouse.counting_value as entry
        on
            cell.period = entry.period
            and expected.unit_code = entry.unit_code
            and cell.line_code = entry.line_code
            and cell.measure = entry.measure
    left join warehouse.unit_figure as unit_figure
        on
            cell.period = unit_figure.period
            and expected.unit_code = unit_figure.unit_code
            and cell.line_code = unit_figure.line_code
            and cell.measure = unit_figure.measure
)

select
    figure.period
    || ':' || figure.line_code || '.' || figure.measure
    || '@' || figure.unit_code as figure_id,
    figure.period,
    'as_reported' as basis,
    figure.unit_code,
    figure.unit_name,
    figure.unit_kind,
    unit.province_code,
    figure.form_code,
    figure.line_code,
    figure.measure,
    figure.line_label,
    figure.measure_label,
    figure.unit_of_measure,
    figure.kind,
    figure.value,
    last_year.value as value_last_year,
    figure.value - last_year.value as change,
    warehouse.percent(figure.value - last_year.value, last_year.value) as change_pct,
    case
        when figure.sha256 is null then 'missing'
        when figure.aggregation = 'ratio' and figure.value is not null then 'number'
        else coalesce(figure.state, 'blank')
    end as state
from figures as figure
left join reference.unit as unit
    on figure.unit_code = unit.unit_code
left join figures as last_year
    on
        figure.last_year = last_year.period
        and figure.unit_code = last_year.unit_code
        and figure.line_code = last_year.line_code
        and figure.measure = last_year.measure
order by figure.period, basis, figure.unit_code, figure.line_code, figure.measure
