"""Mails say the same in all languages, each in that of its reader's country (E11)."""

from datetime import date
import inspect
import re
from typing import get_args

import pytest

from emulator.cloud.cloud import Cloud
from emulator.cloud.mail_words import WORDS, Words
from emulator.cloud.mailbox import Kind
from emulator.cloud.sign_ups import Person
from emulator.cloud.subscriptions import PLANS
from emulator.cloud.till import Till
from emulator.cloud.wallets import Wallets

PASSWORD = "Lumpini-1"
every_language = pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)


def _places(words: Words) -> dict[Kind, tuple[list[str], list[str]]]:
    """Return what each mail fills into its subject and its text."""
    return {
        kind: (_named(wording.subject), _named(wording.text))
        for kind, wording in words.mails.items()
    }


def _named(text: str) -> list[str]:
    return sorted(set(re.findall(r"{[^}]*}", text)))


@every_language
def test_every_mail_fills_in_the_same_as_the_english_one(words: Words) -> None:
    assert _places(words) == _places(WORDS["en"])
    assert words.mails.keys() == set(get_args(Kind.__value__))
    for kind, wording in words.mails.items():
        english = WORDS["en"].mails[kind].text
        assert wording.text.count("\n") == english.count("\n"), kind


@every_language
def test_P2_there_are_words_for_every_plan_and_why_nobody_was_charged(
    words: Words,
) -> None:
    payers = (Till, Wallets.paying, Wallets.card)
    source = "".join(inspect.getsource(payer) for payer in payers)
    codes = re.findall(r'StoreError\("(\w+)"', source)
    assert words.uncharged.keys() == set(codes)
    assert words.plans.keys() == PLANS.keys()


@pytest.mark.parametrize(
    ("language", "days", "amounts"),
    [
        ("en", ["1 March 2026", "31 December 2026"], ["1,490 THB", "29.90 EUR"]),
        ("fr", ["1er mars 2026", "31 décembre 2026"], ["1\xa0490 THB", "29,90 EUR"]),
        ("th", ["1 มีนาคม 2569", "31 ธันวาคม 2569"], ["1,490 THB", "29.90 EUR"]),
    ],
    ids=["en", "fr", "th"],
)
def test_days_and_amounts_are_written_as_the_language_does(
    language: str, days: list[str], amounts: list[str]
) -> None:
    manner = WORDS[language].manner
    ends = (date(2026, 3, 1), date(2026, 12, 31))
    assert [manner.day(day) for day in ends] == days
    prices = (manner.amount(1490.0, "THB"), manner.amount(29.9, "EUR"))
    assert list(prices) == amounts


@pytest.mark.parametrize(
    ("country", "language", "greeting", "digits"),
    [
        ("TH", "th", "เรียน คุณUli\n", "รหัสแบบใช้ครั้งเดียว"),
        ("FR", "fr", "Bonjour Uli,\n", "Code à usage unique"),
        ("DE", "en", "Hello Uli,\n", "One-time code"),
    ],
    ids=["TH", "FR", "DE"],
)
async def test_E11_mails_come_in_the_language_of_the_readers_country(
    cloud: Cloud, country: str, language: str, greeting: str, digits: str
) -> None:
    """From the sign-up, before there is an account, to the last one after it."""
    await _live(cloud, Person("uli@example.com", "Uli", "Stein", country))
    code, *others = [mail.letter for mail in cloud.mailbox.newest_first()]
    assert [letter.kind for letter in others] == [
        "account_exists",
        "password_change",
        "address_change",
        "reset",
        "validation",
    ]
    assert {letter.language for letter in (code, *others)} == {language}
    assert all(letter.text.startswith(greeting) for letter in others)
    assert code.subject.startswith(digits)
    assert code.code
    assert code.code in code.text


async def _live(cloud: Cloud, person: Person) -> None:
    """Sign up, and have all mailed that needs no car."""
    membership = cloud.membership
    await membership.sign_up(person, PASSWORD)
    account = membership.validate(_code(cloud))
    membership.forgot(person.email)
    membership.ask_for_email(account, "stein@example.com")
    await membership.ask_for_password(account, PASSWORD)
    await membership.sign_up(person, PASSWORD)
    cloud.devices.mail_code(account, "a-vin", "a-device", car="Leaf")


def _code(cloud: Cloud) -> str:
    """Return the code of the link that was mailed last."""
    return (cloud.mailbox.newest_first()[0].letter.link or "").rpartition("/")[2]
