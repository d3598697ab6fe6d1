"""Whether the rules for hosts name what exists, agree with the flow, and let nothing that is missing pass."""

import re
from collections.abc import Iterator
from pathlib import Path

from calculators.inventory.judge import OTHER_PLATFORM
from calculators.records.assessment import HostReferral, HostRule, SystemName
from calculators.records.compatibility import Condition, SourceType
from macros.data.assessing import INSTALL_LIST, VERDICTS, bases_for, decisions_of_flow
from macros.data.checks.rule import Check, Found, advice
from macros.data.datafile import Location
from macros.data.findings import known_conditions
from macros.data.loader import Data

FILE = "host_rules.yaml"
NAMES = "os_names.yaml"
UNKNOWN = "unknown"
PLACEHOLDER = re.compile(r"\{(?:release|(\d+)-(\d+))\}")


def _names(data: Data, root: Path) -> Found:
    file = data.files[NAMES]
    systems = {system.id: system for system in data.operating_systems}
    processors = {item.id for item in data.processors}
    seen: dict[str, tuple[str, Location]] = {}
    for index, name in enumerate(data.os_names):
        if name.system is not None and name.system not in systems:
            message = (
                f"there is no system '{name.system}' in data/operating_systems.yaml.{advice(name.system, systems)}"
            )
            yield file, (index, "system"), message
        else:
            allowed = systems[name.system].versions if name.system else ()
            for place, version in enumerate(name.versions):
                if version not in allowed:
                    close = advice(version, allowed)
                    yield file, (index, "versions", place), f"'{name.system}' has no version '{version}'.{close}"
        if name.processor is not None and name.processor not in processors:
            message = f"there is no processor '{name.processor}' in data/processors.yaml."
            yield file, (index, "processor"), f"{message}{advice(name.processor, processors)}"
        yield from ((file, (index, *at), message) for at, message in _odd_texts(name))
        for place, text in enumerate(name.texts):
            first = seen.setdefault(text, (name.id, (index, "texts", place)))
            if first[1] != (index, "texts", place):
                yield file, (index, "texts", place), f"'{text}' means '{first[0]}' already."


def _odd_texts(name: SystemName) -> Iterator[tuple[Location, str]]:
    if not name.texts:
        yield ("texts",), "a name needs at least one text."
    for place, text in enumerate(name.texts):
        if text != " ".join(text.casefold().split()):
            yield ("texts", place), "write it in small letters, with one blank between words."
        if ("{release}" in text) != (name.release is not None):
            yield ("texts", place), "`{release}` and the key 'release' belong together."
        rest = PLACEHOLDER.sub("", text)
        if "{" in rest or "}" in rest or not rest.strip():
            yield ("texts", place), "only `{release}` and a range such as `{1-5}` may stand in braces, beside letters."
    if name.release is not None and (name.versions or name.system is None):
        yield ("release",), "a release needs a system and no versions."
    if name.generic and name.system is not None:
        yield ("generic",), "a text that names no system has none."


def _rules(data: Data, root: Path) -> Found:
    file = data.files[FILE]
    for index, rule in enumerate(data.host_rules.rules):
        if not (rule.values or _bounds(rule)):
            message = "say when it holds: in 'values', 'above', 'least', 'below' or 'most'."
            yield file, ("rules", index), message
        if not (rule.conditions or rule.answers or rule.findings):
            yield file, ("rules", index), "nothing follows from it. Name conditions, answers or findings."


def _referrals(data: Data, root: Path) -> Found:
    known = known_conditions(data.sources, data.general_conditions)
    decided = decisions_of_flow(data.flows)
    for index, rule in enumerate(data.host_rules.rules):
        for place, referral in enumerate(rule.conditions):
            at = ("rules", index, "conditions", place)
            if referral.condition not in known:
                message = f"there is no condition '{referral.condition}'.{advice(referral.condition, known)}"
                yield data.files[FILE], (*at, "condition"), message
                continue
            told = decided.get(referral.condition, referral.outcome)
            if told != referral.outcome:
                message = f"the flow makes '{told}' of '{referral.condition}', and this rule '{referral.outcome}'."
                yield data.files[FILE], (*at, "outcome"), message
            for attribute, message in _odd_referral(referral, known[referral.condition][1]):
                yield data.files[FILE], (*at, attribute), message


def _odd_referral(referral: HostReferral, condition: Condition) -> Iterator[tuple[str, str]]:
    if referral.outcome == "supported" and condition.verdict != "supported":
        yield "outcome", f"'{condition.id}' is '{condition.verdict}', so no host with it is supported."
    if referral.remedy is not None and condition.remedy is not None:
        yield "remedy", "the condition names a remedy itself. Leave this one out."
    needs = condition.verdict == "unsupported" and referral.outcome == "conditional"
    if needs and not (referral.remedy or condition.remedy):
        yield "outcome", "what is not supported becomes so by a remedy. Name it."


def _answers(data: Data, root: Path) -> Found:
    for index, rule in enumerate(data.host_rules.rules):
        for place, answer in enumerate(rule.answers):
            at = ("rules", index, "answers", place)
            options = _options(data, answer.question)
            if answer.option not in options:
                yield data.files[FILE], at, f"the flow has no such answer.{advice(answer.option, options)}"
            elif options[answer.option] != answer.outcome:
                message = f"the flow makes '{options[answer.option]}' of it."
                yield data.files[FILE], (*at, "outcome"), message


