"""When the work runs: Prefect flows and their schedule, and nothing else.

Import this package before Prefect itself: Prefect reads its settings once, and these keep it silent,
offline and inside the data folder. What the environment already says wins.
"""

import os
from pathlib import Path

DATA = Path(os.environ.get("TONGHOP_DATA", "data")).resolve()
"""The data folder that the program serves."""

_SETTINGS = {
    # Nothing calls home, and no page in the browser is served that could.
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_UI_ENABLED": "false",
    # Runs that were scheduled while the computer was off run later; they need no mark.
    "PREFECT_SERVER_SERVICES_LATE_RUNS_ENABLED": "false",
    "PREFECT_HOME": str(DATA / "prefect"),
    # What a flow says, warnings and failures; not every step of the scheduler.
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_LOGGING_LOGGERS_PREFECT_FLOW_RUNS_LEVEL": "INFO",
    "PREFECT_LOGGING_FORMATTERS_STANDARD_DATEFMT": "%d/%m/%Y %H:%M:%S",
}

for _name, _value in _SETTINGS.items():
    os.environ.setdefault(_name, _value)
