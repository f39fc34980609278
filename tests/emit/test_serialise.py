"""JSON: the contract's keys in the contract's order, valid by its own schema, the same bytes each time."""

import json
import unicodedata

import jsonschema
import pytest

from kl_extract.contract import Notice
from kl_extract.emit import render, schema, to_json, to_jsonl
from kl_extract.options import Format, Style


def test_json_is_readable_and_ends_with_a_line_break(notice: Notice) -> None:
    text = to_json(notice)
    assert text.startswith('{\n  "schema_version": "1.0",\n')
    assert text.endswith("}\n")
    assert "Sở Nội vụ" in text  # not \u escapes
    assert text == unicodedata.normalize("NFC", text)


def test_keys_stand_in_the_order_of_the_contract(notice: Notice) -> None:
    assert list(json.loads(to_json(notice))) == list(Notice.model_fields)


def test_a_line_of_json_is_one_line_and_says_the_same(notice: Notice) -> None:
    broken = notice.model_copy(update={"text": "một\nhai\r\nba\u2028bốn"})
    line = to_jsonl(broken)
    assert line.count("\n") == 1
    assert json.loads(line) == json.loads(to_json(broken))


def test_json_leads_back_to_the_same_notice(notice: Notice) -> None:
    assert Notice.model_validate_json(to_json(notice)) == notice


def test_json_is_valid_by_the_schema(notice: Notice) -> None:
    rules = json.loads(schema())
    jsonschema.Draft202012Validator.check_schema(rules)
    jsonschema.Draft202012Validator(rules).validate(json.loads(to_json(notice)))


@pytest.mark.parametrize("key", list(Notice.model_fields))
def test_the_schema_wants_every_field(notice: Notice, key: str) -> None:
    value = json.loads(to_json(notice))
    del value[key]
    with pytest.raises(jsonschema.ValidationError, match=key):
        jsonschema.validate(value, json.loads(schema()))


def test_the_schema_refuses_what_the_contract_lacks(notice: Notice) -> None:
    value = json.loads(to_json(notice)) | {"surprise": 1}
    with pytest.raises(jsonschema.ValidationError, match="surprise"):
        jsonschema.validate(value, json.loads(schema()))


@pytest.mark.parametrize("form", list(Format))
def test_every_format_is_rendered_the_same_twice(notice: Notice, form: Format) -> None:
    assert render(notice, Style(form)) == render(notice, Style(form))
