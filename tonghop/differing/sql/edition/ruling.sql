-- The decisions that stand in an edition.
-- Grain: number

select
    decision.number,
    decision.kind,
    decision.sha256,
    decision.unit_code,
    decision.line_code,
    decision.measure,
    decision.new_value,
    case
        when decision.old_state in ('number', 'none')
            then try_cast(decision.old_value as decimal(20, 2))
    end as old_value
from decision
where decision.kind <> 'revoke' and decision.revoked_by is null
