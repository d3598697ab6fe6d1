"""What a day of changes comes to, for who used the data before it."""

import datetime

from calculators.records.changes import DataVersion, FieldChange, RecordChange
from macros.pages.changes import by_its_end

DAY = datetime.date(2026, 1, 2)


def day(*versions: tuple[RecordChange, ...]):
    """Return what versions come to that are given oldest first, as the list of changes is not."""
    names = (f"v{number}" for number in range(len(versions)))
    given = [
        DataVersion(version=name, date=DAY, records=records) for name, records in zip(names, versions, strict=True)
    ]
    return by_its_end(given[::-1])


def came(record: str = "a", inside: int | None = None):
    return RecordChange(record=record, change="added", inside=inside)


def went(record: str = "a"):
    return RecordChange(record=record, change="removed")


def changed(key: str, old: str | None, new: str | None, record: str = "a"):
    return RecordChange(record=record, change="changed", fields=(FieldChange(field=key, old=old, new=new),))


def test_a_value_that_changed_twice_stands_once_from_the_first_to_the_last():
    assert day((changed("x", "1", "2"),), (changed("x", "2", "3"),)) == ([changed("x", "1", "3")], 0)


def test_what_is_as_it_was_counts_and_is_not_listed():
    assert day((changed("x", "1", "2"),), (changed("x", "2", "1"),)) == ([], 1)
    assert day((came(),), (changed("x", "1", "2"),), (went(),)) == ([], 1)


def test_a_record_that_came_is_added_whatever_changed_in_it_later():
    assert day((came(inside=3),), (changed("x", None, "2"),)) == ([came(inside=3)], 0)


def test_a_record_that_went_is_removed_whatever_changed_in_it_before():
    assert day((changed("x", "1", "2"),), (went(),)) == ([went()], 0)


def test_a_record_that_went_and_came_is_both():
    assert day((went(),), (came(),), (changed("x", "1", "2"),)) == ([went(), came()], 0)


def test_what_lists_lost_and_gained_at_different_times_is_kept_apart():
    (record,) = day((changed("x", "lost", "gained"),), (changed("x", "lost too", None),))[0]
    assert [(field.old, field.new) for field in record.fields] == [("lost", "gained"), ("lost too", None)]


def test_records_are_in_the_order_of_files():
    assert [item.record for item in day((changed("x", "1", "2", "b"),), (came("a"),))[0]] == ["a", "b"]
