-- Both parts of each unit's and of the nation's progress towards a target, beside their cells.
-- Grain: figure
-- A share is of the figure's own parts. A reduction is this period's over last year's figure, like
-- for like. A unit without the one has none of the other.

with measured as (
    select
        figure.period,
        figure.target_code,
        figure.unit_code,
        figure.numerator as published_numerator,
        figure.denominator as published_denominator,
        if(figure.target_kind = 'share', number.numerator, alike.numerator) as numerator,
        if(figure.target_kind = 'share', number.denominator, alike.numerator_last_year)
            as denominator
    from unit_target as figure
    left join traced_number as number
        on
            figure.period = number.period
            and figure.unit_code = number.unit_code
            and figure.line_code = number.line_code
            and figure.measure = number.measure
    left join traced_like as alike
        on
            figure.period = alike.period
            and figure.unit_code = alike.unit_code
            and figure.line_code = alike.line_code
            and figure.measure = alike.measure
),

both_parts as (
    select
        measured.period || ':' || measured.target_code || '@' || measured.unit_code as figure,
        measured.published_numerator,
        measured.published_denominator,
        measured.numerator,
        measured.denominator,
        2 * cast(measured.numerator is not null as integer) as cells
    from measured
    union all
    select
        target.period || ':' || target.target_code as figure,
        any_value(target.numerator) as published_numerator,
        any_value(target.denominator) as published_denominator,
        sum(measured.numerator) as numerator,
        sum(measured.denominator) as denominator,
        2 * count(measured.numerator) as cells
    from target_progress as target
    left join measured
        on
            target.period = measured.period
            and target.target_code = measured.target_code
    group by target.period, target.target_code
)

select
    part.figure || ' numerator' as figure,
    part.published_numerator as published,
    part.numerator as traced,
    part.cells
from both_parts as part
union all
select
    part.figure || ' denominator' as figure,
    part.published_denominator as published,
    part.denominator as traced,
    part.cells
from both_parts as part
union all
select
    target.period || ':' || target.target_code as figure,
    target.value as published,
    if(
        target.target_kind = 'share',
        quotient(part.numerator, part.denominator),
        quotient(part.denominator - part.numerator, part.denominator)
    ) as traced,
    part.cells
from target_progress as target
left join both_parts as part
    on target.period || ':' || target.target_code = part.figure
