"""Quotation marks are paired whatever their shape and whoever forgot one."""

import pytest

from tasks.extractors.languages.arabic.quotation import pairs
from tasks.text.segment import segment


def inside(text: str) -> list[tuple[str, bool]]:
    segmented = segment(text)
    return [
        (text[segmented.tokens[one.opening + 1].start : segmented.tokens[one.closing - 1].end], one.closed)
        for _, one in sorted(pairs(segmented).items())
    ]


@pytest.mark.parametrize(
    ("why", "text", "expected"),
    [
        ("guillemets", "قال «نعم سنأتي» أمس", [("نعم سنأتي", True)]),
        ("curly marks", "قال “نعم سنأتي” أمس", [("نعم سنأتي", True)]),
        ("curly marks the wrong way round", "قال ”نعم سنأتي“ أمس", [("نعم سنأتي", True)]),
        ("straight marks alternate", 'قال "نعم" ثم "لا"', [("نعم", True), ("لا", True)]),
        ("spaces inside the marks", 'قال " نعم سنأتي " أمس', [("نعم سنأتي", True)]),
        ("one kind inside the other", 'قال «نعم "سنأتي" غدا»', [('نعم "سنأتي" غدا', True), ("سنأتي", True)]),
        ("nothing closes: to the paragraph's end", "قال «نعم سنأتي\n\nثم مضى", [("نعم سنأتي", False)]),
        (
            "the next opening closes at the full stop",
            'قال: "نعم سنأتي. وقال: "لا"',
            [("نعم سنأتي", False), ("لا", True)],
        ),
        ("a stray closing mark opens nothing", "قال نعم» ثم «لا»", [("لا", True)]),
        ("nothing inside", 'قال "" ثم مضى', []),
    ],
)
def test_pairs(why: str, text: str, expected: list[tuple[str, bool]]) -> None:
    assert inside(text) == expected, why
