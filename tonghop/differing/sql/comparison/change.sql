-- Every figure of both editions, its change, and the part of each cause in that.
-- Grain: period, basis, unit_code, line_code, measure
-- change is null where a figure had no value or has none: that is no change from or to 0. moved is
-- what the parts sum to, which count what is not there as nothing. is_changed: also where the parts
-- outweigh each other.

with figures as (
    select
        pair.period as name,
        pair.is_derived,
        pair.earlier_period,
        figure.*
    from earlier_figure as figure
    inner join pair
        on figure.period = pair.earlier_period
),

new_figures as (
    select
        pair.period as name,
        pair.is_derived,
        pair.earlier_period,
        figure.*
    from later_figure as figure
    inner join pair
        on figure.period = pair.later_period
),

parts as (
    select
        part.period,
        part.basis,
        part.unit_code,
        part.line_code,
        part.measure,
        sum(part.amount) filter (where part.cause = 'boundaries'::step) as boundaries,
        sum(part.amount) filter (where part.cause = 'declarations'::step) as declarations,
        sum(part.amount) filter (where part.cause = 'late_reports'::step) as late_reports,
        sum(part.amount) filter (where part.cause = 'resubmissions'::step) as resubmissions,
        sum(part.amount) filter (where part.cause = 'coverage'::step) as coverage,
        sum(part.amount) filter (where part.cause = 'like_for_like'::step) as like_for_like,
        sum(part.amount) filter (where part.cause = 'decisions'::step) as decisions
    from part_of_change as part
    group by part.period, part.basis, part.unit_code, part.line_code, part.measure
)

select
    coalesce(new.name, old.name) as period,
    coalesce(new.earlier_period, old.earlier_period) as earlier_period,
    coalesce(new.is_derived, old.is_derived) as is_derived,
    coalesce(new.basis, old.basis) as basis,
    coalesce(new.unit_code, old.unit_code) as unit_code,
    coalesce(new.unit_name, old.unit_name) as unit_name,
    coalesce(new.form_code, old.form_code) as form_code,
    coalesce(new.line_code, old.line_code) as line_code,
    coalesce(new.measure, old.measure) as measure,
    coalesce(new.line_label, old.line_label) as line_label,
    coalesce(new.measure_label, old.measure_label) as measure_label,
    coalesce(new.unit_of_measure, old.unit_of_measure) as unit_of_measure,
    coalesce(new.kind, old.kind) as kind,
    old.value as value_earlier,
    new.value as value_later,
    new.value - old.value as change,
    coalesce(new.value, 0) - coalesce(old.value, 0) as moved,
    coalesce(part.boundaries, 0) as boundaries,
    coalesce(part.declarations, 0) as declarations,
    coalesce(part.late_reports, 0) as late_reports,
    coalesce(part.resubmissions, 0) as resubmissions,
    coalesce(part.coverage, 0) as coverage,
    coalesce(part.like_for_like, 0) as like_for_like,
    coalesce(part.decisions, 0) as decisions,
    part.period is not null
    or if(old.value is distinct from new.value, true, false) as is_changed
from figures as old
full outer join new_figures as new
    on
        old.name = new.name
        and old.basis = new.basis
        and old.unit_code = new.unit_code
        and old.line_code = new.line_code
        and old.measure = new.measure
left join parts as part
    on
        coalesce(new.name, old.name) = part.period
        and coalesce(new.basis, old.basis) = part.basis
        and coalesce(new.unit_code, old.unit_code) = part.unit_code
        and coalesce(new.line_code, old.line_code) = part.line_code
        and coalesce(new.measure, old.measure) = part.measure
