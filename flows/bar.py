"""A long run's progress on Prefect's server: one artifact, kept up to date."""

from uuid import UUID

from prefect.artifacts import create_progress_artifact, update_progress_artifact

from flows.progress import LONG, Listener


def bar() -> Listener:
    """A listener that makes the artifact once it hears of enough to do, and moves it from then on."""
    made: list[UUID] = []

    def show(done: int, total: int, doing: str) -> None:
        if total < LONG:
            return
        share = 100 * done / total
        if made:
            update_progress_artifact(made[0], share, description=f"{doing}: {done} of {total}")
        else:
            made.append(UUID(str(create_progress_artifact(share, description=f"{doing}: {done} of {total}"))))

    return show
