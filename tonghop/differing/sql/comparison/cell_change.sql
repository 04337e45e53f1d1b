-- The cells that changed, with what changed them, by how much, and where they stand.
-- Grain: period, unit_code, line_code, measure
-- caused is what cause made of the cell, decided what decisions made of it after that; both count
-- a cell without number as nothing.

with paths as (
    select
        entry.*,
        if(entry.cause = 'decisions'::step, entry.value_earlier, entry.value_between)
            as value_caused
    from path as entry
    where entry.scope <> 'own'
)

select
    path.period,
    path.unit_code,
    path.unit_name,
    path.form_code,
    path.line_code,
    path.measure,
    figure.line_label,
    figure.measure_label,
    figure.unit_of_measure,
    path.value_earlier,
    path.value_caused,
    path.value_later,
    if(path.value_earlier is distinct from path.value_caused, path.cause, 'decisions'::step)
        as cause,
    coalesce(path.value_caused, 0) - coalesce(path.value_earlier, 0) as caused,
    coalesce(path.value_later, 0) - coalesce(path.value_caused, 0) as decided,
    path.file_earlier,
    path.sheet_earlier,
    path.cell_earlier,
    path.file_later,
    path.sheet_later,
    path.cell_later,
    path.rulings
from paths as path
left join change as figure
    on
        path.period = figure.period
        and figure.basis = 'nation'
        and path.line_code = figure.line_code
        and path.measure = figure.measure
where
    path.value_earlier is distinct from path.value_caused
    or path.value_caused is distinct from path.value_later
