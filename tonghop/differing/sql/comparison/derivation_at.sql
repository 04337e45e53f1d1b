-- The reports that derived figures are worked out from, before and after what makes them others:
-- boundaries, or declarations where the formula is another one.
-- Grain: period, unit_code, part, past_unit, is_earlier

with formulas as (
    select distinct
        part.period,
        part.formula,
        true as is_earlier
    from earlier_derivation_part as part
    union all
    select distinct
        part.period,
        part.formula,
        false as is_earlier
    from later_derivation_part as part
),

switches as (
    select
        formula.period,
        if(
            list(formula.formula order by formula.formula) filter (where formula.is_earlier)
            = list(formula.formula order by formula.formula) filter (where not formula.is_earlier),
            'boundaries'::step,
            'declarations'::step
        ) as switch
    from formulas as formula
    group by formula.period
)

select
    part.period,
    part.unit_code,
    part.part,
    part.sign,
    part.past_unit,
    true as is_earlier,
    switches.switch
from earlier_derivation_part as part
inner join switches
    on part.period = switches.period
union all
select
    part.period,
    part.unit_code,
    part.part,
    part.sign,
    part.past_unit,
    false as is_earlier,
    switches.switch
from later_derivation_part as part
inner join switches
    on part.period = switches.period
