"""The user adapter: who is signed in (protocol 3.1)."""

from aiohttp import web

from .inbound import caller
from .wire import answer


async def current(request: web.Request) -> web.StreamResponse:
    """Tell the caller his user id."""
    account = caller(request)
    return answer(
        {
            "userId": account.user_id,
            "email": account.email,
            "firstName": account.first_name,
            "lastName": account.last_name,
            "country": account.country,
        }
    )
