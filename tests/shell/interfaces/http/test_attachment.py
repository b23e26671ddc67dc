from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.shell.interfaces.http.attachment import attachment


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("tiny-energy.csv", 'attachment; filename="tiny-energy.csv"'),
        ('a"; x="b\r\nSet-Cookie: c', 'attachment; filename="a-x-b-Set-Cookie-c"'),
        ("../../etc", 'attachment; filename="..-..-etc"'),
        # 电 is E7 94 B5 and 表 is E8 A1 A8 in UTF-8
        (
            "电表.csv",
            "attachment; filename=\"_.csv\"; filename*=UTF-8''%E7%94%B5%E8%A1%A8.csv",
        ),
    ],
)
def test_a_name_is_all_that_it_says(name: str, told: str) -> None:
    assert attachment(name) == {"Content-Disposition": told}


@given(st.text(max_size=60))
def test_no_name_leaves_its_quotes_or_its_header(name: str) -> None:
    (told,) = attachment(name).values()
    assert re.fullmatch(
        r"attachment; filename=\"[\w.-]*\"(; filename\*=UTF-8''[\w.%~-]*)?", told, re.ASCII
    )
