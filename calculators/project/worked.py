"""The report of a checklist that is worked through in a project."""

from calculators.answers.inputs import fields
from calculators.answers.report import Report
from calculators.catalog import Catalog
from calculators.checklist.report import report
from calculators.checklist.worklist import worklist
from calculators.project.file import ProjectError
from calculators.project.model import Project
from calculators.project.page import title
from calculators.records.repeated import repeated


def checklist(project: Project, name: str, catalog: Catalog, *, in_one: bool = False) -> Report:
    """Return how far a project is with a checklist, published or composed; its steps by phase, or `in_one` table.

    Raises ProjectError where there is no such checklist.
    """
    found = worklist(catalog, name)
    if found is None:
        raise ProjectError(
            f"This release has no checklist '{repeated(name)}'. What was entered for it stays in the file."
        )
    named = title(project) if project.value("name").strip() else ""
    return report(found, project.work, catalog, places(project, catalog), name=named, in_one=in_one)


def places(project: Project, catalog: Catalog) -> dict[str, str]:
    """Return what a project says by what stands in its place in steps; what nobody said is left out."""
    said = {}
    for field in fields(catalog.project):
        value = project.value(field.id).strip()
        known = project.values.get(field.id)
        if field.placeholder and value and known and known.origin != "assumed":
            labels = {choice.id: choice.label for choice in field.choices}
            if not labels or value in labels:
                said[field.placeholder] = labels.get(value, value)
    return said
