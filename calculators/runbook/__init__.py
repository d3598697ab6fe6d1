"""Runbook: the steps of a drill, a takeover, a failback and a rollback with a project's own words, and its nights."""

from calculators.runbook.replies import replied

__all__ = ["replied"]
