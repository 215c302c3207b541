"""All readers by the name that topics call them by."""

from tasks.readers import folder, jsonl, warc
from tasks.readers.contract import Read

READERS: dict[str, Read] = {"folder": folder.read, "jsonl": jsonl.read, "warc": warc.read}