def _findings(data: Data, root: Path) -> Found:
    ids = {"agent", "agentless", *(source.id for source in data.sources)}
    seen = set(known_conditions(data.sources, data.general_conditions))
    for index, rule in enumerate(data.host_rules.rules):
        for place, finding in enumerate(rule.findings):
            at = ("rules", index, "findings", place)
            if finding.id in seen:
                message = f"the id '{finding.id}' is taken by another rule or condition."
                yield data.files[FILE], (*at, "id"), message
            seen.add(finding.id)
            if finding.outcome != "supported" and finding.remedy is None:
                yield data.files[FILE], at, "what is not supported needs a remedy: say what to do."
            for number, name in enumerate(finding.holds_for):
                if name not in ids:
                    message = f"there is no source type '{name}'.{advice(name, ids)}"
                    yield data.files[FILE], (*at, "holds_for", number), message


def _bounds(rule: HostRule) -> bool:
    return any(bound is not None for bound in (rule.above, rule.least, rule.below, rule.most))


def _options(data: Data, question: str) -> dict[str, str]:
    """Return what the flow makes of a host by each answer to a question."""
    return {
        option.id: VERDICTS[option.findings[0].outcome]
        for flow in data.flows
        for asked in flow.questions
        if asked.id == question
        for option in asked.options
        if option.findings and option.findings[0].outcome in VERDICTS
    }


def _missing(data: Data, root: Path) -> Found:
    """What can stand in the way must not pass where no file says it."""
    file = data.files[FILE]
    known = known_conditions(data.sources, data.general_conditions)
    silent = {item.sign for item in data.host_rules.silences} | {"any", "written"}
    for source in data.sources:
        for index, rule in enumerate(data.host_rules.rules):
            if rule.sign in silent or not any(True for _ in bases_for(rule, source, known)):
                continue
            if not _asked(rule, source, data):
                message = (
                    f"no rule says what holds for '{source.id}' where no file says '{rule.sign}'. Add one with the "
                    f"value '{UNKNOWN}', or say in 'silences' why it may be missing."
                )
                yield file, ("rules", index, "sign"), message
    used = {rule.sign for rule in data.host_rules.rules}
    for index, item in enumerate(data.host_rules.silences):
        if item.sign not in used:
            yield file, ("silences", index, "sign"), f"no rule looks at '{item.sign}'. Delete it."


def _asked(rule: HostRule, source: SourceType, data: Data) -> bool:
    known = known_conditions(data.sources, data.general_conditions)
    return any(
        other.sign == rule.sign
        and UNKNOWN in other.values
        and other.kind in (None, rule.kind)
        and any(outcome != "supported" for _, outcome in bases_for(other, source, known))
        for other in data.host_rules.rules
    )


def _parts(data: Data, root: Path) -> Found:
    file = data.files[FILE]
    sources = {source.id for source in data.sources}
    processors = {item.id for item in data.processors}
    for index, platform in enumerate(data.host_rules.platforms):
        for attribute, allowed in (("source_type", sources), ("processor", processors)):
            name = getattr(platform, attribute)
            if name is not None and name not in allowed:
                message = f"there is no {attribute.replace('_', ' ')} '{name}'.{advice(name, allowed)}"
                yield file, ("platforms", index, attribute), message
        if platform.processor is not None and platform.source is None:
            yield file, ("platforms", index, "processor"), "say where it was read, in 'source'."
    systems = {system.id for system in data.operating_systems}
    for index, install in enumerate(data.host_rules.installs):
        for place, name in enumerate(install.not_for):
            if name not in systems:
                yield (
                    file,
                    ("installs", index, "not_for", place),
                    f"there is no system '{name}'.{advice(name, systems)}",
                )
    wanted = {"agent", *(source.id for source in data.sources if source.mode == "agentless")}
    for index, name in enumerate(data.host_rules.preference):
        if name not in wanted:
            yield file, ("preference", index), f"there is no way '{name}'.{advice(name, wanted)}"
        elif name in data.host_rules.preference[:index]:
            yield file, ("preference", index), f"'{name}' stands here already."
    findings = {finding.id for rule in data.host_rules.rules for finding in rule.findings}
    if OTHER_PLATFORM not in findings:
        yield file, ("rules",), f"the finding '{OTHER_PLATFORM}' is missing, which is about hosts of other platforms."
    if not any(item.id == INSTALL_LIST for item in data.investigation.formats):
        yield data.files["investigation.yaml"], ("formats",), f"the list of hosts '{INSTALL_LIST}' is missing."


CHECKS = (
    Check("names of systems name what exists", _names, frozenset({"os_names", "operating_systems", "processors"})),
    Check("rules for hosts say when they hold and what follows", _rules, frozenset({"host_rules"})),
    Check("rules for hosts agree with conditions and flow", _referrals, frozenset({"host_rules", "sources", "flows"})),
    Check("rules for hosts agree with the answers of the flow", _answers, frozenset({"host_rules", "flows"})),
    Check("rules for hosts name source types", _findings, frozenset({"host_rules", "sources", "general_conditions"})),
    Check("no host passes by what is missing", _missing, frozenset({"host_rules", "sources", "general_conditions"})),
    Check("platforms name what exists", _parts, frozenset({"host_rules", "sources", "processors", "investigation"})),
)
