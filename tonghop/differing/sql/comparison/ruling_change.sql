-- Decisions that stand in only one of two editions, with the number of the one that made the
-- difference: the decision itself or, of one that no longer stands, that which revoked it.
-- Grain: number

select
    coalesce(old.number, new.number) as number,
    coalesce(old.kind, new.kind) as kind,
    coalesce(old.sha256, new.sha256) as sha256,
    coalesce(old.unit_code, new.unit_code) as unit_code,
    coalesce(old.line_code, new.line_code) as line_code,
    coalesce(old.measure, new.measure) as measure,
    if(new.number is null, decision.revoked_by, new.number) as told_number
from earlier_ruling as old
full outer join later_ruling as new
    on old.number = new.number
left join later.decision as decision
    on old.number = decision.number
where old.number is null or new.number is null
