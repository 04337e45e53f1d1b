"""When the work runs: Prefect flows and their schedule, and nothing else.

Import this package before Prefect itself: Prefect reads its settings once, and these keep it silent
and offline. What the environment already says wins.
"""

import logging
import os

_SETTINGS = {
    # Nothing calls home, and no page is served to a browser that could.
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_UI_ENABLED": "false",
    # Runs that were due while the computer was off run later; they need no mark.
    "PREFECT_SERVER_SERVICES_LATE_RUNS_ENABLED": "false",
    # Of what Prefect says, failures are enough; the flows tell the rest themselves.
    "PREFECT_LOGGING_LEVEL": "ERROR",
    "PREFECT_LOGGING_FORMATTERS_STANDARD_DATEFMT": "%d/%m/%Y %H:%M:%S",
}

for _name, _value in _SETTINGS.items():
    os.environ.setdefault(_name, _value)
logging.getLogger(__name__).setLevel(logging.INFO)
