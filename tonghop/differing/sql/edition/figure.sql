-- Every figure of an edition: the nation's and each unit's, of reported and of derived periods.
-- Grain: period, basis, unit_code, line_code, measure
-- The basis 'nation' has no unit. Units have figures of derived periods on the basis 'as_reported'.

select
    figure.period,
    'nation' as basis,
    '' as unit_code,
    null as unit_name,
    figure.form_code,
    figure.line_code,
    figure.measure,
    figure.line_label,
    figure.measure_label,
    figure.unit_of_measure,
    figure.kind,
    figure.value
from national_summary as figure
union all
select
    figure.period,
    'nation' as basis,
    '' as unit_code,
    null as unit_name,
    figure.form_code,
    figure.line_code,
    figure.measure,
    figure.line_label,
    figure.measure_label,
    figure.unit_of_measure,
    figure.kind,
    figure.value
from derived_period as figure
union all
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
from province_summary as figure
union all
select
    figure.period,
    'as_reported' as basis,
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
from unit_derived_period as figure
