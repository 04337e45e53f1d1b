-- National figures of every period, beside the same period of the year before.
-- Grain: period, line_code, measure
-- value is null when no unit reported the cell: "nobody told us" is not "nothing happened".
-- flow and stock: the sum; yes_no: how many units said yes; ratio: per cent, 100 × sum ÷ sum over
-- the units that reported both parts, null when the denominator is 0.
-- units_reported counts the units with a value in the cell; one that left it blank is not among
-- them, nor is one that does not collect it.
-- change of a ratio is in percentage points. change_pct is null when last year is null or 0.
-- Percentages are exact, rounded half away from zero.
-- Last year is null when that period was not collected or did not ask for the cell.
-- The columns in _like compare like for like: the units_like units of this period that have a
-- value, where every part of them had one last year. A merged unit's parts are those it came from.
-- A total is the same on the units of its time and on those of today.

with national_sums as (
    select
        unit_figure.period,
        unit_figure.line_code,
        unit_figure.measure,
        sum(unit_figure.numerator) as numerator,
        sum(unit_figure.denominator) as denominator,
        count(*) filter (where unit_figure.numerator = 1) as units_yes,
        count(*) as units_reported
    from warehouse.unit_figure as unit_figure
    group by unit_figure.period, unit_figure.line_code, unit_figure.measure
),

like_sums as (
    select
        like_figure.period,
        like_figure.line_code,
        like_figure.measure,
        sum(like_figure.numerator) as numerator,
        sum(like_figure.denominator) as denominator,
        sum(like_figure.numerator_last_year) as numerator_last_year,
        sum(like_figure.denominator_last_year) as denominator_last_year,
        count(*) as units_like
    from warehouse.like_figure as like_figure
    group by like_figure.period, like_figure.line_code, like_figure.measure
),

figures as (
    select
        cell.period,
        cell.last_year,
        cell.form_code,
        cell.line_code,
        cell.measure,
        cell.line_label,
        cell.measure_label,
        cell.unit_of_measure,
        cell.kind,
        cell.units_expected,
        coalesce(national.units_reported, 0) as units_reported,
        case cell.aggregation
            when 'sum' then national.numerator
            when 'count_yes' then cast(national.units_yes as decimal(38, 2))
            when 'ratio' then warehouse.percent(national.numerator, national.denominator)
        end as value,
        alike.units_like,
        if(
            cell.aggregation = 'ratio',
            warehouse.percent(alike.numerator, alike.denominator),
            alike.numerator
        ) as value_like,
        if(
            cell.aggregation = 'ratio',
            warehouse.percent(alike.numerator_last_year, alike.denominator_last_year),
            alike.numerator_last_year
        ) as value_last_year_like
    from warehouse.open_cell as cell
    left join national_sums as national
        on
            cell.period = national.period
            and cell.line_code = national.line_code
            and cell.measure = national.measure
    left join like_sums as alike
        on
            cell.period = alike.period
            and cell.line_code = alike.line_code
            and cell.measure = alike.measure
)

select
    figure.period || ':' || figure.line_code || '.' || figure.measure as figure_id,
    figure.period,
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
    figure.units_reported,
    figure.units_expected,
    last_year.units_reported as units_reported_last_year,
    last_year.units_expected as units_expected_last_year,
    figure.value_like,
    figure.value_last_year_like,
    figure.value_like - figure.value_last_year_like as change_like,
    warehouse.percent(figure.value_like - figure.value_last_year_like, figure.value_last_year_like)
        as change_pct_like,
    case when last_year.period is not null then coalesce(figure.units_like, 0) end as units_like
from figures as figure
left join figures as last_year
    on
        figure.last_year = last_year.period
        and figure.line_code = last_year.line_code
        and figure.measure = last_year.measure
order by figure.period, figure.line_code, figure.measure
