"""Pages of a list, put together, are the list; a cursor of another place leads nowhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeropark.basis.errors import InputError
from zeropark.shell.interfaces.api.models.page import (
    Page,
    PageAsked,
    cursor_at,
    page_of,
    parts_of,
    position_of,
)


def test_a_page_says_where_the_next_one_begins() -> None:
    page: Page[int] = page_of([10, 20, 30], PageAsked(limit=2), lambda each: each + 1)
    assert page.items == [11, 21]
    assert position_of(page.next) == 2
    rest: Page[int] = page_of([10, 20, 30], PageAsked(limit=2, cursor=page.next), abs)
    assert (rest.items, rest.next) == ([30], None)


@given(st.lists(st.integers(), max_size=60), st.integers(1, 25))
def test_pages_put_together_are_the_list(given_items: list[int], limit: int) -> None:
    found: list[int] = []
    cursor, pages = None, 0
    while pages == 0 or cursor is not None:
        page: Page[int] = page_of(given_items, PageAsked(limit=limit, cursor=cursor), int)
        found, cursor, pages = found + page.items, page.next, pages + 1
    assert found == given_items
    assert pages == max(1, -(-len(given_items) // limit))


@given(st.lists(st.one_of(st.integers(), st.text(max_size=20)), max_size=4))
def test_a_cursor_says_what_it_was_made_of(parts: list[str | int]) -> None:
    assert parts_of(cursor_at(parts)) == parts


@given(st.text(alphabet=st.characters(codec="ascii"), min_size=1, max_size=40))
def test_any_text_is_a_cursor_or_is_refused(text: str) -> None:
    try:
        first = position_of(text)
    except InputError:
        return
    assert first >= 0


def test_a_cursor_beyond_the_end_gives_an_empty_page() -> None:
    page: Page[int] = page_of([1], PageAsked(cursor=cursor_at([7])), int)
    assert (page.items, page.next) == ([], None)


@pytest.mark.parametrize("parts", [[-1], ["a"], [1, 2], []])
def test_a_cursor_of_another_list_is_refused(parts: list[str | int]) -> None:
    with pytest.raises(InputError, match="leads nowhere"):
        position_of(cursor_at(parts))
