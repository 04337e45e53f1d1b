-- Figures of periods that nobody reports, derived by difference for every unit.
-- Grain: period, unit_code, line_code, measure
-- period_label says that the period is derived, formula from what: value = whole - subtracted.
-- For a unit that took over work within the year, both sides include the units that did it before.
-- Only flows can be derived; a ratio is computed from its derived parts, and may exceed 100 where
-- what came in one period was dealt with in the next; what stands, and answers of yes or no, cannot
-- be derived: state 'not_derivable'. Other reasons for a value that is null, the first that holds:
-- 'not_owed' (nobody owed a part), 'missing' (a part has no accepted report), 'not_asked' (a part
-- did not ask for the cell), 'blank' (a part has no number, or a ratio's denominator is 0),
-- 'doubtful' (the form of a part seems to hold another period's figures, see the issues
-- cumulative_in_quarter and quarter_in_cumulative, and its sender has not explained it),
-- 'negative' (the whole is less than what is subtracted; see the issue cumulative_decreased).
-- parts_missing names the reports that lack the number.

select
    derivation.period || ':' || cell.line_code || '.' || cell.measure
    || '@' || derivation.unit_code as figure_id,
    derivation.period,
    derivation.label as period_label,
    derivation.starts_on,
    derivation.cut_off,
    derivation.formula,
    derivation.unit_code,
    derivation.unit_name,
    derivation.unit_kind,
    cell.form_code,
    cell.line_code,
    cell.measure,
    cell.line_label,
    cell.measure_label,
    cell.unit_of_measure,
    cell.kind,
    case cell.aggregation
        when 'sum' then figure.numerator
        when 'ratio' then warehouse.percent(figure.numerator, figure.denominator)
    end as value,
    figure.whole,
    figure.subtracted,
    case
        when figure.state is null then 'not_derivable'
        when figure.state = 'derived' and figure.denominator = 0 then 'blank'
        else figure.state
    end as state,
    figure.parts_missing
from warehouse.derivation as derivation
inner join warehouse.open_cell as cell
    on derivation.minuend = cell.period
left join warehouse.derived_figure as figure
    on
        derivation.period = figure.period
        and derivation.unit_code = figure.unit_code
        and cell.line_code = figure.line_code
        and cell.measure = figure.measure
order by derivation.period, derivation.unit_code, cell.line_code, cell.measure
