-- What a unit reported beside the sum of the reports owed to it: a Sở's and its facilities'.
-- Grain: period, unit_code, line_code, measure
-- Only units of which subordinates' reports are here too; no figure counts these reports, so that
-- nothing is counted twice. Every report owed to the unit is here, also that of its own office, so
-- that both sides should be equal.
-- state: 'missing' (the unit has no accepted report), 'not_compared' (yes or no: the unit answers
-- for itself, subordinates_value counts those that said yes), 'incomplete' (a subordinate has no
-- accepted report), 'equal' or 'different'; two cells without a value are equal.
-- subordinates_value of a ratio is per cent of sums over the subordinates that reported both parts.

with subordinate_reports as (
    select
        owed.period,
        owed.superior,
        owed.unit_code,
        counting.sha256
    from reference.subordinate_report as owed
    left join warehouse.counting_submission as counting
        on
            owed.period = counting.period
            and owed.unit_code = counting.unit_code
),

superiors as (
    select
        report.period,
        report.superior,
        count(report.sha256) as subordinates_reported,
        count(*) as subordinates_expected
    from subordinate_reports as report
    group by report.period, report.superior
    having count(report.sha256) > 0
),

parts as (
    select
        report.period,
        report.superior,
        report.unit_code,
        entry.line_code,
        entry.measure,
        entry.line_code || '.' || entry.measure as part,
        entry.value
    from subordinate_reports as report
    inner join warehouse.decided_value as entry
        on report.sha256 = entry.sha256
    inner join warehouse.open_cell as cell
        on
            report.period = cell.period
            and entry.form_code = cell.form_code
            and entry.line_code = cell.line_code
            and entry.measure = cell.measure
    where
        entry.value is not null
        and cell.aggregation <> 'ratio'
),

shares as (
    select
        part.period,
        part.superior,
        part.line_code,
        part.measure,
        part.value as numerator,
        cast(1 as decimal(20, 2)) as denominator
    from parts as part
    union all
    select
        cell.period,
        numerator.superior,
        cell.line_code,
        cell.measure,
        numerator.value as numerator,
        denominator.value as denominator
    from warehouse.open_cell as cell
    inner join parts as numerator
        on
            cell.period = numerator.period
            and cell.numerator = numerator.part
    inner join parts as denominator
        on
            cell.period = denominator.period
            and cell.denominator = denominator.part
            and numerator.unit_code = denominator.unit_code
    where cell.aggregation = 'ratio'
),

sums as (
    select
        share.period,
        share.superior,
        share.line_code,
        share.measure,
        sum(share.numerator) as numerator,
        sum(share.denominator) as denominator,
        count(*) filter (where share.numerator = 1) as units_yes,
        count(*) as units_with_value
    from shares as share
    group by share.period, share.superior, share.line_code, share.measure
),

figures as (
    select
        cell.period,
        superior.superior as unit_code,
        expected.unit_name,
        cell.form_code,
        cell.line_code,
        cell.measure,
        cell.line_label,
        cell.measure_label,
        cell.unit_of_measure,
        cell.kind,
        superior.subordinates_reported,
        superior.subordinates_expected,
        counting.sha256,
        coalesce(found.units_with_value, 0) as subordinates_with_value,
        case
            when cell.aggregation = 'ratio'
                then warehouse.percent(own.numerator, own.denominator)
            else own.numerator
        end as value,
        case cell.aggregation
            when 'sum' then found.numerator
            when 'count_yes' then cast(found.units_yes as decimal(38, 2))
            when 'ratio' then warehouse.percent(found.numerator, found.denominator)
        end as subordinates_value
    from superiors as superior
    inner join warehouse.open_cell as cell
        on superior.period = cell.period
    inner join reference.expected_report as expected
        on
            superior.period = expected.period
            and superior.superior = expected.unit_code
    left join warehouse.counting_submission as counting
        on
            superior.period = counting.period
            and superior.superior = counting.unit_code
    left join warehouse.unit_figure as own
        on
            cell.period = own.period
            and superior.superior = own.unit_code
            and cell.line_code = own.line_code
            and cell.measure = own.measure
    left join sums as found
        on
            cell.period = found.period
            and superior.superior = found.superior
            and cell.line_code = found.line_code
            and cell.measure = found.measure
)

select
    figure.period,
    figure.unit_code,
    figure.unit_name,
    figure.form_code,
    figure.line_code,
    figure.measure,
    figure.line_label,
    figure.measure_label,
    figure.unit_of_measure,
    figure.kind,
    figure.value,
    figure.subordinates_value,
    case
        when figure.kind <> 'yes_no' then figure.value - figure.subordinates_value
    end as difference,
    figure.subordinates_with_value,
    figure.subordinates_reported,
    figure.subordinates_expected,
    case
        when figure.sha256 is null then 'missing'
        when figure.kind = 'yes_no' then 'not_compared'
        when figure.subordinates_reported < figure.subordinates_expected then 'incomplete'
        when figure.value = figure.subordinates_value then 'equal'
        when coalesce(figure.value, figure.subordinates_value) is null then 'equal'
        else 'different'
    end as state
from figures as figure
order by figure.period, figure.unit_code, figure.line_code, figure.measure
