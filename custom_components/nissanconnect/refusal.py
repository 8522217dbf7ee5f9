"""What is raised for something that the owner or the caller can mend."""

from homeassistant.exceptions import ServiceValidationError

from .const import DOMAIN


def refusal(key: str, **placeholders: str) -> ServiceValidationError:
    """Return what is raised for something that the owner can mend."""
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key=key,
        translation_placeholders=placeholders,
    )
