-- Which report counts for each unit that owed one.
-- Grain: period, unit_code

select
    status.period,
    status.unit_code,
    status.unit_name,
    status.sha256,
    status.file_name
from reporting_status as status
where status.status in ('on_time', 'late', 'received')
