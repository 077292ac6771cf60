"""What is among many codes is what pandas says it is, in every kind of column."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.snapshot import among

CODES = st.lists(st.one_of(st.none(), st.sampled_from(["01001", "2A004", "48095", "", "é"])), max_size=12)
NUMBERS = st.lists(st.sampled_from([0, 1, 2016, 2022]), max_size=8)
TEXTS = ["str", "string", "object", "category"]
HOLDERS = {
    "list": list,
    "set": set,
    "keys": lambda codes: dict.fromkeys(codes).keys(),
    "generator": iter,
    "array": lambda codes: np.array(codes, dtype=object),
    "index": lambda codes: pd.Index(codes, dtype="str"),
    "column": lambda codes: pd.Series(codes, dtype="str"),
    "nullable column": lambda codes: pd.Series(codes, dtype="string"),
    "classes": lambda codes: pd.Series(codes, dtype="category"),
}


@given(column=CODES, codes=CODES, dtype=st.sampled_from(TEXTS), holder=st.sampled_from(sorted(HOLDERS)))
def test_texts_are_found_as_pandas_finds_them(column, codes, dtype, holder):
    texts = pd.Series(column, index=range(5, 5 + len(column)), name="commune", dtype=dtype)
    hold = HOLDERS[holder]
    wanted = texts.isin(list(hold(codes)))
    pd.testing.assert_series_equal(among(texts, hold(codes)), wanted)


@given(column=NUMBERS, codes=NUMBERS, dtype=st.sampled_from(["int64", "float64", "Int64"]))
def test_numbers_are_found_as_pandas_finds_them(column, codes, dtype):
    numbers = pd.Series(column, name="year", dtype=dtype)
    pd.testing.assert_series_equal(among(numbers, set(codes)), numbers.isin(codes))


@pytest.mark.parametrize("codes", [["01001", 1], [1, 2.5], [b"01001"], ["01001", pd.NaT], [np.nan], [pd.NA], []])
@pytest.mark.parametrize("dtype", TEXTS)
def test_codes_that_are_no_texts_are_found_as_pandas_finds_them(codes, dtype):
    texts = pd.Series(["01001", None, "1"], dtype=dtype)
    assert among(texts, codes).tolist() == texts.isin(codes).tolist()


def test_a_column_in_several_pieces_is_one_column():
    pieces = pa.chunked_array([["01001"], ["2A004", None]], type=pa.large_string())
    texts = pd.Series(pieces.to_pandas(types_mapper={pa.large_string(): pd.StringDtype()}.get))
    assert texts.array.__arrow_array__().num_chunks == 2
    assert among(texts, texts.iloc[1:]).tolist() == [False, True, True]


def test_many_codes_are_not_turned_into_objects_one_by_one(monkeypatch):
    """It is what it is for: `isin` takes a quarter of a second for the communes of the country, asked hundreds of times."""
    texts = pd.Series([f"{code:05}" for code in range(1000)], dtype="str")
    monkeypatch.setattr(pd.Series, "isin", lambda *_: pytest.fail("left to pandas"))
    assert among(texts, texts.iloc[::2]).sum() == 500
    assert among(texts, set(texts.iloc[::2])).sum() == 500
