"""The steps of a checklist, to work through in a browser and to sign on paper without one."""

import itertools
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup, escape

from calculators.checklist.steps import steps_of
from calculators.checklist.titles import SOURCES
from calculators.checklist.worklist import PREPARING, SETTING, edition, worklist
from calculators.project import Project, write
from calculators.records.delivery import Checklist, Setting, Step, StepPhase
from calculators.records.evidence import Source
from macros.data.holding import sources_of_site
from macros.data.loader import Data
from macros.pages.checklist_ways import finder_data
from macros.pages.checklists import form_of, short_title, who_does
from macros.pages.evidence import disagreement_marks, disagreement_notes
from macros.pages.proofs import outputs
from macros.pages.view import Cell, View, bullets, joined, text

OWNERS = (
    "The owners are those of a proof of concept. Stated names the place that says who does a step; inferred means that "
    "no document does. Who does it in a migration project comes from another page and may differ."
)
SIGN_OFF = Markup(
    '<p class="hb-work-step-sign" aria-hidden="true"><span class="hb-line">Who</span>'
    '<span class="hb-line">Date</span></p>'
)


def checklist_phases(view: View, name: str) -> Markup:
    """Return the steps of a checklist, a list a phase: to work through in a browser, to sign on paper without one."""
    data = view.data
    form = form_of(view, name)
    found = worklist(data.catalog, name)
    steps = steps_of(data.checklists, form)
    sources = sources_of_site(data, form.site) if form.direction == "dr" else ()
    started = {
        "name": short_title(data, form),
        "target": form.platform,
        "storage": form.storage,
        "network": form.network,
        # Where hosts of one kind are read in several ways the project says which.
        **({"source": sources[0]} if len(sources) == 1 else {}),
    }
    lists = (
        _phase(view, phase, [_task(view, step, _sources(data, form, step)) for step in steps if step.phase == phase.id])
        for phase in (found.phases if found else ())
    )
    phases = found.phases if found else ()
    ways = bullets(
        (Markup(f'<a href="#phase-{escape(phase.id)}">') + text(phase.name) + Markup("</a>") for phase in phases),
        "ol",
        "Phases",
    )
    content = Markup('<div class="hb-phases">') + ways + Markup("</div>\n") + numbered(lists)
    return Markup("\n").join(
        (
            _work(view, {"id": name, "start": started}, phases, content),
            Markup('<p class="hb-quiet">') + text(OWNERS) + Markup(" "),
            view.cited(data.checklists.executor_source) + Markup("</p>"),
        )
    ) + disagreement_notes(view, (name for step in steps for name in step.conflicts))


def composed_phases(view: View) -> Markup:
    """Return every step and every setting of a cloud; docs/assets/checklists/ shows those of one combination."""
    data = view.data
    owners: dict[str, list[str]] = {}
    settings: dict[str, Setting] = {}
    for cloud in data.preparations:
        for setting in cloud.settings:
            settings[setting.id] = setting
            owners.setdefault(setting.id, []).append(cloud.id)
    lists = []
    for phase in data.checklists.phases:
        of_cloud = settings.values() if phase.id == PREPARING else ()
        tasks = [_setting(view, setting, owners[setting.id]) for setting in of_cloud]
        tasks += [
            _task(view, step, step.sources, rules=True) for step in data.checklists.steps if step.phase == phase.id
        ]
        lists.append(_phase(view, phase, tasks))
    known = {"known": finder_data(view), "sources": {mode: _of_mode(data, mode) for mode in SOURCES}}
    return _work(view, known, data.checklists.phases, numbered(lists))


def _of_mode(data: Data, site: str) -> str:
    sources = sources_of_site(data, site)
    return sources[0] if len(sources) == 1 else ""


def numbered(lists: Iterable[Markup]) -> Markup:
    """Return lists of steps one after the other, whose numbers go on from list to list."""
    whole = "\n".join(lists)
    numbers = itertools.count(1)
    # Built from one pattern below: nothing of data/ can look like it, as text is escaped.
    return Markup(
        re.sub(r'<b class="hb-work-step-no"></b>', lambda _: f'<b class="hb-work-step-no">{next(numbers)}</b>', whole)
    )


