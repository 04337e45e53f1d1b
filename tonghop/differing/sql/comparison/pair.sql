-- The periods that are set side by side, each under the name of the later one.
-- Grain: period
-- Two editions of one period have all periods in common that either of them knows. Editions of
-- different periods have only their own, and those derived from them in the same way.
-- owed_earlier and owed_later are the periods that units owed a report for: of a derived one, that
-- which it is subtracted from.

with derived as (
    select
        part.period,
        min(part.part) as minuend
    from (
        select * from earlier_derivation_part
        union all
        select * from later_derivation_part
    ) as part
    where part.sign = 1
    group by part.period
),

reported as (
    select report.period
    from earlier_formula as report
    union
    select report.period
    from later_formula as report
),

same as (
    select
        known.period,
        known.period as earlier_period,
        known.period as later_period,
        coalesce(derived.minuend, known.period) as owed_period,
        derived.minuend is not null as is_derived
    from reported as known
    left join derived
        on known.period = derived.period
)

select
    same.period,
    same.earlier_period,
    same.later_period,
    same.owed_period as owed_earlier,
    same.owed_period as owed_later,
    same.is_derived
from same
where (select asked.earlier_period = asked.later_period from asked)
union all
select
    asked.later_period as period,
    asked.earlier_period,
    asked.later_period,
    asked.earlier_period as owed_earlier,
    asked.later_period as owed_later,
    false as is_derived
from asked
where asked.earlier_period <> asked.later_period
union all
select
    new.period,
    old.period as earlier_period,
    new.period as later_period,
    asked.earlier_period as owed_earlier,
    asked.later_period as owed_later,
    true as is_derived
from asked
inner join derived as old
    on asked.earlier_period = old.minuend
inner join derived as new
    on
        asked.later_period = new.minuend
        and string_split(old.period, '-')[2] = string_split(new.period, '-')[2]
where asked.earlier_period <> asked.later_period
