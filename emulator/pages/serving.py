"""How the emulator's own pages are served: files of HTML, and no code but our own.

A page is drawn in the browser by modules that ask the control API; the server knows
no words and no markup.
"""

from pathlib import Path

from aiohttp import hdrs, web

SHARED = Path(__file__).parent / "static"

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
    " img-src 'self' data:; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
_HEADERS = {
    hdrs.CACHE_CONTROL: "no-store",
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Page:
    """A file of HTML, read once."""

    def __init__(self, file: Path) -> None:
        """Read it; raises OSError."""
        self._text = file.read_text(encoding="utf-8")

    def answer(self, status: int = 200) -> web.Response:
        """Return it with the rules for what it may load and run."""
        return web.Response(
            text=self._text, status=status, content_type="text/html", headers=_HEADERS
        )

    async def handle(self, request: web.Request) -> web.Response:
        """Answer a request."""
        return self.answer()


def add_shared(app: web.Application) -> None:
    """Give what all pages share its address."""
    add_static(app, "/pages/static", SHARED)
    app.on_response_prepare.append(_ask_again)


def add_page(app: web.Application, path: str, file: Path) -> None:
    """Give a page its address; it is read now, not while serving."""
    app.router.add_get(path, Page(file).handle)


def add_static(app: web.Application, path: str, folder: Path) -> None:
    """Give a folder of modules, styles and words its address, which has `/static`."""
    app.router.add_static(path, folder)


async def _ask_again(request: web.Request, response: web.StreamResponse) -> None:
    """Let browsers ask whether a file has changed: modules of two versions differ."""
    if "/static/" in request.path:
        response.headers[hdrs.CACHE_CONTROL] = "no-cache"
