"""A saved transformer as a tagger of names. Importing this takes torch and seconds: `chosen.py` does it when needed."""

from collections.abc import Sequence
from typing import Any

import torch
from transformers import AutoModelForTokenClassification, AutoTokenizer
from transformers.utils import logging

from tasks.extractors.languages.arabic.labels import Tagged
from tasks.extractors.names.saved import SavedModel, unusable, version
from tasks.extractors.names.schemes import Part, names_of, parts
from tasks.extractors.names.subwords import Subwords, around, subwords
from tasks.extractors.names.windows import Window, batches, windows
from tasks.text.segment import Segmented

WIDEST = 512  # sub-words read at once, also by a model that could read more: it was hardly taught on longer ones
AT_ONCE = 256  # sub-words a batch: with 2048 a processor took 1.4 times as long, for padding
_OUTSIDE: tuple[Part, ...] = ()


class TransformerTagger:
    """A model with its tokenizer, on the processor; made once a process."""

    def __init__(self, saved: SavedModel, tokenizer: Any, model: Any) -> None:
        self.kinds = saved.kinds
        self.version = version(saved)
        self._tokenizer = tokenizer
        self._model = model.eval()
        self._parts = tuple(parts(label) for label in saved.labels)
        self._before, self._behind = around(tokenizer)
        self._width = _width(tokenizer, model) - len(self._before) - len(self._behind)

    def tag(self, segmented: Segmented, rules: str) -> list[Tagged]:  # noqa: ARG002
        """The names of a text, sentence by sentence, by the label of each word's first sub-word.

        Raises:
            MemoryError: the process may not take as much memory as the model needs.
        """
        read = subwords(self._tokenizer, segmented)
        found = []
        for sentence, subword, labels in zip(segmented.sentences, read, self._labelled(read), strict=True):
            said = [_OUTSIDE if first < 0 else self._parts[labels[first]] for first in subword.firsts]
            names = names_of(said)
            found += [Tagged(sentence.first + one.first, sentence.first + one.last, one.kind) for one in names]
        return found

    def attempt(self) -> None:
        """Read the longest input there is, so that what cannot work fails here and not in an article."""
        if len(self._tokenizer) <= len(self._tokenizer.all_special_tokens):
            raise ValueError("the files of its tokenizer are not there")  # transformers makes one without words
        some = (self._tokenizer.convert_tokens_to_ids(self._tokenizer.all_special_tokens) or [0])[:1]
        (labels,) = self._labelled([Subwords(some * self._width, [])])
        if max(labels) >= len(self._parts) or len(self._tokenizer) > self._model.get_input_embeddings().num_embeddings:
            raise ValueError("its labels or its words are fewer in the model than in its configuration")

    def _labelled(self, sentences: Sequence[Subwords]) -> list[list[int]]:
        """The number of the best label of each sub-word of each sentence."""
        pieces = [
            (number, window) for number, one in enumerate(sentences) for window in windows(len(one.ids), self._width)
        ]
        labels = [[0] * len(one.ids) for one in sentences]
        for batch in batches([window.last - window.first for _, window in pieces], AT_ONCE):
            chosen = [pieces[at] for at in batch]
            given = [sentences[number].ids[window.first : window.last] for number, window in chosen]
            for (number, window), best in zip(chosen, self._best(given), strict=True):
                labels[number][window.begin : window.end] = _counting(window, best)
        return labels

    def _best(self, given: Sequence[list[int]]) -> list[list[int]]:
        padding, longest = self._tokenizer.pad_token_id or 0, max(map(len, given))
        inputs = [[*self._before, *ids, *self._behind] for ids in given]
        ids = torch.tensor([one + [padding] * (longest - len(own)) for one, own in zip(inputs, given, strict=True)])
        lengths = torch.tensor([len(one) for one in inputs])
        mask = (torch.arange(ids.shape[1])[None, :] < lengths[:, None]).long()
        try:
            with torch.inference_mode():
                best = self._model(input_ids=ids, attention_mask=mask).logits.argmax(dim=-1).tolist()
        except RuntimeError as error:
            if "allocate memory" in str(error):  # torch has no error of its own for it
                raise MemoryError from None
            raise
        return [row[len(self._before) : len(self._before) + len(one)] for row, one in zip(best, given, strict=True)]


def load(saved: SavedModel, threads: int | None = None) -> TransformerTagger:
    """The tagger of a saved model, tried once; nothing is fetched, and no code that came with the model is run.

    Args:
        saved: the model.
        threads: how many threads it computes with; as many as torch likes if left out.

    Raises:
        ConfigError: it cannot be loaded or does not work.
    """
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    if threads is not None:
        torch.set_num_threads(threads)
    where = str(saved.folder)
    try:
        tokenizer = AutoTokenizer.from_pretrained(where, local_files_only=True, trust_remote_code=False)
        model, told = AutoModelForTokenClassification.from_pretrained(
            where,
            local_files_only=True,
            trust_remote_code=False,
            dtype=torch.float32,
            output_loading_info=True,
        )
        if told["missing_keys"]:
            raise ValueError(f"its weights lack {sorted(told['missing_keys'])[0]}")
        tagger = TransformerTagger(saved, tokenizer, model)
        tagger.attempt()
    except Exception as error:  # whatever a foreign folder makes these libraries raise
        raise unusable(saved, error) from error
    return tagger


def _width(tokenizer: Any, model: Any) -> int:
    """How many sub-words the model can read at once, with the special ones."""
    positions = getattr(model.config, "max_position_embeddings", None) or WIDEST
    embeddings = getattr(getattr(model.base_model, "embeddings", None), "position_embeddings", None)
    padding = getattr(embeddings, "padding_idx", None)
    unused = 0 if padding is None else padding + 1  # RoBERTa's kind counts positions from behind the padding's
    return int(min(tokenizer.model_max_length, positions - unused, WIDEST))


def _counting(window: Window, labels: Sequence[int]) -> Sequence[int]:
    """What the window says of the sub-words for which it counts."""
    return labels[window.begin - window.first : window.end - window.first]
