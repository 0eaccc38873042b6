"""Times, exact to the nanosecond, in every form that vendors write."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dspy_schema import timestamps

FIRST, LAST = -62_135_596_800, 253_402_300_799
MOMENTS = st.integers(FIRST * 10**9, LAST * 10**9 + 999_999_999)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1746484925, "2025-05-05T22:42:05Z"),
        (1746484925.0, "2025-05-05T22:42:05Z"),
        (1746484925.5, "2025-05-05T22:42:05.5Z"),
        (0, "1970-01-01T00:00:00Z"),
        (-0.0, "1970-01-01T00:00:00Z"),
        (-1, "1969-12-31T23:59:59Z"),
        (-0.25, "1969-12-31T23:59:59.75Z"),
        (FIRST, "0001-01-01T00:00:00Z"),
        ("1746484925.123456789", "2025-05-05T22:42:05.123456789Z"),
        ("1746484925.1234567890", "2025-05-05T22:42:05.123456789Z"),
        ("1.746484925e9", "2025-05-05T22:42:05Z"),
        ("17464849250E-1", "2025-05-05T22:42:05Z"),
        ("1e-9", "1970-01-01T00:00:00.000000001Z"),
        (10**11, "5138-11-16T09:46:40Z"),
        (10**11 + 1, "1973-03-03T09:46:40.001Z"),
        (1746484925123, "2025-05-05T22:42:05.123Z"),
        ("1746484925123.456789", "2025-05-05T22:42:05.123456789Z"),
        (LAST * 1000, "9999-12-31T23:59:59Z"),
        ("2025-05-05T22:42:05Z", "2025-05-05T22:42:05Z"),
        ("2025-05-05t22:42:05z", "2025-05-05T22:42:05Z"),
        ("2025-05-05 22:42:05Z", "2025-05-05T22:42:05Z"),
        ("2025-05-05T22:42:05+00:00", "2025-05-05T22:42:05Z"),
        ("2025-05-05T22:42:05-00:00", "2025-05-05T22:42:05Z"),
        ("2025-05-06T00:12:05.10+01:30", "2025-05-05T22:42:05.1Z"),
        ("2024-12-31T23:30:00-01:00", "2025-01-01T00:30:00Z"),
        ("2025-05-05T22:42:05.123456789Z", "2025-05-05T22:42:05.123456789Z"),
        ("2025-05-05T22:42:05.000000000000Z", "2025-05-05T22:42:05Z"),
        ("2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"),
    ],
)
def test_what_is_a_moment(value: float | str, text: str):
    assert timestamps.to_utc(value) == text


@pytest.mark.parametrize(
    "value",
    [
        True,
        float("nan"),
        float("inf"),
        "",
        "now",
        "01746484925x",
        "1746484925.1234567891",
        "1e400",
        "1e999999999999",
        "1e-10",
        10**30,
        -(10**30),
        LAST * 1000 + 1000,
        (FIRST - 1) * 1000,
        "2025-05-05T22:42:05",
        "2025-05-05",
        "2025-05-05T22:42:60Z",
        "2016-12-31T23:59:60Z",
        "2025-05-05T24:00:00Z",
        "2025-05-05T22:42Z",
        "2025-05-05T22:42:05.Z",
        "2025-05-05T22:42:05.1234567891Z",
        "2025-05-05T22:42:05+24:00",
        "2025-05-05T22:42:05+0100",
        "2025-05-05T22:42:05+01",
        "2025-02-29T00:00:00Z",
        "2025-13-01T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
        "\N{ARABIC-INDIC DIGIT TWO}025-05-05T22:42:05Z",
        "2025-05-05T22:42:05Z\n",
        " 2025-05-05T22:42:05Z",
        "\N{ARABIC-INDIC DIGIT ONE}",
    ],
)
def test_what_is_none(value: float | str):
    assert timestamps.to_utc(value) is None


@given(MOMENTS)
def test_nanoseconds_come_back_from_the_text(moment: int):
    text = timestamps.format_utc(moment)
    assert timestamps.to_utc(text) == text
    assert timestamps.to_nanoseconds(text) == moment
    assert Decimal(timestamps.to_seconds(text)).scaleb(9) == moment
    if abs(moment) <= 10**20:
        assert timestamps.to_utc(timestamps.to_seconds(text)) == text


@given(st.integers(FIRST, LAST))
def test_whole_seconds_are_what_the_calendar_says(seconds: int):
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    text = f"{moment.replace(tzinfo=None).isoformat()}Z"
    assert timestamps.from_seconds(seconds) == text
    assert timestamps.to_seconds(text) == str(seconds)


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31)), st.integers(-1439, 1439))
def test_any_offset_is_taken_off(moment: datetime, minutes: int):
    local = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert timestamps.to_nanoseconds(timestamps.to_utc(local.isoformat())) == timestamps.to_nanoseconds(
        f"{local.astimezone(UTC).replace(tzinfo=None).isoformat()}Z"
    )


@given(st.integers(10**14 + 1, 253_402_300_799_999_999))
def test_milliseconds_with_decimals_are_exact(microseconds: int):
    written = f"{microseconds // 1000}.{microseconds % 1000:03}"
    assert timestamps.to_nanoseconds(written) == microseconds * 1000


@given(st.decimals(allow_nan=False, allow_infinity=False, places=9, min_value=-(10**11), max_value=10**11))
def test_the_text_of_a_number_is_read_to_its_last_digit(number: Decimal):
    for written in (f"{number:f}", f"{number:E}"):
        moment = timestamps.to_nanoseconds(written)
        assert moment == number.scaleb(9) or not FIRST <= number <= LAST


@given(st.text())
def test_no_text_is_too_odd(text: str):
    moment = timestamps.to_utc(text)
    assert moment is None or timestamps.to_utc(moment) == moment


def test_seconds_of_what_is_no_time():
    assert timestamps.to_seconds("2025-05-05T22:42:05") is None
    assert timestamps.to_seconds("0000-01-01T00:00:00Z") is None
