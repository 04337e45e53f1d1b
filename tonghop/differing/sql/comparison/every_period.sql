-- Every period: between editions of different periods all of them may differ.
-- Grain: period

select pair.period
from pair
