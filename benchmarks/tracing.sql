-- The tables of a large edition: units of two kinds, every tenth taken over by its neighbour in
-- 2025, and what each wrote in each cell of each period, with the sums that the marts have.
-- Grain: that of each table
create temp table drawn_unit as
select
    number,
    'CS-' || lpad(number::varchar, 5, '0') as unit_code,
    if(number % 3 = 0, 'facility', 'health_department') as unit_kind
from range(1, $units + 1) as numbers(number);
create temp table open_cell as
select
    period.period,
    period.last_year,
    cell.*,
    row_number() over (partition by period.period order by cell.position) as place
from period
inner join indicator_cell as cell
    on coalesce(cell.valid_from <= period.cut_off, true)
    and coalesce(cell.valid_to >= period.cut_off, true)
where list_contains($periods, period.period) and cell.kind <> 'text';
insert into unit by name
select unit_code, unit_kind as kind, unit_kind as kind_label, 1 as kind_position from drawn_unit;
insert into unit_name by name
select unit_code, 'Cơ sở y tế số ' || number as name from drawn_unit;
insert into expected_report by name
select periods.period, unit_code, 'Cơ sở y tế số ' || number as unit_name, unit_kind
from drawn_unit cross join (select unnest($periods) as period) as periods
order by period, unit_code;
insert into succession by name
select
    unit_code as predecessor,
    'CS-' || lpad((number + 1)::varchar, 5, '0') as successor,
    date '2025-07-01' as effective_from
from drawn_unit where number % 10 = 0;
insert into lineage by name
select unit_code, unit_code as past_unit, null as until from drawn_unit
union all select successor, predecessor, effective_from from succession
order by all;
insert into figure_cell by name
select
    cell.period || ':' || cell.line_code || '.' || cell.measure as figure_id,
    cell.period,
    cell.form_code,
    cell.line_code,
    cell.measure,
    drawn.unit_code,
    'Cơ sở y tế số ' || drawn.number as unit_name,
    sha256(drawn.unit_code || cell.period) as sha256,
    drawn.unit_code || '_' || cell.period || '.xlsx' as file_name,
    timestamptz '2025-06-01 08:00+07' as received_at,
    cell.form_code as sheet,
    'E' || cell.place as cell,
    1 + drawn.number % 7 as value,
    value::varchar as raw_text,
    'number' as state,
    value as sent_value,
    'number' as sent_state
from open_cell as cell
cross join drawn_unit as drawn
where cell.kind <> 'ratio' and (drawn.number + cell.place) % 8 > 0
order by figure_id, drawn.unit_code;
insert into uncounted_cell by name
select
    cell.period,
    drawn.unit_code,
    'Cơ sở y tế số ' || drawn.number as unit_name,
    sha256(drawn.unit_code || cell.period) as sha256,
    drawn.unit_code || '_' || cell.period || '.xlsx' as file_name,
    timestamptz '2025-06-01 08:00+07' as received_at,
    cell.form_code,
    cell.line_code,
    cell.measure,
    cell.form_code as sheet,
    'E' || cell.place as cell,
    '' as raw_text,
    'blank' as state,
    'blank' as sent_state,
    'blank' as reason
from open_cell as cell
cross join drawn_unit as drawn
where cell.kind <> 'ratio' and (drawn.number + cell.place) % 8 = 0
order by cell.period, cell.line_code, cell.measure, drawn.unit_code;
insert into submission by name
select
    sha256(unit_code || period) as sha256,
    unit_code || '_' || period || '.xlsx' as file_name,
    timestamptz '2025-06-01 08:00+07' as received_at,
    unit_code,
    period,
    'accepted' as status
from expected_report;
insert into reporting_status by name
select
    period, unit_code, unit_name, unit_kind, sha256(unit_code || period) as sha256,
    'on_time' as status
from expected_report
order by period, unit_code;
create temp table drawn_number as
select period, unit_code, line_code, measure, value as numerator, 1.00 as denominator
from figure_cell
union all
select
    ratio.period, above.unit_code, ratio.line_code, ratio.measure, above.value, below.value
from open_cell as ratio
inner join figure_cell as above
    on ratio.period = above.period
    and ratio.numerator = above.line_code || '.' || above.measure
inner join figure_cell as below
    on ratio.period = below.period
    and ratio.denominator = below.line_code || '.' || below.measure
    and above.unit_code = below.unit_code
