from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from pipeline.errors import ReadError
from pipeline.read.published import publication_day


@pytest.mark.parametrize(
    "value",
    [
        date(2019, 4, 18),
        datetime(2019, 4, 18, 23, 59, tzinfo=UTC),
        "2019-04-18",
        " 2019-04-18 ",
        "2019-04-18T04:36:00-04:00",
        "2019-04-18T23:59:59.999Z",
        "2019-04-18 04:36",
        "2019-04-18T0436Z",
    ],
)
def test_dates_and_timestamps_give_their_day(value: object) -> None:
    assert publication_day(value, "a.md") == date(2019, 4, 18)


@pytest.mark.parametrize(
    "value",
    [
        "2019-02-31",
        "2019-02-31T10:00:00Z",
        "2019-13-01",
        "0000-01-01",
        "2019",
        "2019-04",
        "20190418",
        "2019-4-8",
        "18/04/2019",
        "April 18, 2019",
        "2019-04-18/2019-04-20",
        "2019-04-18 or so",
        "２０１９-04-18",
        1555545600000,
        True,
        ["2019-04-18"],
    ],
)
def test_anything_else_is_an_error_that_names_value_and_remedy(value: object) -> None:
    with pytest.raises(ReadError) as caught:
        publication_day(value, "news/a.md")
    assert caught.value.code == "E120"
    assert str(value) in caught.value.message
    assert "news/a.md" in caught.value.message
    assert "2019-04-18" in caught.value.remedy
