"""The security code of one user on one car: set it, prove it (S1, S3, protocol 6)."""

from .outcomes import CommandResult


class Security:
    """The security code on one car; made by `NissanClient.security`."""

    async def begin_enrolment(self, code: str) -> str:
        """Type a new code (S1); return the action's id, to be kept and followed.

        The old code is in force until the car has said that the new one is. Raises
        SignInError, Outage, QuotaExceeded, ResourceError; ValueError if `code` is no
        security code.
        """
        raise NotImplementedError

    async def follow_enrolment(self, action_id: str) -> CommandResult:
        """Wait while the owner does the steps of S1; DONE if the code is in force.

        May be asked again after a restart.
        """
        raise NotImplementedError
