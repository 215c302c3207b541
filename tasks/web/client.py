"""The polite client: asks for an address and says what came of it; it raises nothing but errors of its own making."""

from tasks.model.settings import Settings
from tasks.web.outcomes import Outcome, Validators
from tasks.web.state import State


class Client:
    """`async with Client(settings, state) as client: outcome = await client.fetch(url, limit=10_000_000)`."""

    def __init__(self, settings: Settings, state: State) -> None:
        """To come: the rest of it."""

    async def fetch(
        self,
        url: str,
        limit: int,
        validators: Validators = Validators(),  # noqa: B008
        delay: float | None = None,
        cut: bool = False,
    ) -> Outcome:
        """Ask for an address, when its host's turn has come, and follow where it leads.

        Args:
            url: the address.
            limit: the largest body, bytes, as sent and decoded.
            validators: what to ask by whether something has changed; nothing to get the body in any case.
            delay: the source's own delay between two requests to a host, seconds; None for the setting's.
            cut: whether a larger body is cut off at the limit; else it is refused.
        """
        raise NotImplementedError
