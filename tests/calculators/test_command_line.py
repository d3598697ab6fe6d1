"""`python -m calculators`, as an engineer or a script runs it."""

import csv
import dataclasses
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from calculators import __main__ as command_line
from calculators.catalog import Catalog
from calculators.project import lines, sample, write
from calculators.project.page import counted
from calculators.registry import CALCULATORS

type Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def command(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Calls the command line here: starting Python takes longer than most answers. What it does not catch is raised."""
    monkeypatch.setattr(command_line, "load", lambda: catalog)
    # The dataset of the working folder plays no part.
    monkeypatch.setattr(command_line, "PACKAGE", Path("none"))

    def call(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
        out = io.TextIOWrapper(io.BytesIO(), "ascii")
        errors = io.TextIOWrapper(io.BytesIO(), "utf-8", errors="backslashreplace")
        monkeypatch.setattr(sys, "stdin", io.StringIO(text, newline=None))
        with redirect_stdout(out), redirect_stderr(errors):
            try:
                status = command_line.main(arguments)
            except SystemExit as stopped:
                status = int(stopped.code or 0)
        return subprocess.CompletedProcess(arguments, status, written(out), written(errors))

    return call


def written(stream: io.TextIOWrapper) -> str:
    """Return what a stream of bytes was given, as a process that reads text gets it."""
    stream.flush()
    stream.buffer.seek(0)
    return io.TextIOWrapper(stream.buffer, "utf-8").read()


@pytest.fixture(scope="module")
def process(package: Path) -> Run:
    """Runs the command line of a package with a fresh dataset in a process of its own; warnings are errors."""

    def start(*arguments: str, text: str = "", folder: Path = package, **environment: str) -> Any:
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "calculators", *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(package), **environment},
            input=text,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return start


def answered(done: subprocess.CompletedProcess[str]) -> str:
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def refused(done: subprocess.CompletedProcess[str]) -> list[str]:
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    return done.stderr.splitlines()


def test_list(process: Run, command: Run) -> None:
    lines = answered(process("list")).splitlines()
    assert [line.partition("\t")[0] for line in lines] == list(CALCULATORS)
    assert all(line.partition("\t")[2] for line in lines)
    assert answered(command("list")).splitlines() == lines


def test_a_process_ends_with_what_the_command_line_says(process: Run, command: Run) -> None:
    for arguments in (
        ("run", "rpo_bandwidth", "--format", "csv"),
        ("run", "rpo_bandwidth", "--set", "link_mbps=\udcff"),
        ("run", "kernels", "--input", "-"),
        ("walk",),
    ):
        outside, inside = process(*arguments, text=KERNELS), command(*arguments, text=KERNELS)
        assert (outside.returncode, outside.stdout, outside.stderr) == (
            inside.returncode,
            inside.stdout,
            inside.stderr,
        ), arguments


def test_describe(command: Run) -> None:
    described = json.loads(answered(command("describe", "rpo_bandwidth")))
    assert described["name"] == "rpo_bandwidth"
    inputs = {item["name"]: item for item in described["inputs"]}
    rpo = inputs["rpo_minutes"]
    assert (rpo["unit"], rpo["default"], rpo["minimum"], rpo["maximum"]) == ("minutes", 60, 5, 43200)
    assert rpo["help"] and rpo["optional"] is False
    assert inputs["storage"]["choices"] == {"block": "Block storage", "object": "Object storage"}
    assert inputs["gateway_mbps"]["optional"] is True and inputs["gateway_mbps"]["default"] is None
    assert inputs["link_mbps"]["minimum"] > 0


@pytest.mark.parametrize("name", CALCULATORS)
def test_the_described_defaults_can_be_given_back(name: str, command: Run) -> None:
    described = json.loads(answered(command("describe", name)))
    defaults = {item["name"]: item["default"] for item in described["inputs"]}
    given = command("run", name, "--input", "-", "--format", "json", text=json.dumps(defaults))
    own, example = (
        {key: value for key, value in json.loads(answered(done)).items() if key not in ("given", "example")}
        for done in (given, command("run", name, "--format", "json"))
    )
    assert own == example


@pytest.mark.parametrize("name", CALCULATORS)
def test_run_in_every_format(name: str, command: Run) -> None:
    plain = answered(command("run", name))
    assert plain == answered(command("run", name, "--format", "text"))
    report = json.loads(answered(command("run", name, "--format", "json")))
    assert report["calculator"] == name
    label = report["verdict"]["label"]
    assert plain.startswith(f"Example: {label}")
    assert answered(command("run", name, "--format", "markdown")).startswith("# ")
    rows = list(csv.DictReader(io.StringIO(answered(command("run", name, "--format", "csv")))))
    assert rows[0]["kind"] == "verdict" and rows[0]["label"] == label


def worst_age(text: str) -> float:
    (found,) = [answer["amount"] for answer in json.loads(text)["answers"] if answer["id"] == "worst_age"]
    return float(found)


def test_set(command: Run) -> None:
    pairs = ("--set", "change_percent=0", "--set", "interval_minutes=15")
    done = command("run", "rpo_bandwidth", *pairs, "--format", "json")
    assert worst_age(answered(done)) == 15


def test_input_from_a_file_and_from_standard_input(command: Run, tmp_path: Path) -> None:
    file = tmp_path / "inputs.json"
    text = json.dumps({"change_percent": 0, "interval_minutes": 20, "gateway_mbps": None})
    file.write_text(text, encoding="utf-8")
    from_file = answered(command("run", "rpo_bandwidth", "--input", str(file), "--format", "json"))
    assert worst_age(from_file) == 20
    from_pipe = answered(command("run", "rpo_bandwidth", "--input", "-", "--format", "json", text=text))
    assert from_pipe == from_file


KERNELS = "kernel-3.10.0-957.el7.x86_64\r\n\r\nhello\r\n6.8.0-200-generic\r\n"


def test_a_text_from_standard_input_and_from_a_file(command: Run, tmp_path: Path) -> None:
    file = tmp_path / "kernels.txt"
    file.write_text(KERNELS, encoding="utf-8", newline="")
    from_pipe = answered(command("run", "kernels", "--input", "-", "--format", "json", text=KERNELS))
    report = json.loads(from_pipe)
    unread, *kernels = report["tables"][0]["rows"]
    assert [row[0] for row in kernels] == ["`6.8.0-200-generic`", "`3.10.0-957.el7.x86_64`"]
    assert "`hello`" in unread[2] and unread[-1] == "3"
    assert answered(command("run", "kernels", "--input", str(file), "--format", "json")) == from_pipe
    as_json = json.dumps({"kernels": KERNELS})
    assert answered(command("run", "kernels", "--input", "-", "--format", "json", text=as_json)) == from_pipe


def test_a_text_and_a_choice_together(command: Run) -> None:
    pair = ("--set", "distribution=debian")
    done = command("run", "kernels", "--input", "-", *pair, "--format", "csv", text="6.8.0-31-generic\n")
    (row,) = [row for row in csv.DictReader(io.StringIO(answered(done))) if row["kind"] == "row"]
    assert (row["label"], row["value"]) == ("6.8.0-31-generic", "listed elsewhere")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "kernels: this is empty. Paste at most"),
        ("hello\n", "kernels: line 1 names no kernel: 'hello'."),
        ("a" * 1_000_001, "kernels: this has 1000001 characters. Paste at most"),
        ("a\n" * 20_001, "kernels: this has 20001 lines. Paste at most 20000 lines with 1000000 characters."),
        ("{", "--input -: "),
    ],
    ids=["nothing", "no kernel", "too long", "too many lines", "JSON cut short"],
)
def test_a_text_that_cannot_be_used(text: str, message: str, command: Run) -> None:
    (line,) = refused(command("run", "kernels", "--input", "-", text=text))
    assert line.startswith(message)


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"], ids=["packed", "old"])
def test_a_workbook_is_for_the_page(start: bytes, command: Run, tmp_path: Path) -> None:
    file = tmp_path / "week.xlsx"
    file.write_bytes(start + bytes(range(256)))
    (line,) = refused(command("run", "replay", "--input", str(file)))
    assert line.startswith(f"--input {file}: this is a workbook, which only the guide's page reads. Give a JSON file")


def test_a_text_in_another_encoding(command: Run, tmp_path: Path) -> None:
    file = tmp_path / "kernels.txt"
    file.write_text("6.8.0-31-generic\n", encoding="utf-16")
    (line,) = refused(command("run", "kernels", "--input", str(file)))
    assert line.endswith("Give a JSON file of inputs by name, or a text in UTF-8.")


def test_set_counts_more_than_input(command: Run) -> None:
    done = command(
        "run", "rpo_bandwidth", "--set", "interval_minutes=25", "--input", "-", "--format", "json",
        text='{"change_percent": 0, "interval_minutes": 20}',
    )  # fmt: skip
    assert worst_age(answered(done)) == 25


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "--input -: "),
        ("{", "--input -: "),
        ("link_mbps: 100", "--input -: "),
        ("[1, 2]", '--input -: must hold inputs by name, such as {"link_mbps": 100}.'),
        ("null", "--input -: must hold inputs by name"),
        ("9" * 10_000, "--input -: "),
        ("[" * 200_000, "--input -: "),
    ],
    ids=["nothing", "cut short", "YAML", "a list", "null", "a huge number", "brackets without end"],
)
def test_bad_input(text: str, message: str, command: Run) -> None:
    (line,) = refused(command("run", "rpo_bandwidth", "--input", "-", text=text))
    assert line.startswith(message)
    assert "by name" in line


def test_bad_input_files(command: Run, tmp_path: Path) -> None:
    not_text = tmp_path / "sheet.xlsx"
    not_text.write_bytes(b"PK\x03\x04\xff\xfe")
    for path in (tmp_path / "missing.json", tmp_path, not_text):
        (line,) = refused(command("run", "rpo_bandwidth", "--input", str(path)))
        assert line.startswith(f"--input {path}: ")
        assert "Give a JSON file of inputs by name." in line


@pytest.mark.parametrize("arguments", [("describe", "rpo_bandwith"), ("run", "rpo_bandwith")])
def test_an_unknown_calculator(arguments: tuple[str, ...], command: Run) -> None:
    assert refused(command(*arguments)) == [
        f"rpo_bandwith: there is no such calculator. Did you mean 'rpo_bandwidth'? Allowed: {', '.join(CALCULATORS)}."
    ]


def test_one_line_for_each_input_that_cannot_be_used(command: Run) -> None:
    lines = refused(
        command("run", "rpo_bandwidth", "--set", "link_mbp=5", "--set", "rpo_minutes=4", "--set", "storage=tape")
    )
    assert [line.partition(": ")[0] for line in lines] == ["link_mbp", "storage", "rpo_minutes"]
    assert "Did you mean 'link_mbps'?" in lines[0]
    assert "Choose one of: 'block', 'object'." in lines[1]
    assert "Enter a number from 5 up to 43200 minutes." in lines[2]


@pytest.mark.parametrize("value", ["", "x", "-1", "1,500", "nan", "1e999", "5\n6", "=5", "\udcff"])
def test_bad_values(value: str, command: Run) -> None:
    (line,) = refused(command("run", "rpo_bandwidth", "--set", f"link_mbps={value}"))
    assert line.startswith("link_mbps: ")
    assert line.endswith("Mbit/s.") or line.endswith("Write one of the two.")


def test_half_of_a_letter_is_one_line(command: Run) -> None:
    text = r'{"groups": "a\ud800; 500; 20; 60; x", "throttled": "\ufeff"}'
    (groups,) = refused(command("run", "rpo_bandwidth", "--input", "-", text=text))
    assert groups.startswith("groups: character 2, U+D800, is half of a letter that was cut apart.")


def test_set_without_a_value(command: Run) -> None:
    assert refused(command("run", "rpo_bandwidth", "--set", "link_mbps")) == [
        "--set link_mbps: write it as field=value."
    ]


@pytest.mark.parametrize(
    "arguments", [(), ("walk",), ("run",), ("describe",), ("run", "rpo_bandwidth", "--format", "pdf"), ("--what",)]
)
def test_wrong_usage(arguments: tuple[str, ...], command: Run) -> None:
    lines = refused(command(*arguments))
    assert lines[0].startswith("usage: python -m calculators")


def test_help(command: Run) -> None:
    for arguments in (["--help"], ["run", "--help"], ["describe", "--help"], ["list", "--help"]):
        assert answered(command(*arguments)).startswith("usage: python -m calculators")


def test_a_missing_or_outdated_dataset_is_one_line_with_the_remedy(package: Path, process: Run, tmp_path: Path) -> None:
    copy = tmp_path / "calculators"
    copy.symlink_to(package / "calculators")
    assert "qualification" in answered(process("list", folder=tmp_path, PYTHONPATH=""))
    copy.unlink()
    copy.mkdir()
    for item in (package / "calculators").iterdir():
        if item.suffix == ".py" or (item.is_dir() and item.name != "__pycache__"):
            (copy / item.name).symlink_to(item)
    for text in (None, '{"documents": [], "colour": "green"}', "{"):
        if text is not None:
            (copy / "dataset.json").write_text(text, encoding="utf-8")
        (line,) = refused(process("list", folder=tmp_path, PYTHONPATH=""))
        assert "run `make check`" in line


def test_data_that_is_newer_than_the_dataset_is_told_and_no_traceback(
    command: Run, catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form, built = tmp_path / "data" / "calculators" / "kernels.yaml", tmp_path / "calculators" / "dataset.json"
    for file, time in ((built, 1_000), (form, 2_000)):
        file.parent.mkdir(parents=True)
        file.touch()
        os.utime(file, (time, time))
    monkeypatch.setattr(command_line, "PACKAGE", built.parent)
    told = f"calculators/dataset.json is older than {form.relative_to(tmp_path)}: run `make check`, then try again.\n"
    answer = command("run", "kernels")
    assert (answer.returncode, answer.stderr) == (0, told)
    monkeypatch.setattr(command_line, "load", lambda: dataclasses.replace(catalog, figures=()))
    broken = command("run", "rpo_bandwidth")
    assert (broken.returncode, broken.stdout, broken.stderr) == (2, "", told)
    os.utime(built, (3_000, 3_000))
    with pytest.raises(KeyError):
        command("run", "rpo_bandwidth")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "gbk"])
def test_an_answer_gets_through_where_the_terminal_knows_few_letters(encoding: str, process: Run) -> None:
    # Thousands are grouped with a narrow no-break space, which a file on Windows would not take.
    arguments = ("run", "rpo_bandwidth", "--set", "link_mbps=5000")
    done = process(*arguments, PYTHONIOENCODING=encoding)
    assert done.returncode == 0 and "Traceback" not in done.stderr
    assert done.stdout == answered(process(*arguments))


def test_a_project_prints_its_verdicts_and_the_page(command: Run, catalog: Catalog, tmp_path: Path) -> None:
    file = tmp_path / "project.json"
    file.write_text(write(sample(catalog), catalog), "utf-8")
    text = answered(command("project", str(file)))
    for line in counted(lines(sample(catalog), catalog)):
        assert line.report is not None
        if not line.report.example:
            assert line.report.verdict.label in text
    assert "This is a sample" in text
    assert answered(command("project", "-", text=file.read_text("utf-8"))) == text
    for form in ("json", "markdown", "csv"):
        assert "This is a sample" in answered(command("project", str(file), "--format", form))


def test_what_a_project_could_not_take_stands_beside_the_page(command: Run, catalog: Catalog) -> None:
    given = json.loads(write(sample(catalog), catalog))
    given["values"]["target"]["value"] = "moon"
    done = command("project", "-", text=json.dumps(given))
    assert done.returncode == 0
    (told,) = done.stderr.splitlines()
    assert told.startswith("values.target: ") and "'moon' is not allowed" in told
    assert "RPO that this link holds" in done.stdout


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "This is empty."),
        (b'{"format": "rvtools"}', "its format is 'rvtools'"),
        (b'{"format": "hyperbdr-guide-project", "version": 9}', "Reload the page for the newest release"),
        (b"\xff\xfe", "Give the file of a project"),
        (None, "Give the file of a project"),
    ],
)
def test_what_is_no_project_is_one_line(content: bytes | None, told: str, command: Run, tmp_path: Path) -> None:
    file = tmp_path / "project.json"
    if content is not None:
        file.write_bytes(content)
    (line,) = refused(command("project", str(file)))
    assert told in line


def test_an_inventory_is_judged_and_what_was_not_read_is_told(command: Run, tmp_path: Path) -> None:
    hosts, other = tmp_path / "RVTools_tabvInfo.csv", tmp_path / "notes.txt"
    hosts.write_text("VM,Powerstate,CPUs,Memory,VM UUID\ndb-1,poweredOn,4,8192,a-1\n", "utf-8")
    other.write_text("nothing of the kind\n", "utf-8")
    done = command("inventory", str(hosts), str(other), "--format", "json")
    assert done.returncode == 0
    assert [host["name"] for host in json.loads(done.stdout)["hosts"]] == ["db-1"]
    assert done.stderr.startswith("notes.txt: No table in it has the columns of a list of hosts.")


@pytest.mark.parametrize("name", ["notes.txt", "missing.csv"])
def test_files_without_hosts_end_in_a_line_and_not_in_a_fault(command: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "notes.txt").write_text("nothing of the kind\n", "utf-8")
    done = command("inventory", str(tmp_path / name))
    assert (done.returncode, done.stdout) == (2, "")
    assert name in done.stderr


def test_who_reads_a_part_of_the_output_sees_no_traceback(package: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "calculators", "describe", "rpo_bandwidth"],
        cwd=package,
        env=os.environ | {"PYTHONPATH": str(package)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
