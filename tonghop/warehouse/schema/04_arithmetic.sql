-- What every figure and every day is worked out with.

-- 100 × part ÷ whole, rounded half away from zero to 2 decimals; null if the whole is 0.
-- DuckDB divides decimals as floating point, so this divides whole numbers of hundredths.
create or replace macro warehouse.percent(part, whole) as (
    case
        when whole <> 0
            then
                cast(0.01 as decimal(2, 2)) * sign(part) * sign(whole) * (
                    (
                        abs(cast(part * 100 as hugeint)) * 20000
                        + abs(cast(whole * 100 as hugeint))
                    ) // (abs(cast(whole * 100 as hugeint)) * 2)
                )
    end
);

-- Whether a report of one day is in time for another; 'received' when the last day is not known.
create or replace macro warehouse.timeliness(received_on, last_day) as (
    case
        when last_day is null then 'received'
        when received_on > last_day then 'late'
        else 'on_time'
    end
);
