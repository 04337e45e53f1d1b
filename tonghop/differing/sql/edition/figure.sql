-- Every figure of an edition: the nation's and each unit's, of reported and of derived periods.
-- Grain: period, basis, unit_code, line_code, measure
-- The basis 'nation' has no unit. Units have figures of derived periods on the basis 'as_reported'.

with published as (
    select
        'nation' as basis,
        '' as unit_code,
        *
    from national_summary
    union all by name
    select
        'nation' as basis,
        '' as unit_code,
        *
    from derived_period
    union all by name
    select * from province_summary
    union all by name
    select
        'as_reported' as basis,
        *
    from unit_derived_period
)

select
    figure.period,
    figure.basis,
    figure.unit_code,
    figure.unit_name,
    figure.form_code,
    figure.line_code,
    figure.measure,
    figure.line_label,
    figure.measure_label,
    figure.unit_of_measure,
    figure.kind,
    figure.value
from published as figure
