"""When an article's page is looked at again: outlets change what they have published, mostly soon."""


def next_look(looks: int, at: float, after: tuple[float, ...]) -> float | None:
    """When to look at a page again, seconds since 1970; None for never.

    Args:
        looks: how often it was looked at before this time.
        at: when it was looked at now, seconds since 1970.
        after: hours from the first look to each further one; the time between them counts from the last look.
    """
    if looks >= len(after):
        return None
    before = after[looks - 1] if looks else 0.0
    return at + (after[looks] - before) * 3600.0
