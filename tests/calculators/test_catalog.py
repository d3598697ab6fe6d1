"""The dataset that travels with the package."""

import dataclasses
import datetime
import json
from pathlib import Path

import pytest

from calculators import catalog as module
from calculators.catalog import Catalog, DatasetMissingError, dump, load, parse
from calculators.records.evidence import Source


def test_what_was_written_is_read(catalog: Catalog) -> None:
    read = parse(dump(catalog))
    for item in dataclasses.fields(Catalog):
        assert getattr(read, item.name) == getattr(catalog, item.name)


def test_the_same_catalog_gives_the_same_text(catalog: Catalog) -> None:
    assert dump(parse(dump(catalog))) == dump(catalog)


def test_what_is_asked_for_by_name(catalog: Catalog) -> None:
    assert catalog.value("rpo-minimum") == catalog.figure("rpo-minimum").value == 5
    assert catalog.values("link-steps")[0] == 10
    source = catalog.figure("rpo-minimum").source
    assert source is not None and catalog.document(source).id == source.document


def test_what_is_not_there_is_a_key_error(catalog: Catalog) -> None:
    for ask in (catalog.figure, catalog.value, catalog.values, catalog.flow, catalog.form):
        with pytest.raises(KeyError, match="nothing"):
            ask("nothing")
    with pytest.raises(KeyError, match="nothing"):
        catalog.document(Source(document="nothing", section="any"))


def test_the_date_of_the_data_is_that_of_the_newest_document(catalog: Catalog) -> None:
    day = datetime.date(2031, 2, 3)
    newer = dataclasses.replace(catalog.documents[0], read=day)
    assert dataclasses.replace(catalog, documents=(newer, *catalog.documents[1:])).date == day
    assert catalog.date == max(document.read for document in catalog.documents)


@pytest.fixture
def dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The place of the dataset, in a folder of its own."""
    monkeypatch.setattr(module.pkgutil, "get_data", lambda _, name: (tmp_path / name).read_bytes())
    load.cache_clear()
    yield tmp_path / module.DATASET
    load.cache_clear()


def test_the_packaged_dataset_is_loaded(dataset: Path, catalog: Catalog) -> None:
    dataset.write_text(dump(catalog), encoding="utf-8")
    assert load().figures == catalog.figures


def test_a_dataset_that_was_not_built(dataset: Path) -> None:
    with pytest.raises(DatasetMissingError, match="run `make check`"):
        load()


def test_a_dataset_of_an_older_or_newer_version(dataset: Path, catalog: Catalog) -> None:
    plain = json.loads(dump(catalog))
    plain["figures"][0]["colour"] = "green"
    for text in (json.dumps(plain), json.dumps({"documents": []}), "{", "[]", ""):
        dataset.write_text(text, encoding="utf-8")
        with pytest.raises(DatasetMissingError, match="run `make check`"):
            load()