def _work(view: View, known: Mapping[str, Any], phases: Iterable[StepPhase], content: Markup) -> Markup:
    """Return the element that steps are worked through in, with what it has to know."""
    told = {
        **known,
        "data": view.data.catalog.date.isoformat(),
        "phases": [{"id": phase.id, "name": phase.name, "after": phase.after} for phase in phases],
        "empty": json.loads(write(Project(id=""), view.data.catalog)),
    }
    content_known = escape(json.dumps(told, ensure_ascii=False, separators=(",", ":")))
    return (
        Markup(
            f'<hb-work class="hb-work" runtime="{view.base}{view.runtime}/" base="{view.base}" '
            f'worker="{view.base}assets/python/worker.mjs" data-known="'
        )
        + content_known
        + Markup('">\n')
        + content
        + Markup("\n</hb-work>")
    )


def _phase(view: View, phase: StepPhase, tasks: Iterable[Markup]) -> Markup:
    # The search finds the steps on the page of all steps; 28 copies would bury everything else.
    return (
        Markup(f'<section class="hb-phase" id="phase-{escape(phase.id)}" data-phase="{escape(phase.id)}" ')
        + Markup("data-search-exclude>\n<h3>")
        + text(phase.name)
        + Markup('</h3>\n<ol class="hb-work-steps">\n')
        + Markup("\n").join(tasks)
        + Markup("\n</ol>\n</section>")
    )  # fmt: skip


def _task(view: View, step: Step, sources: Iterable[Source], *, rules: bool = False) -> Markup:
    """Return a step as an item of a list; with its `rules` where the list shows one combination of many."""
    held = ""
    if rules:
        applies = [[rule.site, rule.storage, rule.network] for rule in step.applies]
        held = f' data-direction="{step.direction}" data-applies="{escape(json.dumps(applies))}"'
    opening = (
        f'<li class="hb-work-step" id="step-{escape(step.id)}" data-step="{escape(step.id)}" '
        f'data-at="{escape(view.place(step))}" '
        f'data-edition="{edition(step.action, step.proof)}" data-owner="{escape(step.owner)}"{held}>'
    )  # fmt: skip
    proof = joined(step.proof, disagreement_marks(view, step.conflicts))
    about = joined(who_does(view, step), view.cited_all(sources))
    return _item(opening, step.action, proof, about, _outputs(view, step))


def _outputs(view: View, step: Step) -> Markup:
    """Return the commands whose output proves a step, with what they print then; output is read where it is pasted."""
    parts = []
    for proof in (item for item in view.data.proofs if item.id in step.outputs):
        parts.append(
            Markup(
                f'<details class="hb-work-step-output" data-proof="{escape(proof.id)}"><summary>Prove it by a command: '
            )
            + text(proof.title)
            + Markup("</summary><p>")
            + joined(proof.reads, view.cited(proof.source))
            + Markup("</p>")
            + outputs(proof)
            + Markup("</details>")
        )
    return Markup("").join(parts)


def _setting(view: View, setting: Setting, platforms: Iterable[str]) -> Markup:
    opening = (
        f'<li class="hb-work-step" id="step-{SETTING}{escape(setting.id)}" data-step="{SETTING}{escape(setting.id)}" '
        f'data-edition="{edition(setting.text, "")}" data-owner="" data-direction="dr" '
        f'data-platforms="{escape(" ".join(platforms))}">'
    )
    return _item(opening, setting.text, Markup(""), view.cited(setting.source))


def _item(opening: str, action: str, proof: Markup, about: Markup, outputs: Cell = "") -> Markup:
    shown = Markup('<p class="hb-work-step-proof"><b>Done when:</b> ') + proof + Markup("</p>") if proof else Markup("")
    return (
        Markup(opening)
        + Markup('<p class="hb-work-step-do"><span class="hb-tick" aria-hidden="true">☐</span> ')
        + Markup('<b class="hb-work-step-no"></b> ')
        + Markup('<span class="hb-work-step-words">') + text(action) + Markup("</span></p>")
        + shown
        + text(outputs)
        + Markup('<p class="hb-work-step-about">') + about + Markup("</p>")
        + SIGN_OFF
        + Markup("</li>")
    )  # fmt: skip


def _sources(data: Data, form: Checklist, step: Step) -> tuple[Source, ...]:
    """Return the sources of a step without those about another cloud, unless there are no others."""
    others = {name for item in data.checklists.platforms if item.id != form.platform for name in item.documents}
    return tuple(source for source in step.sources if source.document not in others) or step.sources
