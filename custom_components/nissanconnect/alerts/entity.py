"""What all entities of a service that can end have in common."""

from typing import override

from ..api.errors import AccessDenied
from ..entity import ToldEntity


class DeniableEntity[V](ToldEntity[V]):
    """An entity that is unavailable while the account has no right to it (P3)."""

    @property
    @override
    def available(self) -> bool:
        """Whether the cloud answered lately, and did not deny it."""
        return super().available and not isinstance(self._reading.error, AccessDenied)
