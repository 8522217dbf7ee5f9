"""What notifications and rules say, in the languages that there are texts for."""

from typing import Final

from msgspec import Struct

from emulator.cloud.inbox import Content
from emulator.cloud.languages import DEFAULT, texts
from emulator.cloud.replies import CATEGORY, DONE


class Text(Struct, frozen=True, forbid_unknown_fields=True):
    """A title, a sentence, and what to do (H2)."""

    title: str
    text: str
    steps: str | None = None


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """All texts of a language, by the names that the cloud uses."""

    commands: dict[str, Text]
    refused: str
    reasons: dict[str, str]
    notices: dict[str, Text]
    rules: dict[str, Text]

    def of(self, content: Content) -> Text:
        """Return what is said of a content."""
        if content.category == CATEGORY:
            return self._reply(content.data)
        kind = content.data.get("kind")
        known = self.notices[f"{content.key}.{kind}" if kind else content.key]
        return Text(known.title, known.text.format_map(content.data), known.steps)

    def _reply(self, data: dict[str, str]) -> Text:
        done, result = self.commands[data["command"]], data["result"]
        if result == DONE:
            return done
        return Text(done.title, self.refused.format(reason=self.reasons[result]))


LANGUAGES: Final = texts("notifications", Words)


def words(code: str) -> Words:
    """Return the texts of a `langCode`; English where there are none (4.11)."""
    return LANGUAGES.get(code.lower(), LANGUAGES[DEFAULT])
