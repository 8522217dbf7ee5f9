"""HTML of the identity services: a browser can sign in too."""

from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from aiohttp import hdrs, web
from jinja2 import Environment, FileSystemLoader, select_autoescape

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(),
)
_SIGN_IN = _ENVIRONMENT.get_template("sign_in.html")
_ERROR = _ENVIRONMENT.get_template("error.html")
# A browser checks the addresses that a form leads on to as well.
_HEADERS = {
    hdrs.CACHE_CONTROL: "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; "
        "base-uri 'none'; form-action 'self' com: org.kamereon.service.nci:"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True)
class SignInForm:
    """One identity service's form: where it goes, and what its fields are called."""

    action: str
    email: str
    password: str
    hidden: dict[str, str]


def sign_in(form: SignInForm, *, message: str | None = None) -> web.Response:
    """Return the sign-in page, with a message after a failed try."""
    html = _SIGN_IN.render(form=form, message=message)
    return web.Response(text=html, content_type="text/html", headers=_HEADERS)


def expired() -> web.HTTPException:
    """Return a page for a sign-in that took too long, or never began."""
    return error("This sign-in has expired. Start again in the application.")


def error(message: str) -> web.HTTPException:
    """Return a page for what cannot go on."""
    return web.HTTPBadRequest(
        text=_ERROR.render(message=message, status=HTTPStatus.BAD_REQUEST),
        content_type="text/html",
        headers=_HEADERS,
    )
