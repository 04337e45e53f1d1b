"""``python -m flows`` serves the schedules; it is what ``tonghop serve`` starts."""

import os

os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("DO_NOT_TRACK", "1")

if __name__ == "__main__":
    from flows.deployments import serve_forever

    serve_forever()
