"""Relations between records: one module a subject, each with its checks; the runner walks and tells."""

from macros.data.checks.evidence import dated, unused
from macros.data.checks.examples import unanswered
from macros.data.checks.rule import ID, Check
from macros.data.checks.run import CHECKS, check, checked

__all__ = ["CHECKS", "ID", "Check", "check", "checked", "dated", "unanswered", "unused"]
