-- Forms of a report that seem to hold another period's figures: no derived figure is made of them.
-- Grain: sha256, form_code

select distinct
    issue.sha256,
    issue.form_code
from issue
where
    issue.code in ('cumulative_in_quarter', 'quarter_in_cumulative')
    and coalesce(issue.reason, '') = ''
