"""Put quotes together that are one utterance, one after another: connected components, whatever the order."""

from collections import defaultdict
from collections.abc import Iterable


class Components:
    """Things that are put together two by two; which are together depends on the pairs alone, not on their order."""

    def __init__(self, names: Iterable[str]) -> None:
        self._up = {name: name for name in names}

    def put_together(self, one: str, other: str) -> None:
        """The two, and all that are with either, are together from now on."""
        first, second = sorted((self._top(one), self._top(other)))
        self._up[second] = first

    def groups(self) -> list[list[str]]:
        """All that are together, each group sorted, the groups by their first."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for name in sorted(self._up):
            found[self._top(name)].append(name)
        return sorted(found.values())

    def _top(self, name: str) -> str:
        while self._up[name] != name:
            self._up[name] = self._up[self._up[name]]
            name = self._up[name]
        return name
