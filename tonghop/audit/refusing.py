"""What can be wrong with the audit log."""

from tonghop.chain import BrokenChainError


class AuditUnwritableError(Exception):
    """A record could not be written; the message is the log's folder."""


class AuditLogError(BrokenChainError):
    """A record of the log is not what it was when the next one was written."""
