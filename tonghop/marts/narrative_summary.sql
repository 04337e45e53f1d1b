-- What the expected units wrote in the narrative sections of the reports that count.
-- Grain: period, section_code, unit_code, sheet, cell

select
    expected.period,
    narrative.section_code,
    expected.unit_code,
    expected.unit_name,
    narrative.sheet,
    narrative.cell,
    narrative.text
from reference.expected_report as expected
inner join warehouse.counting_submission as counting
    on
        expected.unit_code = counting.unit_code
        and expected.period = counting.period
inner join warehouse.narrative as narrative
    on counting.sha256 = narrative.sha256
where narrative.text is not null
order by
    expected.period, narrative.section_code, expected.unit_code, narrative.sheet, narrative.cell
