"""The pages of the sign-in: the login form, and what others want (protocol 2.2)."""

from collections.abc import Callable, Mapping
from functools import partial
from html.parser import HTMLParser
from typing import override

from .errors import (
    ClientOutdated,
    NissanError,
    Outage,
    TermsPending,
    VerificationRequired,
)
from .parsing import found

# By words in the address or the text of a page (F41, F09, F10, F16, F08).
_WANTED: tuple[tuple[str, Callable[[], NissanError]], ...] = (
    (r"cf-chl|challenge-platform|cloudflare", partial(Outage, "challenge")),
    (r"captcha|turnstile", VerificationRequired),
    (r"\botp\b|one[- ]time|verification code|authenticator", VerificationRequired),
    (r"app update|update (the|your) app|newer version", ClientOutdated),
    (r"\bterms\b|consent|privacy policy", TermsPending),
)
_CAPTCHA = "g-recaptcha|h-captcha|cf-turnstile"


class Form:
    """A form: where it goes, and its inputs as received."""

    def __init__(self, action: str) -> None:
        """Take where it goes; its inputs follow."""
        self.action = action
        self.inputs: dict[str, str] = {}


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open: Form | None = None

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._open = Form(given.get("action") or "")
            self.forms.append(self._open)
        elif tag == "input" and self._open is not None and given.get("name"):
            self._open.inputs[given["name"] or ""] = given.get("value") or ""

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None


def login_form(page: str) -> Form | None:
    """Return the form that asks for the password; raises VerificationRequired (F09)."""
    parser = _Forms()
    parser.feed(page)
    parser.close()
    asked = {"sessionDataKey", "password"}
    form = next((form for form in parser.forms if asked <= form.inputs.keys()), None)
    if form is not None and found(_CAPTCHA, page):
        raise VerificationRequired
    return form


def wanted(told: str) -> NissanError | None:
    """Return what a page asks of the owner, by its address or all it says."""
    return next((error() for words, error in _WANTED if found(words, told)), None)


def filled(form: Form, email: str, password: str) -> Mapping[str, str]:
    """Return what a person with this e-mail and password would send."""
    region = form.inputs.get("regionCode")
    username = f"{region}/{email}" if region else email
    return {
        **form.inputs,
        "userName": email,
        "username": username,
        "password": password,
    }
