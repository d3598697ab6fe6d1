"""For which projects records hold, against what the calculators and checklists take."""

from collections.abc import Iterator
from itertools import product

import pytest

from calculators.checklist.ports import port_tables
from calculators.checklist.steps import applies
from calculators.components.model import AGENT
from calculators.records.delivery import Checklist
from macros.data.holding import (
    EVERY,
    Holding,
    Measured,
    Restricted,
    choices,
    holdings,
    named,
    sources_of_site,
)
from macros.data.loader import Data

KINDS = ("source", "target", "storage", "network")


def holds(found: tuple[Holding, ...], **project: str) -> bool:
    """Return whether something holds for a project; what that does not say decides nothing."""
    return any(
        all(not getattr(one, kind) or kind not in project or project[kind] in getattr(one, kind) for kind in KINDS)
        for one in found
    )


def projects(data: Data, form: Checklist) -> Iterator[dict[str, str]]:
    """Yield what a project says that a checklist is for."""
    for source in sources_of_site(data, form.site) if form.direction == "dr" else choices(data, "source"):
        yield {"source": source, "target": form.platform, "storage": form.storage, "network": form.network}


def restricted(data: Data) -> list[Restricted]:
    """Return everything that says itself for which projects it holds."""
    found: list[Restricted] = [*data.network.minimums, *data.network.principles, *data.operations.practices]
    return [*found, *data.recovery.facts, *data.recovery.starts, *data.recovery.snapshots]


def measured(data: Data) -> list[Measured]:
    """Return what was measured with one storage type on one platform."""
    return [data.recovery.block, data.recovery.object, data.recovery.flavors, *data.recovery.objectives]


def test_every_id_is_a_choice_of_the_project(data: Data) -> None:
    sizes = [size for component in data.sizing.components for size in component.sizes]
    rules = data.target_rules
    records = (
        *(*data.checklists.forms, *data.checklists.steps, *data.ports.tables, *data.general_conditions, *data.sources),
        *(*sizes, *data.sizing.rules, *data.sizing.quotas, *data.network.schemes, *data.network.plans),
        *(*data.targets, *rules.bucket_stores, *rules.failback.routes),
        *(mode for target in data.targets for mode in target.modes),
        *restricted(data),
        *measured(data),
    )
    known = {kind: set(choices(data, kind)) for kind in KINDS}
    for record in records:
        for found in (*holdings(data, record), *named(data, record)):
            for kind in KINDS:
                assert set(getattr(found, kind)) <= known[kind], (record, kind)


def test_each_published_combination_has_the_one_checklist_that_is_for_it(data: Data) -> None:
    forms = [form for form in data.checklists.forms if form.direction == "dr"]
    for form in forms:
        for project in projects(data, form):
            assert [one for one in forms if holds(holdings(data, one), **project)] == [form]


def test_a_project_sees_the_steps_of_its_checklist(data: Data) -> None:
    for form in data.checklists.forms:
        steps = [step for step in data.checklists.steps if step.direction == form.direction]
        for project in projects(data, form):
            seen = [step for step in steps if holds(holdings(data, step), **project)]
            wanted = [step for step in steps if applies(step, form)]
            if form.direction == "dr":
                assert seen == wanted
            else:  # where it goes back to no project says
                assert set(wanted) <= set(seen)


def test_a_project_sees_the_ports_of_its_checklist(data: Data) -> None:
    for form in data.checklists.forms:
        for project in projects(data, form):
            seen = {
                table.id
                for table in data.ports.tables
                if table.console == "self-hosted"
                and table.direction in (None, form.direction)
                and holds(holdings(data, table), **project)
            }
            wanted = {table.id for table in port_tables(data.ports, form)}
            # A list for VMware as the target is not found by the site of a checklist.
            assert wanted <= seen if form.direction == "failback" else wanted == seen


def test_a_project_sees_the_sizes_that_are_counted_with(data: Data) -> None:
    for component, source, target in product(data.sizing.components, choices(data, "source"), choices(data, "target")):
        own = [size for size in component.sizes if source in size.for_sources or target in size.for_targets]
        for size in component.sizes:
            wanted = size in own or not (size.for_sources or size.for_targets)
            if size.id == component.plan_with and not own and source != AGENT:
                wanted = True
            assert holds(holdings(data, size), source=source, target=target) == wanted, (component.id, size.id, source)


def test_what_says_for_whom_it_is_holds_for_those_only(data: Data) -> None:
    found = [record for record in restricted(data) if record.only]
    assert found
    for record in restricted(data):
        assert (holdings(data, record) == (EVERY,)) == (record.only is None), record.id
    for record in found:
        only = record.only
        assert only
        held = holdings(data, record)
        readings = {AGENT if name.endswith("-agent") else name for name in only.for_sources}
        wanted = dict(zip(KINDS, (readings, only.for_targets, only.storage, only.network), strict=True))
        for said in product(*(choices(data, kind) for kind in KINDS)):
            project = dict(zip(KINDS, said, strict=True))
            allowed = all(not wanted[kind] or project[kind] in wanted[kind] for kind in KINDS)
            assert holds(held, **project) == allowed, (record.id, project)


def test_what_was_measured_is_of_one_storage_type_on_a_platform_of_the_project(data: Data) -> None:
    for record in measured(data):
        (found,) = holdings(data, record)
        names = [target.name for target in data.targets if target.id in found.target]
        assert names == [record.platform]
        assert len(found.storage) == 1


def test_what_is_for_every_project_names_none(data: Data) -> None:
    everywhere = [item for item in data.general_conditions if len(item.holds_for) == 2]
    steps = [step for step in data.checklists.steps if not step.applies]
    assert everywhere and steps
    assert all(holdings(data, item) == (EVERY,) for item in (*everywhere, *steps))


@pytest.mark.parametrize(
    ("holding", "written"),
    [
        (Holding(source=("agent", "aws-agentless"), storage=("block",)), "source=agent,aws-agentless storage=block"),
        (EVERY, ""),
    ],
)
def test_a_combination_is_written_with_what_it_names(holding: Holding, written: str) -> None:
    assert str(holding) == written
