-- Figures of periods that nobody reports, as the difference of periods that were reported.

-- Periods that are derived by difference, for the units that reported the whole. A way is open to a
-- kind of unit that owes every part of it and does not owe the derived period itself.
-- Grain: period, unit_code
create or replace view warehouse.derivation as
with owing as (
    select distinct
        expected.period,
        expected.unit_kind
    from reference.expected_report as expected
),

open_ways as (
    select
        way.period,
        way.formula_number,
        owing.unit_kind
    from reference.derivation as way
    inner join owing
        on way.part = owing.period
    anti join owing as reported
        on
            way.period = reported.period
            and owing.unit_kind = reported.unit_kind
    group by way.period, way.formula_number, way.parts, owing.unit_kind
    having count(*) = way.parts
    qualify
        row_number() over (partition by way.period, owing.unit_kind order by way.formula_number) = 1
)

select
    way.period,
    way.label,
    way.starts_on,
    way.cut_off,
    way.formula_number,
    way.formula,
    way.minuend,
    whole.cut_off as minuend_cut_off,
    expected.unit_code,
    expected.unit_name,
    expected.unit_kind
from open_ways as open_way
inner join reference.derivation as way
    on
        open_way.period = way.period
        and open_way.formula_number = way.formula_number
        and way.sign = 1
inner join warehouse.collected_period as whole
    on way.minuend = whole.period
inner join reference.expected_report as expected
    on
        way.minuend = expected.period
        and open_way.unit_kind = expected.unit_kind;

-- The reports that a derived figure is worked out from: for each part the unit's own and those of
-- the units whose work it had taken over by the end of the whole. past_unit is null where nobody
-- owed the part: the unit is younger and came after nobody.
-- Grain: period, unit_code, part, past_unit
create or replace view warehouse.derivation_part as
select
    derivation.period,
    derivation.unit_code,
    way.part,
    way.sign,
    report.past_unit,
    report.past_name,
    counting.sha256
from warehouse.derivation as derivation
inner join reference.derivation as way
    on
        derivation.period = way.period
        and derivation.formula_number = way.formula_number
left join warehouse.expected_part as report
    on
        way.part = report.period
        and derivation.unit_code = report.unit_code
        and coalesce(derivation.minuend_cut_off >= report.until, true)
left join warehouse.counting_submission as counting
    on
        way.part = counting.period
        and report.past_unit = counting.unit_code;

-- Forms that seem to hold the figures of another period, and whose sender has not explained it.
-- Grain: sha256, form_code
create or replace view warehouse.doubtful_form as
select distinct
    issue.sha256,
    issue.form_code
from warehouse.issue as issue
where
    issue.code in ('cumulative_in_quarter', 'quarter_in_cumulative')
    and coalesce(issue.reason, '') = '';

-- Flows of a derived period by unit, and why a unit has none. Nothing is derived from a part that
-- is missing or seems to hold another period's figures, and a negative difference is no figure.
-- Grain: period, unit_code, line_code, measure
create or replace view warehouse.derived_flow as
with differences as (
    select
        derivation.period,
        derivation.unit_code,
        cell.line_code,
        cell.measure,
        sum(figure.numerator) filter (where part.sign = 1) as whole,
        sum(figure.numerator) filter (where part.sign = -1) as subtracted,
        bool_or(part.past_unit is null) as is_not_owed,
        bool_or(part.sha256 is null) as is_missing,
        bool_or(asked.line_code is null) as is_not_asked,
        bool_or(figure.numerator is null) as is_blank,
        bool_or(doubtful.sha256 is not null) as is_doubtful,
        string_agg(
            period.label || coalesce(': ' || part.past_name, ''),
            '; '
            order by period.cut_off, part.past_unit
        ) filter (where figure.numerator is null) as parts_missing
    from warehouse.derivation as derivation
    inner join warehouse.open_cell as cell
        on derivation.minuend = cell.period
    inner join warehouse.derivation_part as part
        on
            derivation.period = part.period
            and derivation.unit_code = part.unit_code
    inner join reference.period as period
        on part.part = period.period
    left join warehouse.open_cell as asked
        on
            part.part = asked.period
            and cell.line_code = asked.line_code
            and cell.measure = asked.measure
    left join warehouse.unit_figure as figure
        on
            part.part = figure.period
            and part.past_unit = figure.unit_code
            and cell.line_code = figure.line_code
            and cell.measure = figure.measure
    left join warehouse.doubtful_form as doubtful
        on
            part.sha256 = doubtful.sha256
            and cell.form_code = doubtful.form_code
    where cell.kind = 'flow'
    group by derivation.period, derivation.unit_code, cell.line_code, cell.measure
)

select
    difference.period,
    difference.unit_code,
    difference.line_code,
    difference.measure,
    difference.whole,
    difference.subtracted,
    difference.parts_missing,
    case
        when difference.is_not_owed then 'not_owed'
        when difference.is_missing then 'missing'
        when difference.is_not_asked then 'not_asked'
        when difference.is_blank then 'blank'
        when difference.is_doubtful then 'doubtful'
        when difference.whole < difference.subtracted then 'negative'
        else 'derived'
    end as state
from differences as difference;

-- What a unit adds to a derived figure: a numerator over 1 or, for a ratio, both derived parts.
-- They are null unless state is 'derived'.
-- Grain: period, unit_code, line_code, measure
create or replace view warehouse.derived_figure as
select
    flow.period,
    flow.unit_code,
    flow.line_code,
    flow.measure,
    flow.whole,
    flow.subtracted,
    if(flow.state = 'derived', flow.whole - flow.subtracted, null) as numerator,
    if(flow.state = 'derived', cast(1 as decimal(38, 2)), null) as denominator,
    flow.state,
    flow.parts_missing
from warehouse.derived_flow as flow
union all
select
    numerator.period,
    numerator.unit_code,
    cell.line_code,
    cell.measure,
    null as whole,
    null as subtracted,
    case
        when numerator.state = 'derived' and denominator.state = 'derived'
            then numerator.whole - numerator.subtracted
    end as numerator,
    case
        when numerator.state = 'derived' and denominator.state = 'derived'
            then denominator.whole - denominator.subtracted
    end as denominator,
    if(numerator.state = 'derived', denominator.state, numerator.state) as state,
    coalesce(numerator.parts_missing, denominator.parts_missing) as parts_missing
from warehouse.derived_flow as numerator
inner join warehouse.derivation as derivation
    on
        numerator.period = derivation.period
        and numerator.unit_code = derivation.unit_code
inner join warehouse.open_cell as cell
    on
        derivation.minuend = cell.period
        and cell.numerator = numerator.line_code || '.' || numerator.measure
inner join warehouse.derived_flow as denominator
    on
        numerator.period = denominator.period
        and numerator.unit_code = denominator.unit_code
        and cell.denominator = denominator.line_code || '.' || denominator.measure
where cell.aggregation = 'ratio';
