"""Small PDFs for tests, written by hand: any letters, at any place and size, encrypted or without text."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """A text drawn from left to right, its letters in the order in which they are drawn."""

    text: str
    x: float = 50
    y: float = 700
    size: float = 12


def pdf(*pages: tuple[Run, ...], encrypted: bool = False) -> bytes:
    """A PDF with a page for each tuple of runs; its font is none that is embedded, but says which letters it has."""
    letters = sorted({letter for page in pages for run in page for letter in run.text})
    codes = {letter: number for number, letter in enumerate(letters, 1)}
    kids = " ".join(f"{10 + 2 * number} 0 R" for number in range(len(pages)))
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        3: b"<</Type/Font/Subtype/Type0/BaseFont/Test/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        4: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Test/DW 500/FontDescriptor 6 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        5: stream(to_unicode(codes)),
        6: b"<</Type/FontDescriptor/FontName/Test/Flags 4/FontBBox[0 0 500 700]/ItalicAngle 0/Ascent 700/Descent 0"
        b"/CapHeight 700/StemV 80>>",
    }
    for number, page in enumerate(pages):
        objects[10 + 2 * number] = (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % (11 + 2 * number)
        )
        objects[11 + 2 * number] = stream(b"\n".join(drawn(run, codes) for run in page))
    return document(objects, encrypted)


def drawn(run: Run, codes: dict[str, int]) -> bytes:
    text = "".join(f"{codes[letter]:04X}" for letter in run.text)
    return f"BT /F1 {run.size} Tf {run.x} {run.y} Td <{text}> Tj ET".encode()


def to_unicode(codes: dict[str, int]) -> bytes:
    pairs = "\n".join(f"<{code:04X}> <{ord(letter):04X}>" for letter, code in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{len(codes)} beginbfchar\n{pairs}\nendbfchar\n"
        "endcmap end end"
    ).encode()


def stream(content: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)


def document(objects: dict[int, bytes], encrypted: bool) -> bytes:
    pieces, places, at = [b"%PDF-1.5\n"], {}, 9
    for number, content in objects.items():
        places[number] = at
        pieces.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        at += len(pieces[-1])
    body = b"".join(pieces)
    size = max(objects) + 1
    table = b"".join(
        b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n" for number in range(size)
    )
    lock = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(%s)/U(%s)>>/ID[(a)(a)]" % (b"o" * 32, b"u" * 32)
    trailer = b"<</Size %d/Root 1 0 R%s>>" % (size, lock if encrypted else b"")
    return body + b"xref\n0 %d\n%strailer\n%s\nstartxref\n%d\n%%%%EOF" % (size, table, trailer, len(body))
