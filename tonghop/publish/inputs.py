"""What an edition depends on: code, declarations, reports and decisions, each told by a digest."""

import hashlib
import json
from importlib.metadata import version

import duckdb

from schemas.declarations import Declarations
from schemas.periods import Period
from tonghop.publish.tables import decisions_until


def read_inputs(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, period: Period
) -> dict[str, object]:
    """Return what the edition depends on: code, declarations, submissions, decisions so far."""
    submissions = con.execute(
        """
        select
            submission.sha256, submission.file_name,
            cast(submission.received_at as varchar), submission.status
        from warehouse.decided_submission as submission
        left join reference.period as period on submission.period = period.period
        where period.cut_off is null or period.cut_off <= ?
        order by all
        """,
        [period.cut_off],
    ).fetchall()
    decisions = con.execute(
        f"select columns(*)::varchar from ({decisions_until(period)})"
    ).fetchall()
    return {
        "tonghop": version("tonghop"),
        "declarations": declarations.digest,
        "submissions": len(submissions),
        "submissions_sha256": hashlib.sha256(json.dumps(submissions).encode()).hexdigest(),
        "decisions": len(decisions),
        "decisions_sha256": hashlib.sha256(json.dumps(decisions).encode()).hexdigest(),
    }
