"""Tell text that was garbled before we had it: UTF-8 that something read as a Western or an Arabic encoding.

It is not put right. What was written is not known where bytes were lost on the way, and a text that quotes such letters
is right as it is.
"""

import re

# The first byte of an Arabic letter in UTF-8 is D8 or D9: Ø and Ù in windows-1252 and ISO 8859-1, ط and ظ in
# windows-1256. The second is 80 to BF, which no Arabic word has after these.
_BEHIND = "\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122"
_PERSIAN = "\u060c\u061b\u061f\u0679\u067e\u0686\u0688\u0691\u0698\u06a9\u06af\u06ba\u06be\u06c1\u06d2"
_PAIR = re.compile(f"[ØÙ][{_BEHIND}]|[طظ][{_BEHIND}{_PERSIAN}]")
_TELLTALE = re.compile(f"[ØÙطظ][{_BEHIND}]")
_LOOKED_AT = 2000  # characters
_MUCH = 0.2  # of the letters; two in three where all was garbled, and a name here and there in what was not


def is_garbled(text: str) -> bool:
    """Whether a fifth of the characters at the text's beginning are halves of garbled letters, which are Arabic."""
    head = text[:_LOOKED_AT]
    if _TELLTALE.search(head) is None:
        return False
    return 2 * len(_PAIR.findall(head)) > _MUCH * max(sum(not letter.isspace() for letter in head), 1)
