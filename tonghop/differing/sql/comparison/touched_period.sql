-- Periods in which a figure may differ, those derived from them, and the parts of these.
-- Grain: period

with changed as (
    select path.period
    from path
    where
        path.value_earlier is distinct from path.value_between
        or path.value_between is distinct from path.value_later
    union
    select formula.period
    from formula_at as formula
    group by formula.period, formula.line_code, formula.measure
    having
        count(distinct row(formula.kind, formula.numerator, formula.denominator)) > 1
        or count(*) < (select count(*) from step)
    union
    select part.period
    from part_at as part
    group by part.period, part.unit_code, part.past_unit
    having count(*) = 1
    union
    select doubt.period
    from doubt
    where doubt.in_earlier <> doubt.in_later
    union
    select part.period
    from derivation_at as part
    group by part.period, part.unit_code, part.part, part.past_unit
    having count(*) = 1
),

derived as (
    select part.period
    from derivation_at as part
    where
        part.part in (select changed.period from changed)
        or part.period in (select changed.period from changed)
)

select changed.period
from changed
union
select derived.period
from derived
union
select part.part as period
from derivation_at as part
where part.period in (select derived.period from derived)
