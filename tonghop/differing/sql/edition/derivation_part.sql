-- The reports that each unit's figure of a derived period is worked out from, and with which sign.
-- Grain: period, unit_code, part, past_unit
-- past_unit is null where nobody owed the part.

with ways as (
    select distinct
        figure.period,
        figure.unit_code,
        figure.formula,
        figure.cut_off
    from unit_derived_period as figure
),

terms as (
    select
        way.period,
        way.unit_code,
        way.formula,
        way.cut_off,
        unnest(string_split(way.formula, ' - ')) as part
    from ways as way
),

owed as (
    select
        lineage.unit_code,
        lineage.past_unit,
        lineage.until,
        expected.period
    from lineage
    inner join expected_report as expected
        on lineage.past_unit = expected.unit_code
)

select
    term.period,
    term.unit_code,
    term.formula,
    term.part,
    if(starts_with(term.formula, term.part || ' - '), 1, -1) as sign,
    owed.past_unit
from terms as term
left join owed
    on
        term.unit_code = owed.unit_code
        and term.part = owed.period
        and coalesce(term.cut_off >= owed.until, true)
