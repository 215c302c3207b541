"""A token classifier of a few hundred weights, set by hand so that it labels the words of its vocabulary as told."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

LABELS = ("O", "B-PERS", "I-PERS", "B-ORG", "I-ORG", "B-GPE", "I-GPE", "B-FAC", "I-FAC", "B-DATE")
WORDS = {
    "سلمار": "B-PERS",
    "دغموش": "I-PERS",
    "##زوف": "I-ORG",  # a sub-word: only the first of a word counts
    "شركة": "B-ORG",
    "مدريد": "I-ORG",
    "زكرافيا": "B-GPE",
    "أمس": "B-DATE",
}
COMMON = ("وصل", "إلى", "قال", "إن", "في", "أعلن", ".", "،", "«", "»", "##ل", "و")
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def save_tiny(
    folder: Path, labels: Sequence[str] = LABELS, words: Mapping[str, str] = WORDS, positions: int = 64
) -> Path:
    """Save the model; every word of the vocabulary that is not among `words` is outside of names.

    Each word's embedding is one at the number of its label; no layer changes which is largest.
    """
    import torch
    from transformers import BertConfig, BertForTokenClassification, BertTokenizer

    vocabulary = [*SPECIAL, *COMMON, *words]
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=len(labels),
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=2,
        max_position_embeddings=positions,
        id2label=dict(enumerate(labels)),
        label2id={label: number for number, label in enumerate(labels)},
    )
    model = BertForTokenClassification(config)
    with torch.no_grad():
        for name, weights in model.named_parameters():
            weights.fill_(1.0 if name.endswith("LayerNorm.weight") else 0.0)
        for number, word in enumerate(vocabulary):
            label = words.get(word, "O")
            model.bert.embeddings.word_embeddings.weight[number, labels.index(label)] = 1.0
        model.classifier.weight.copy_(torch.eye(len(labels)))
    model.save_pretrained(folder)
    tokenizer(BertTokenizer, vocabulary, positions, folder).save_pretrained(folder)
    return folder


def tokenizer(kind: Any, vocabulary: Sequence[str], positions: int, folder: Path) -> Any:
    """A tokenizer of BERT's, fast or slow, with these words."""
    file = folder / "vocab.txt"
    file.write_text("\n".join(vocabulary), encoding="utf-8")
    numbers = {word: number for number, word in enumerate(vocabulary)}
    given = {"vocab_file": str(file)} if "Legacy" in kind.__name__ else {"vocab": numbers}
    return kind(**given, do_lower_case=False, strip_accents=False, model_max_length=positions)
