"""Collections: what they keep, and what they say must be saved."""

from msgspec import Struct, ValidationError
import pytest

from emulator.cloud.documents import Collection, DocumentKey, Secretive


class Person(Struct, frozen=True):
    """A document."""

    name: str
    age: int = 0


class Secret(Secretive, frozen=True):
    """A document that must not be printed."""

    text: str


def _people(changed: set[DocumentKey]) -> Collection[Person]:
    return Collection("person", Person, changed, also_by=lambda person: person.name)


def test_what_is_put_in_and_taken_out_must_be_saved() -> None:
    changed: set[DocumentKey] = set()
    people = _people(changed)
    people["1"] = Person("Ada")
    assert changed == {("person", "1")}
    changed.clear()
    assert people.pop("2") is None
    assert not changed
    assert people.pop("1") == Person("Ada")
    assert changed == {("person", "1")}
    assert people.dump("1") is None


def test_the_second_key_follows_the_document() -> None:
    people = _people(set())
    people["1"] = Person("Ada")
    people["1"] = Person("Grace")
    assert people.find("Ada") is None
    assert people.find("Grace") == people["1"]
    people.pop("1")
    assert people.find("Grace") is None


def test_what_was_dumped_can_be_loaded_and_is_no_change() -> None:
    people = _people(set())
    people["1"] = Person("Ada", 36)
    changed: set[DocumentKey] = set()
    others = _people(changed)
    others.load("1", people.dump("1") or b"")
    assert others["1"] == others.find("Ada") == Person("Ada", 36)
    assert not changed


def test_foreign_data_is_refused() -> None:
    with pytest.raises(ValidationError):
        _people(set()).load("1", b'{"name": 1}')


def test_the_oldest_comes_first() -> None:
    people = _people(set())
    for key in "ba":
        people[key] = Person(key)
    assert (list(people), len(people)) == (["b", "a"], 2)


def test_a_secret_does_not_print_itself() -> None:
    assert "hush" not in f"{Secret('hush')!r} {Secret('hush')}"
