"""What pasted outputs prove: the cases, and laws that hold for all of them."""

import json
import re
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators import bridge
from calculators.catalog import Catalog
from calculators.project import Known, Project
from calculators.proofs import Judgement, judged
from calculators.proofs.readers import READERS
from tests.cases import proofs
from tests.cases.proofs import ProofCase

CASES = proofs.load()
PROVED = [case for case in CASES if case.verdict == "proved"]


def project(**values: str) -> Project:
    return Project(id="", values={name: Known(value=value, origin="typed") for name, value in values.items()})


def judge(case: ProofCase, catalog: Catalog, text: str | None = None) -> Judgement:
    return judged(case.proof, case.text if text is None else text, project(**case.project), catalog)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_published_output_proves_what_it_says(case: ProofCase, catalog: Catalog) -> None:
    found = judge(case, catalog)
    assert (found.verdict, found.sentence) == (case.verdict, found.sentence)
    assert case.says in found.sentence
    assert {offer.field: offer.value for offer in found.offers} == case.offers or not case.offers
    assert found.proof == case.proof


def test_every_proof_has_a_case_that_is_proved_and_one_that_is_not(catalog: Catalog) -> None:
    proved = {case.proof for case in PROVED}
    readers = {proof.reader for proof in catalog.proofs}
    assert {proof.reader for proof in catalog.proofs if proof.id in proved} == readers == set(READERS)
    others = {case.proof for case in CASES if case.verdict != "proved"}
    assert {proof.reader for proof in catalog.proofs if proof.id in others} == readers


