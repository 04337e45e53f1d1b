-- Figures of every unit: health departments, ministry units and hospitals alike, on two bases.
-- Grain: period, basis, unit_code, line_code, measure
-- Basis 'as_reported': the units that owed the report. Basis 'current': the units at the end of
-- their successions, whose past figures are the sums of their parts. Choose one: either gives the
-- whole nation, both together give it twice. Filter unit_kind for the provinces alone.
-- A ratio is that of the sums of the parts that gave both numerator and denominator; yes_no counts
-- the parts that said yes, of parts_reported that answered.
-- A figure is whole where parts_reported is parts_expected; parts_missing names the other parts.
-- state says of what value is made, or why it is null: 'number'; 'none' (each part declared none,
-- 0); 'partial' (some parts have no value); 'missing' (a part has no accepted report); 'refused';
-- 'blank' (also when the workbook lacks the cell, and for a ratio that cannot be computed);
-- 'not_collected'. Of several reasons the first in this order.
-- Last year is that of the same unit on the same basis: a unit founded by a merger has none on the
-- basis 'as_reported'. change and change_pct compare what is there; the columns in _like are null
-- unless every part is there in both periods and gives a value in this one, and for yes_no unless
-- as many answered: two plans of two departments are no more than the one of their successor.
-- figure_id names a figure together with its basis. unit_name is the name at the cut-off or, of a
-- unit that came later, its first.

with entries as (
    select
        cell.period,
        expected.unit_code as part_code,
        cell.line_code,
        cell.measure,
        unit_figure.numerator,
        unit_figure.denominator,
        case
            when counting.sha256 is null then 'missing'
            else coalesce(entry.state, 'blank')
        end as state
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
),

names as (
    select
        period.period,
        unit_name.unit_code,
        min_by(unit_name.name, coalesce(unit_name.valid_from, '-infinity')) as unit_name
    from warehouse.collected_period as period
    inner join reference.unit_name as unit_name
        on unit_name.valid_to is null or period.cut_off <= unit_name.valid_to
    group by period.period, unit_name.unit_code
),

latest_units as (
    select
        unit.unit_code,
        max_by(unit.kind, coalesce(unit.valid_from, '-infinity')) as unit_kind,
        max_by(unit.province_code, coalesce(unit.valid_from, '-infinity')) as province_code
    from reference.unit as unit
    group by unit.unit_code
),

parts as (
    select
        expected.period,
        'as_reported' as basis,
        expected.unit_code,
        expected.unit_name,
        expected.unit_code as part_code,
        expected.unit_name as part_name
    from reference.expected_report as expected
    union all
    select
        part.period,
        'current' as basis,
        part.unit_code,
        names.unit_name,
        part.past_unit as part_code,
        part.past_name as part_name
    from warehouse.expected_part as part
    left join names
        on
            part.period = names.period
            and part.unit_code = names.unit_code
    where part.unit_code not in (select succession.predecessor from reference.succession)
),

sums as (
    select
        part.period,
        part.basis,
        part.unit_code,
        part.unit_name,
        entry.line_code,
        entry.measure,
        sum(entry.numerator) as numerator,
        sum(entry.denominator) as denominator,
        count(*) as parts_expected,
        count(entry.numerator) as parts_reported,
        string_agg(part.part_name, '; ' order by part.part_code)
        filter (where entry.numerator is null) as parts_missing,
        case
            when bool_and(entry.state = 'none') then 'none'
            when count(entry.numerator) = count(*) then 'number'
            when count(entry.numerator) > 0 then 'partial'
            when bool_or(entry.state = 'missing') then 'missing'
            when bool_or(entry.state = 'refused') then 'refused'
            when bool_or(entry.state = 'blank') then 'blank'
            else 'not_collected'
        end as state
    from parts as part
    inner join entries as entry
        on
            part.period = entry.period
            and part.part_code = entry.part_code
    group by
        part.period, part.basis, part.unit_code, part.unit_name, entry.line_code, entry.measure
),

figures as (
    select
        cell.period,
        cell.last_year,
        total.basis,
        total.unit_code,
        total.unit_name,
        cell.form_code,
        cell.line_code,
        cell.measure,
        cell.line_label,
        cell.measure_label,
        cell.unit_of_measure,
        cell.kind,
        total.parts_expected,
        total.parts_reported,
        total.parts_missing,
        total.parts_reported = total.parts_expected as is_whole,
        case
            when cell.aggregation = 'ratio'
                then warehouse.percent(total.numerator, total.denominator)
            else total.numerator
        end as value,
        case
            when cell.aggregation = 'ratio' and total.denominator = 0 then 'blank'
            else total.state
        end as state
    from sums as total
    inner join warehouse.open_cell as cell
        on
            total.period = cell.period
            and total.line_code = cell.line_code
            and total.measure = cell.measure
)

select
    figure.period
    || ':' || figure.line_code || '.' || figure.measure
    || '@' || figure.unit_code as figure_id,
    figure.period,
    figure.basis,
    figure.unit_code,
    figure.unit_name,
    unit.unit_kind,
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
    figure.state,
    figure.parts_expected,
    figure.parts_reported,
    figure.parts_missing,
    last_year.state as state_last_year,
    last_year.parts_expected as parts_expected_last_year,
    last_year.parts_reported as parts_reported_last_year,
    last_year.parts_missing as parts_missing_last_year,
    case
        when
            figure.is_whole
            and last_year.is_whole
            and figure.value is not null
            and (figure.kind <> 'yes_no' or figure.parts_expected = last_year.parts_expected)
            then last_year.value
    end as value_last_year_like,
    figure.value - value_last_year_like as change_like,
    warehouse.percent(figure.value - value_last_year_like, value_last_year_like) as change_pct_like
from figures as figure
left join latest_units as unit
    on figure.unit_code = unit.unit_code
left join figures as last_year
    on
        figure.last_year = last_year.period
        and figure.basis = last_year.basis
        and figure.unit_code = last_year.unit_code
        and figure.line_code = last_year.line_code
        and figure.measure = last_year.measure
order by figure.period, figure.basis, figure.unit_code, figure.line_code, figure.measure
