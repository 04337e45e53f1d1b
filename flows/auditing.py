"""What scheduled runs tell the audit log: that nobody started them by hand."""

import logging

SCHEDULED = {"by_schedule": True}
logger = logging.getLogger(__name__)


def tell_unrecorded(folder: str) -> None:
    """Warn that what came of a run could not be recorded; that it began was."""
    logger.warning("Không ghi được nhật ký sử dụng vào “%s”.", folder)
