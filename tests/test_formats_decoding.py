"""Bytes become text, whatever they are, and lines stay bounded."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.formats import decoding
from tocsin.formats.source import MAX_LINE_BYTES

WORDS = "Zwei Männer griffen die Wache an, “niemand” bekannte sich dazu."


def texts(data: bytes) -> list[str | None]:
    return [line.text for line in decoding.lines(io.BytesIO(data))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_comes_back_from_each_encoding(encoding: str) -> None:
    assert decoding.decode(WORDS.encode(encoding)) == WORDS
    assert texts(f"{WORDS}\n{WORDS}".encode(encoding)) == [WORDS, WORDS]


def test_a_declared_charset_is_followed_and_a_mad_one_is_not() -> None:
    cyrillic = "Неизвестные напали на пост полиции"
    assert decoding.decode(cyrillic.encode("koi8-r"), charset="koi8-r") == cyrillic
    assert decoding.decode("née".encode("cp1252"), charset="punycode") == "née"
    assert decoding.decode("“née”".encode("cp1252"), charset="ISO-8859-1") == "“née”"


def test_a_foreign_charset_is_detected() -> None:
    cyrillic = "Неизвестные напали на пост полиции в пригороде, сообщил губернатор области. " * 4
    assert decoding.decode(cyrillic.encode("cp1251")) == cyrillic


def test_a_cut_character_at_the_end_does_not_change_the_encoding() -> None:
    assert decoding.decode(("é" * 20).encode()[:-1]) == "é" * 19 + "\ufffd"


@given(st.binary(max_size=300))
def test_decoding_never_fails(data: bytes) -> None:
    assert isinstance(decoding.decode(data), str)
    assert isinstance(texts(data), list)


@given(
    st.lists(st.text(st.characters(exclude_characters="\n\ufeff", exclude_categories=["Cs"]), max_size=20))
)
def test_lines_give_back_what_was_written(lines: list[str]) -> None:
    assert texts("".join(f"{line}\n" for line in lines).encode()) == lines


def test_a_line_over_the_limit_is_left_out_and_the_next_one_is_read() -> None:
    found = list(decoding.lines(io.BytesIO(b"a\n" + b"x" * (MAX_LINE_BYTES + 1) + b"\nb\n")))
    assert found == [(1, "a"), (2, None), (3, "b")]


@pytest.mark.parametrize("data", [b"%PDF-1.7 x", b"PK\x03\x04", bytes(range(256)) * 4, b"\xff\xd8\xff\xe0"])
def test_binary_data_are_told_with_advice(data: bytes) -> None:
    assert ";" in (decoding.binary(data) or "")


def test_a_stray_nul_does_not_make_a_text_binary() -> None:
    assert decoding.binary(b"Gunmen attacked a police\x00 post.") is None
    assert decoding.binary("Überfall".encode("utf-16")) is None


def test_joined_streams_are_one() -> None:
    assert decoding.joined(b"ab", io.BytesIO(b"cd")).read() == b"abcd"
