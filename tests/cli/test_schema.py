import json

from pipeline.facts import json_schema


def test_prints_the_published_schema_and_nothing_else(cli):
    result = cli("schema")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == json_schema()
    assert result.stderr == ""
