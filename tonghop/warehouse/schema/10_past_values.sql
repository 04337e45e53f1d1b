-- What a unit reported in the years before.

-- A unit's values of the past: its own, and those of the units it came from, added up where all of
-- them reported. Of each year the longest period, so that none overlaps another.
-- Grain: unit_code, line_code, measure, year
create or replace view warehouse.past_value as
select
    past.unit_code,
    past.line_code,
    past.measure,
    period.year,
    past.period,
    date_diff('day', period.starts_on, period.cut_off) + 1 as days,
    past.numerator as value,
    past.taken_over_on
from warehouse.restated_figure as past
inner join reference.period as period
    on past.period = period.period
where past.parts_reported = past.parts_expected
qualify
    row_number() over (
        partition by past.unit_code, past.line_code, past.measure, period.year
        order by days desc, period.cut_off desc
    ) = 1;

-- Each value that counts beside what its unit reported in the years before.
-- What flows is compared by the day, what stands by the period: exposure is that number of days, or
-- 1. usual is the median of the past, brought to this value's exposure.
-- Grain: period, unit_code, line_code, measure
create or replace view warehouse.value_history as
select
    entry.period,
    entry.unit_code,
    entry.sha256,
    entry.form_code,
    entry.line_code,
    entry.measure,
    entry.sheet,
    entry.cell,
    entry.raw_text,
    entry.value,
    cell.unit_of_measure,
    max(if(cell.kind = 'stock', 1, date_diff('day', period.starts_on, period.cut_off) + 1))
        as exposure,
    sum(past.value) as past_total,
    sum(if(cell.kind = 'stock', 1, past.days)) as past_exposure,
    median(
        past.value
        * if(cell.kind = 'stock', 1, date_diff('day', period.starts_on, period.cut_off) + 1)
        / if(cell.kind = 'stock', 1, past.days)
    ) as usual,
    list(past.period order by past.year) as past_periods,
    list(past.value order by past.year) as past_values
from warehouse.counting_value as entry
inner join reference.period as period
    on entry.period = period.period
inner join warehouse.open_cell as cell
    on
        entry.period = cell.period
        and entry.line_code = cell.line_code
        and entry.measure = cell.measure
inner join warehouse.past_value as past
    on
        entry.unit_code = past.unit_code
        and entry.line_code = past.line_code
        and entry.measure = past.measure
        and period.year > past.year
        and (past.taken_over_on is null or period.cut_off >= past.taken_over_on)
where
    entry.value is not null
    and cell.kind in ('flow', 'stock')
group by
    entry.period,
    entry.unit_code,
    entry.sha256,
    entry.form_code,
    entry.line_code,
    entry.measure,
    entry.sheet,
    entry.cell,
    entry.raw_text,
    entry.value,
    cell.unit_of_measure;