@pytest.mark.parametrize("case", PROVED, ids=str)
def test_a_text_that_was_cut_proves_no_more_than_the_whole_one_says(case: ProofCase, catalog: Catalog) -> None:
    """Lines that are left out, and an end that is cut within a line, keep every value that is read as it was."""
    whole = judge(case, catalog)
    known = {(value.label, value.value) for value in whole.values}
    lines = case.text.splitlines(keepends=True)
    cuts = ["".join(lines[:at] + lines[at + 1 :]) for at in range(len(lines))]
    cuts += [case.text[: len(case.text) * part // 12].rsplit("\n", 1)[0] for part in range(12)]
    for text in cuts:
        found = judge(case, catalog, text)
        if found.verdict == "proved":
            read = {(value.label, value.value) for value in found.values if value.holds is not None}
            assert read <= known or is_read_by_line(case.proof, catalog)


def is_read_by_line(proof: str, catalog: Catalog) -> bool:
    """Return whether each line of an output stands for itself, so that fewer lines are an output, too."""
    reader = next(item.reader for item in catalog.proofs if item.id == proof)
    return reader not in ("agent", "http", "iperf", "ping", "service")


@pytest.mark.parametrize("case", PROVED, ids=str)
def test_ends_of_lines_colours_and_a_quotation_change_nothing(case: ProofCase, catalog: Catalog) -> None:
    whole = judge(case, catalog)
    for text in (
        case.text.replace("\n", "\r\n"),
        f"\ufeff{case.text}",
        f"```\n{case.text}```\n",
        "".join(f"\x1b[32m{line}\x1b[0m\n" for line in case.text.splitlines()),
    ):
        assert judge(case, catalog, text).verdict == whole.verdict


# The rows of two reports of synchronisations are those of one over a longer time.
@pytest.mark.parametrize("case", [case for case in PROVED if case.proof != "sync-report"], ids=str)
def test_a_good_output_does_not_hide_a_bad_one_beside_it(case: ProofCase, catalog: Catalog) -> None:
    for bad in (other for other in CASES if other.proof == case.proof and other.verdict == "not proved"):
        said = project(**{**case.project, **bad.project})
        if judged(bad.proof, bad.text, said, catalog).verdict == "not proved":
            for text in (f"{case.text}\n{bad.text}", f"{bad.text}\n{case.text}"):
                assert judged(case.proof, text, said, catalog).verdict != "proved", f"{case} with {bad}"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_each_output_is_told_from_that_of_every_other_command(case: ProofCase, catalog: Catalog) -> None:
    reader = next(proof.reader for proof in catalog.proofs if proof.id == case.proof)
    for proof in catalog.proofs:
        if proof.reader != reader and case.verdict == "proved":
            found = judged(proof.id, case.text, project(**case.project), catalog)
            alike = {reader, proof.reader} == {"ping", "name"}
            assert found.verdict != "proved" or alike, f"{case}: {proof.id}"


@pytest.mark.parametrize("case", PROVED, ids=str)
def test_without_a_step_the_command_itself_tells_the_proof(case: ProofCase, catalog: Catalog) -> None:
    reader = next(proof.reader for proof in catalog.proofs if proof.id == case.proof)
    found = judged("", case.text, project(**case.project), catalog)
    told = next((proof.reader for proof in catalog.proofs if proof.id == found.proof), "")
    assert told == reader or {told, reader} == {"ping", "name"}


@given(
    sent=st.integers(1, 2000),
    lost=st.integers(0, 2000),
    mean=st.floats(0.1, 400).map(lambda value: round(value, 3)),
    worse=st.tuples(st.integers(0, 50), st.floats(0, 100).map(lambda value: round(value, 3))),
)
def test_a_worse_link_is_never_proved_where_the_better_one_is_not(
    sent: int, lost: int, mean: float, worse: tuple[int, float], catalog: Catalog
) -> None:
    def verdict(lost: int, mean: float) -> str:
        came = max(sent - lost, 0)
        text = (
            "--- 203.0.113.7 ping statistics ---\n"
            f"{sent} packets transmitted, {came} received, {100 * (sent - came) / sent:g}% packet loss, time 1ms\n"
        )
        if came:
            text += f"rtt min/avg/max/mdev = {mean:.3f}/{mean:.3f}/{mean:.3f}/0.000 ms\n"
        return judged("link-latency", text, project(), catalog).verdict

    if verdict(lost + worse[0], mean + worse[1]) == "proved":
        assert verdict(lost, mean) == "proved"


@given(rate=st.floats(0.1, 1000), less=st.floats(0, 100), link=st.floats(1, 1000), json_=st.booleans())
def test_a_slower_link_is_never_proved_and_what_is_offered_holds_when_it_is_taken(
    rate: float, less: float, link: float, json_: bool, catalog: Catalog
) -> None:
    def output(rate: float) -> str:
        if json_:
            arrived = {"seconds": 10, "bits_per_second": rate * 1e6}
            return json.dumps({"start": {"test_start": {"reverse": 0}}, "end": {"sum_received": arrived}})
        return f"[  5]   0.00-10.00  sec   1.0 MBytes  {rate:.3g} Mbits/sec                  receiver\n"

    typed = f"{link:.3g}"
    better = judged("link-rate", output(rate), project(link_mbps=typed), catalog)
    if judged("link-rate", output(max(rate - less, 0.01)), project(link_mbps=typed), catalog).verdict == "proved":
        assert better.verdict == "proved"
    for offer in better.offers:
        again = judged("link-rate", output(rate), project(link_mbps=offer.value), catalog)
        assert again.verdict == ("proved" if "not" not in again.verdict else "not proved")
        assert again.verdict == "proved" or rate < catalog.value("block-bandwidth-minimum") + 1


@given(
    minutes=st.lists(st.integers(1, 300), min_size=1, max_size=6),
    more=st.integers(0, 200),
    which=st.integers(0, 5),
    rto=st.integers(1, 300),
)
def test_a_host_that_takes_longer_never_makes_a_drill_proved(
    minutes: list[int], more: int, which: int, rto: int, catalog: Catalog
) -> None:
    def report(minutes: list[int]) -> str:
        start = datetime(2026, 11, 23, 8)
        rows = [
            f"host{index},192.0.2.{index},completed,Completed,{start},{start + timedelta(minutes=took)},x,Block,c,r,-,f"
            for index, took in enumerate(minutes)
        ]
        head = "Host Name,Host IP,Status,Task Status,Start Time,End Time,Execution Time,Storage Type,C,R,Z,Flavors"
        return "\n".join([head, *rows]) + "\n"

    slower = [took + more * (index == which % len(minutes)) for index, took in enumerate(minutes)]
    found = judged("drill-report", report(minutes), project(rto_minutes=str(rto)), catalog)
    assert (found.verdict == "proved") == (max(minutes) <= rto)
    if judged("drill-report", report(slower), project(rto_minutes=str(rto)), catalog).verdict == "proved":
        assert found.verdict == "proved"
    assert found.offers[0].value == str(max(minutes))


@given(text=st.text(max_size=300), name=st.sampled_from(["", "link-latency", "clock", "drill-report", "linux-space"]))
def test_no_text_is_refused_with_anything_but_a_sentence(text: str, name: str, catalog: Catalog) -> None:
    found = judged(name, text, project(), catalog)
    assert found.verdict in ("cannot tell", "another command", "not proved")
    assert re.match(r"[A-Z`'0-9]", found.sentence)
    assert found.sentence.endswith(".")


def test_the_page_is_told_in_plain_values_and_html(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge, "load", lambda: catalog)
    text = "--- <b>x</b> ping statistics ---\n9 packets transmitted, 0 received, 100% packet loss, time 1ms\n"

    def answer(**asked: str) -> dict[str, object]:
        reply: dict[str, object] = json.loads(bridge.answer(json.dumps({"id": 7, "base": "", "proof": asked})))
        return reply

    result = answer(id="link-latency", text=text)["result"]
    assert isinstance(result, dict)
    assert result["verdict"] == "not proved"
    assert "<b>x</b>" not in result["html"]
    assert 'data-verdict="not-proved"' in result["html"]
    assert "there is" not in str(answer(id="link-latency", text=text, project="{}").get("result"))
    assert "has no proof 'nothing'" in str(answer(id="nothing", text=text)["refused"])
