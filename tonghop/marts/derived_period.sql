-- National figures of periods that nobody reports, derived by difference.
-- Grain: period, line_code, measure
-- period_label says that the period is derived, formula from what. Only units that have every part
-- are in it: value = whole - subtracted, both summed over these units_reported units, so that a
-- report which is missing on one side never looks like a fall or a rise.
-- state: 'derived' (every expected unit is in it), 'partial' (some are not), 'missing' (none is;
-- value is null), 'not_derivable' (what stands, and answers of yes or no: value is null). A ratio
-- whose denominator is 0 is null.
-- units_negative counts the units left out because they reported less for the whole than before.
-- The reasons of single units are in unit_derived_period.

with expected as (
    select
        derivation.period,
        derivation.label,
        derivation.starts_on,
        derivation.cut_off,
        derivation.minuend,
        string_agg(distinct derivation.formula, '; ' order by derivation.formula) as formula,
        count(*) as units_expected
    from warehouse.derivation as derivation
    group by
        derivation.period,
        derivation.label,
        derivation.starts_on,
        derivation.cut_off,
        derivation.minuend
),

sums as (
    select
        figure.period,
        figure.line_code,
        figure.measure,
        sum(figure.numerator) as numerator,
        sum(figure.denominator) as denominator,
        sum(figure.whole) filter (where figure.state = 'derived') as whole,
        sum(figure.subtracted) filter (where figure.state = 'derived') as subtracted,
        count(figure.numerator) as units_reported,
        count(*) filter (where figure.state = 'negative') as units_negative
    from warehouse.derived_figure as figure
    group by figure.period, figure.line_code, figure.measure
)

select
    expected.period || ':' || cell.line_code || '.' || cell.measure as figure_id,
    expected.period,
    expected.label as period_label,
    expected.starts_on,
    expected.cut_off,
    expected.formula,
    cell.form_code,
    cell.line_code,
    cell.measure,
    cell.line_label,
    cell.measure_label,
    cell.unit_of_measure,
    cell.kind,
    case cell.aggregation
        when 'sum' then national.numerator
        when 'ratio' then warehouse.percent(national.numerator, national.denominator)
    end as value,
    national.whole,
    national.subtracted,
    case
        when national.units_reported is null then 'not_derivable'
        when national.units_reported = 0 then 'missing'
        when national.units_reported < expected.units_expected then 'partial'
        else 'derived'
    end as state,
    coalesce(national.units_reported, 0) as units_reported,
    expected.units_expected,
    coalesce(national.units_negative, 0) as units_negative
from expected
inner join warehouse.open_cell as cell
    on expected.minuend = cell.period
left join sums as national
    on
        expected.period = national.period
        and cell.line_code = national.line_code
        and cell.measure = national.measure
order by expected.period, cell.line_code, cell.measure
