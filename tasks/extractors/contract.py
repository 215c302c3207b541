"""What an extractor is: a name, a version and a pure function from a document and what is known of it to more."""

from collections.abc import Callable
from dataclasses import dataclass

from tasks.model.records import Annotations, Document
from tasks.text.segment import Segmented


@dataclass(frozen=True)
class Extractor:
    """One extractor.

    Attributes:
        name: as the column `extractor` of the tables has it.
        version: goes up whenever the output can change; a row says which version made it.
        extract: given the document, its segmentation and the annotations of the extractors before, the annotations
            with its own added. It raises nothing on any text and takes time linear in the text.
    """

    name: str
    version: str
    extract: Callable[[Document, Segmented, Annotations], Annotations]