where ratio.kind = 'ratio';
insert into national_summary by name
select
    cell.period || ':' || cell.line_code || '.' || cell.measure as figure_id,
    cell.period, cell.form_code, cell.line_code, cell.measure, cell.line_label,
    cell.measure_label, cell.unit_of_measure, cell.kind,
    if(any_value(cell.kind) = 'ratio', round(100 * sum(number.numerator) / sum(number.denominator), 2), sum(number.numerator))
        as value,
    count(*) as units_reported
from open_cell as cell
inner join drawn_number as number using (period, line_code, measure)
group by all
order by cell.period, cell.line_code, cell.measure;
insert into unit_kind_summary by name
select
    cell.period, drawn_unit.unit_kind, cell.form_code, cell.line_code, cell.measure,
    if(any_value(cell.kind) = 'ratio', round(100 * sum(number.numerator) / sum(number.denominator), 2), sum(number.numerator))
        as value
from open_cell as cell
inner join drawn_number as number using (period, line_code, measure)
inner join drawn_unit using (unit_code)
group by all
order by cell.period, drawn_unit.unit_kind, cell.line_code, cell.measure;
insert into province_summary by name
with parts as (
    select 'as_reported' as basis, unit_code, unit_code as past_unit from drawn_unit
    union all
    select 'current', unit_code, past_unit from lineage
    where unit_code not in (select predecessor from succession)
)
select
    cell.period || ':' || cell.line_code || '.' || cell.measure || '@' || part.unit_code
        as figure_id,
    cell.period, part.basis, part.unit_code, cell.form_code, cell.line_code, cell.measure,
    cell.line_label, cell.measure_label, cell.unit_of_measure, cell.kind,
    if(any_value(cell.kind) = 'ratio', round(100 * sum(number.numerator) / sum(number.denominator), 2), sum(number.numerator))
        as value,
    if(count(number.numerator) = count(*), 'number', 'partial') as state,
    count(*) as parts_expected,
    count(number.numerator) as parts_reported
from open_cell as cell
cross join parts as part
left join drawn_number as number
    on cell.period = number.period and part.past_unit = number.unit_code
    and cell.line_code = number.line_code and cell.measure = number.measure
group by all
order by cell.period, part.basis, part.unit_code, cell.line_code, cell.measure;
insert into derivation_part by name
with ways as (
    select * from (values
        ('2024-Q2', '2024-H1', 1), ('2024-Q2', '2024-Q1', -1),
        ('2024-Q4', '2024-Y', 1), ('2024-Q4', '2024-H1', -1), ('2024-Q4', '2024-Q3', -1)
    ) as way(period, part, sign)
)
select way.period, unit_code, way.part, way.sign, unit_code as past_unit
from ways as way cross join drawn_unit
order by all;
insert into unit_derived_period by name
select
    part.period || ':' || cell.line_code || '.' || cell.measure || '@' || part.unit_code
        as figure_id,
    part.period, part.unit_code, drawn.name as unit_name, cell.form_code, cell.line_code,
    cell.measure, cell.line_label,
    cell.measure_label, cell.unit_of_measure, cell.kind,
    if(count(entry.value) = count(*) and any_value(cell.kind) = 'flow', sum(part.sign * entry.value), null) as value,
    case when any_value(cell.kind) <> 'flow' then 'not_derivable'
        when count(entry.value) = count(*) then 'derived' else 'blank' end as state
from derivation_part as part
inner join unit_name as drawn using (unit_code)
inner join open_cell as cell on cell.period = if(part.period = '2024-Q2', '2024-H1', '2024-Y')
left join figure_cell as entry
    on part.part = entry.period and part.past_unit = entry.unit_code
    and cell.line_code = entry.line_code and cell.measure = entry.measure
group by all
order by part.period, part.unit_code, cell.line_code, cell.measure;
insert into derived_period by name
select
    period || ':' || line_code || '.' || measure as figure_id,
    period, form_code, line_code, measure, line_label, measure_label, unit_of_measure, kind,
    sum(value) as value,
    if(sum(value) is null, 'not_derivable', 'derived') as state
from unit_derived_period
group by all
order by period, line_code, measure;
insert into target_progress by name
select
    cell.period, target.target_code, target.kind as target_kind, target.label as target_label,
    target.line_code, target.measure, target.value as target
from target
inner join open_cell as cell using (line_code, measure)
where target.kind = 'share' or cell.period = '2025-H1'
order by cell.period, target.target_code;
insert into unit_target by name
select
    target.period, target.target_code, target.target_kind, target.target_label, target.line_code,
    target.measure, target.target, unit_code, unit_kind
from target_progress as target cross join drawn_unit
order by target.period, target.target_code, unit_code
