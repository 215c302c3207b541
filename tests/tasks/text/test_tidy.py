"""Lines of a page are tidied and nothing of their words is changed."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from tasks.text.page import tidy


@given(st.text(alphabet="اب \n\t\u00a0\u2003\x1c", max_size=12))
@example("ا \u00a0ب")
@example("ا\u00a0 ب")
def test_every_run_of_spaces_is_one_space(line: str) -> None:
    assert tidy(line) == re.sub(r"[^\S\n]+", " ", line).strip()
