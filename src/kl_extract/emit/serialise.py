"""JSON as the contract says: UTF-8 without escapes, keys in the contract's order, the same bytes each run."""

import json

from kl_extract.contract import Notice


def to_json(notice: Notice) -> str:
    """``notice`` as indented JSON with a line break at its end."""
    return notice.model_dump_json(indent=2) + "\n"


def to_jsonl(notice: Notice) -> str:
    """``notice`` as one line of JSON: line breaks inside values are escaped."""
    return notice.model_dump_json() + "\n"


def schema() -> str:
    """The JSON Schema (draft 2020-12) of what ``to_json`` writes: every field is always there."""
    body = Notice.model_json_schema(mode="serialization")
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(dialect | body, ensure_ascii=False, indent=2) + "\n"
