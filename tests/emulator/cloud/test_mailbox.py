"""The mailbox: what was sent, newest first, and not for ever."""

from emulator.clock import Clock
from emulator.cloud.cloud import Cloud
from emulator.cloud.mailbox import Letter, Mailbox

from .conftest import START


def test_a_mail_is_there_at_once_with_its_time(cloud: Cloud, clock: Clock) -> None:
    cloud.mailbox.send("a@example.com", Letter("Subject", "Text", code="123456"))
    [mail] = cloud.mailbox.newest_first()
    assert (mail.to, mail.at, mail.letter.code) == ("a@example.com", START, "123456")
    assert ("mail", "1") in cloud.changed
    assert "123456" not in repr(mail)


def test_the_latest_five_hundred_are_kept_and_numbers_go_on(clock: Clock) -> None:
    changed: set[tuple[str, str]] = set()
    mailbox = Mailbox(clock, changed)
    for number in range(502):
        mailbox.send("a@example.com", Letter(str(number), ""))
    subjects = [mail.letter.subject for mail in mailbox.newest_first()]
    assert (len(subjects), subjects[0], subjects[-1]) == (500, "501", "2")
    again = Mailbox(clock, changed)
    for key in mailbox.documents:
        again.documents.load(key, mailbox.documents.dump(key) or b"")
    again.send("a@example.com", Letter("next", ""))
    assert next(reversed(again.documents)) == "503"
