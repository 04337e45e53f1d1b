-- What a unit reported earlier in the year, and what of it cannot be.

-- What a unit's flows came to in an earlier period of the same year: its own and those of the units
-- whose work it had taken over by the cut-off, where all of them reported. is_inside: the earlier
-- period is a part of this one; otherwise it ended before this one began. past_names names the
-- units that the work came from, null if it was always the unit's own.
-- Grain: period, unit_code, earlier, line_code, measure
create or replace view warehouse.earlier_value as
with parts as (
    select
        owed.period,
        owed.unit_code,
        earlier.period as earlier,
        part.past_unit,
        earlier.starts_on as earlier_starts_on,
        earlier.cut_off as earlier_cut_off,
        earlier.label as earlier_label,
        earlier.starts_on >= later.starts_on as is_inside,
        string_agg(part.past_name, ', ') filter (where part.until is not null) over whole
            as past_names,
        count(*) over whole as parts_expected
    from reference.expected_report as owed
    inner join reference.period as later
        on owed.period = later.period
    inner join reference.period as earlier
        on
            later.year = earlier.year
            and later.period <> earlier.period
            and later.cut_off >= earlier.cut_off
            and (later.starts_on <= earlier.starts_on or later.starts_on > earlier.cut_off)
    inner join warehouse.expected_part as part
        on
            earlier.period = part.period
            and owed.unit_code = part.unit_code
            and coalesce(later.cut_off >= part.until, true)
    window
        whole as (
            partition by owed.period, owed.unit_code, earlier.period
            order by part.past_unit
            rows between unbounded preceding and unbounded following
        )
)

select
    part.period,
    part.unit_code,
    part.earlier,
    part.earlier_label,
    part.earlier_starts_on,
    part.earlier_cut_off,
    part.is_inside,
    part.past_names,
    figure.line_code,
    figure.measure,
    sum(figure.numerator) as value
from parts as part
inner join warehouse.unit_figure as figure
    on
        part.earlier = figure.period
        and part.past_unit = figure.unit_code
inner join warehouse.open_cell as cell
    on
        part.earlier = cell.period
        and figure.line_code = cell.line_code
        and figure.measure = cell.measure
where cell.kind = 'flow'
group by
    part.period,
    part.unit_code,
    part.earlier,
    part.earlier_label,
    part.earlier_starts_on,
    part.earlier_cut_off,
    part.is_inside,
    part.past_names,
    part.parts_expected,
    figure.line_code,
    figure.measure
having count(*) = part.parts_expected;

-- Each form beside the latest earlier period that tells whether it was filled in for the right one:
-- one with the same start, which it must reach, or a longer one that ended the day before, which a
-- period of its own should not. lines are those with something in the earlier period, lines_below
-- those of them where a cell has less now. example is the line with most in the earlier period.
-- Grain: period, unit_code, form_code
create or replace view warehouse.form_beside_earlier as
select
    entry.period,
    entry.unit_code,
    entry.sha256,
    entry.form_code,
    later.label as period_label,
    later.starts_on,
    earlier.earlier,
    earlier.earlier_label,
    earlier.is_inside,
    max(entry.sheet) as sheet,
    count(distinct entry.line_code) as lines,
    count(distinct entry.line_code) filter (where entry.value < earlier.value) as lines_below,
    max_by(entry.line_code, row(earlier.value, entry.line_code, entry.measure)) as example_line,
    max_by(entry.value, row(earlier.value, entry.line_code, entry.measure)) as example_value,
    max(earlier.value) as example_earlier
from warehouse.counting_value as entry
inner join reference.period as later
    on entry.period = later.period
inner join warehouse.earlier_value as earlier
    on
        entry.period = earlier.period
        and entry.unit_code = earlier.unit_code
        and entry.line_code = earlier.line_code
        and entry.measure = earlier.measure
where
    entry.value is not null
    and earlier.value > 0
    and (
        later.starts_on = earlier.earlier_starts_on
        or (
            date_diff('day', earlier.earlier_cut_off, later.starts_on) = 1
            and date_diff('day', earlier.earlier_starts_on, earlier.earlier_cut_off)
            > date_diff('day', later.starts_on, later.cut_off)
        )
    )
group by
    entry.period,
    entry.unit_code,
    entry.sha256,
    entry.form_code,
    later.label,
    later.starts_on,
    earlier.earlier,
    earlier.earlier_label,
    earlier.earlier_cut_off,
    earlier.is_inside
qualify
    row_number() over (
        partition by entry.period, entry.unit_code, entry.form_code
        order by earlier.earlier_cut_off desc
    ) = 1;

-- Flows that are less than what was reported for a part of their period, or for two parts that do
-- not overlap, together. second is null where one part is enough.
-- Grain: period, unit_code, line_code, measure, first, second
create or replace view warehouse.value_below_earlier as
with parts as (
    select *
    from warehouse.earlier_value
    where is_inside
),

bounds as (
    select
        earlier.period,
        earlier.unit_code,
        earlier.line_code,
        earlier.measure,
        earlier.earlier as first,
        null as second,
        earlier.earlier_label as first_label,
        null as second_label,
        earlier.value as first_value,
        null as second_value,
        earlier.value,
        earlier.past_names
    from parts as earlier
    union all
    select
        one.period,
        one.unit_code,
        one.line_code,
        one.measure,
        one.earlier as first,
        other.earlier as second,
        one.earlier_label as first_label,
        other.earlier_label as second_label,
        one.value as first_value,
        other.value as second_value,
        one.value + other.value as value,
        coalesce(one.past_names, other.past_names) as past_names
    from parts as one
    inner join parts as other
        on
            one.period = other.period
            and one.unit_code = other.unit_code
            and one.line_code = other.line_code
            and one.measure = other.measure
            and one.earlier_cut_off < other.earlier_starts_on
)

select
    entry.period,
    later.label as period_label,
    later.starts_on,
    entry.unit_code,
    entry.sha256,
    entry.form_code,
    entry.line_code,
    entry.measure,
    entry.sheet,
    entry.cell,
    entry.value,
    bound.first,
    bound.second,
    bound.first_label,
    bound.second_label,
    bound.first_value,
    bound.second_value,
    bound.value as earlier_value,
    bound.past_names
from warehouse.counting_value as entry
inner join reference.period as later
    on entry.period = later.period
inner join bounds as bound
    on
        entry.period = bound.period
        and entry.unit_code = bound.unit_code
        and entry.line_code = bound.line_code
        and entry.measure = bound.measure
where entry.value < bound.value;
