-- What each unit adds to each figure, on the units of then, of now and of the year before.

-- What a unit adds to a figure: a numerator over 1 or, for a ratio, both parts or nothing.
-- A unit without a value has no row.
-- Grain: period, unit_code, line_code, measure
create or replace view warehouse.unit_figure as
with parts as (
    select
        entry.period,
        entry.unit_code,
        entry.unit_kind,
        entry.line_code,
        entry.measure,
        entry.line_code || '.' || entry.measure as part,
        entry.value
    from warehouse.counting_value as entry
    where entry.value is not null
)

select
    part.period,
    part.unit_code,
    part.unit_kind,
    part.line_code,
    part.measure,
    part.value as numerator,
    cast(1 as decimal(20, 2)) as denominator
from parts as part
union all
select
    cell.period,
    part.unit_code,
    part.unit_kind,
    cell.line_code,
    cell.measure,
    max(part.value) filter (where part.part = cell.numerator) as numerator,
    max(part.value) filter (where part.part = cell.denominator) as denominator
from warehouse.open_cell as cell
inner join parts as part
    on
        cell.period = part.period
        and part.part in (cell.numerator, cell.denominator)
where cell.aggregation = 'ratio'
group by cell.period, part.unit_code, part.unit_kind, cell.line_code, cell.measure
having count(*) = 2;

-- Whose work a unit does: its own and, through any number of successions, that of the units before
-- it. until is the first day on which past_unit's work was unit_code's, null for the unit itself.
-- Grain: unit_code, past_unit
create or replace view warehouse.lineage as
with recursive line_of_work as (
    select
        unit.unit_code,
        unit.unit_code as past_unit,
        cast(null as date) as until
    from reference.unit as unit
    union
    select
        succession.successor as unit_code,
        line_of_work.past_unit,
        greatest(line_of_work.until, succession.effective_from) as until
    from line_of_work
    inner join reference.succession as succession
        on line_of_work.unit_code = succession.predecessor
)

select
    line_of_work.unit_code,
    line_of_work.past_unit,
    line_of_work.until
from line_of_work;

-- The units that owed a report for a period, under each unit that does their work then or later:
-- what that unit's figure of the period is added up from.
-- Grain: period, unit_code, past_unit
create or replace view warehouse.expected_part as
select
    expected.period,
    lineage.unit_code,
    lineage.past_unit,
    expected.unit_name as past_name,
    lineage.until,
    count(*) over (partition by expected.period, lineage.unit_code) as parts_expected
from warehouse.lineage as lineage
inner join reference.expected_report as expected
    on lineage.past_unit = expected.unit_code;

-- What a unit's parts of a period add up to: a numerator over a denominator, as in unit_figure, of
-- those parts that have a value. It is whole where parts_reported is parts_expected. A yes is 1, so
-- numerator counts them. taken_over_on is the first day on which all these parts were the unit's,
-- null where the unit itself is the only one. Without any value there is no row.
-- Grain: period, unit_code, line_code, measure
create or replace view warehouse.restated_figure as
select
    part.period,
    part.unit_code,
    unit_figure.line_code,
    unit_figure.measure,
    sum(unit_figure.numerator) as numerator,
    sum(unit_figure.denominator) as denominator,
    part.parts_expected,
    count(*) as parts_reported,
    max(part.until) as taken_over_on
from warehouse.expected_part as part
inner join warehouse.unit_figure as unit_figure
    on
        part.period = unit_figure.period
        and part.past_unit = unit_figure.unit_code
group by
    part.period, part.unit_code, part.parts_expected, unit_figure.line_code, unit_figure.measure;

-- What a unit reported beside what its parts had reported for the same period of the year before,
-- where both years have every part: like for like. Its parts are those that it had at the cut-off.
-- Answers of several parts are left out: two plans of two departments are no more than the one plan
-- of the department that both became.
-- Grain: period, unit_code, line_code, measure
create or replace view warehouse.like_figure as
with parts as (
    select
        period.period,
        part.period as last_year,
        part.unit_code,
        part.past_unit,
        count(*) over (partition by period.period, part.unit_code) as parts_expected
    from warehouse.collected_period as period
    inner join warehouse.expected_part as part
        on
            period.last_year = part.period
            and (part.until is null or period.cut_off >= part.until)
),

past as (
    select
        part.period,
        part.unit_code,
        unit_figure.line_code,
        unit_figure.measure,
        sum(unit_figure.numerator) as numerator,
        sum(unit_figure.denominator) as denominator
    from parts as part
    inner join warehouse.unit_figure as unit_figure
        on
            part.last_year = unit_figure.period
            and part.past_unit = unit_figure.unit_code
    inner join warehouse.open_cell as cell
        on
            unit_figure.period = cell.period
            and unit_figure.line_code = cell.line_code
            and unit_figure.measure = cell.measure
    where cell.kind <> 'yes_no' or part.parts_expected = 1
    group by
        part.period,
        part.unit_code,
        part.parts_expected,
        unit_figure.line_code,
        unit_figure.measure
    having count(*) = part.parts_expected
)

select
    present.period,
    present.unit_code,
    present.unit_kind,
    present.line_code,
    present.measure,
    present.numerator,
    present.denominator,
    past.numerator as numerator_last_year,
    past.denominator as denominator_last_year
from warehouse.unit_figure as present
inner join past
    on
        present.period = past.period
        and present.unit_code = past.unit_code
        and present.line_code = past.line_code
        and present.measure = past.measure;
