-- Units' figures of periods that are derived by difference, beside what is added and what is
-- subtracted. Whether a difference may be published is for its state to say; without, it has none.
-- Grain: figure

with ratios as (
    select distinct
        figure.period,
        figure.line_code,
        figure.measure,
        ratio.numerator,
        ratio.denominator
    from derived_period as figure
    inner join indicator_cell as ratio
        on
            figure.line_code = ratio.line_code
            and figure.measure = ratio.measure
            and coalesce(figure.cut_off >= ratio.valid_from, true)
            and coalesce(figure.cut_off <= ratio.valid_to, true)
    where ratio.aggregation = 'ratio'
),

parts as (
    select
        ratio.period,
        difference.unit_code,
        ratio.line_code,
        ratio.measure,
        difference.whole - difference.subtracted as value,
        difference.cells,
        ratio.numerator = difference.line_code || '.' || difference.measure as is_numerator
    from ratios as ratio
    inner join traced_difference as difference
        on
            ratio.period = difference.period
            and difference.line_code || '.' || difference.measure
            in (ratio.numerator, ratio.denominator)
),

quotients as (
    select
        part.period,
        part.unit_code,
        part.line_code,
        part.measure,
        quotient(
            max(part.value) filter (where part.is_numerator),
            max(part.value) filter (where not part.is_numerator)
        ) as value,
        cast(sum(part.cells) as bigint) as cells
    from parts as part
    group by part.period, part.unit_code, part.line_code, part.measure
    having count(*) = 2
)

select
    figure.figure_id as figure,
    figure.value as published,
    case
        when figure.state <> 'derived' then null
        when figure.kind = 'ratio' then quotients.value
        else difference.whole - difference.subtracted
    end as traced,
    coalesce(difference.cells, quotients.cells, 0) as cells
from unit_derived_period as figure
left join traced_difference as difference
    on
        figure.period = difference.period
        and figure.unit_code = difference.unit_code
        and figure.line_code = difference.line_code
        and figure.measure = difference.measure
left join quotients
    on
        figure.period = quotients.period
        and figure.unit_code = quotients.unit_code
        and figure.line_code = quotients.line_code
        and figure.measure = quotients.measure
