"""The table of places: corpora in both forms, and how misses, countries and offsets count."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import places

LGL = """<articles><article><text>Fire in Mosul and Xqzu, says Bob.</text><toponyms>
<toponym><start>8</start><end>13</end><phrase>Mosul</phrase><gaztag><lat>36.34</lat><lon>43.12</lon></gaztag></toponym>
<toponym><start>18</start><end>22</end><phrase>Xqzu</phrase></toponym></toponyms></article></articles>"""
GEOVIRUS = """<articles><article><text>Fire in Mosul, Iraq.</text><locations>
<location><name>Mosul</name><start>9</start><end>14</end><lat>36.34</lat><lon>43.12</lon></location>
<location><name>Iraq</name><start>16</start><end>20</end><lat>33</lat><lon>44</lon></location>
</locations></article></articles>"""


def corpus(folder: Path, content: str) -> list[places.Article]:
    path = folder / "corpus.xml"
    path.write_text(content, "utf-8")
    return list(places.read(path))


def test_both_forms_give_toponyms_whose_offsets_give_back_their_words(tmp_path: Path) -> None:
    for content in (LGL, GEOVIRUS):
        (article,) = corpus(tmp_path, content)
        assert [article.text[g.start : g.end] for g in article.golds] == [g.words for g in article.golds]
        assert len(article.golds) == 2


def test_toponyms_that_annotators_could_not_place_are_neither_right_nor_wrong(tmp_path: Path) -> None:
    tally = places.tallies(corpus(tmp_path, LGL), hint=None, peoples=False)["end to end"]
    assert (tally.gold, len(tally.errors), tally.wrong) == (1, 1, [])
    assert tally.answers == tally.toponyms


def test_country_counts_as_its_centre_in_the_table_alone(tmp_path: Path) -> None:
    tally = places.tallies(corpus(tmp_path, GEOVIRUS), hint=None, peoples=False)["gold spans"]
    assert tally.gold == 2 and max(tally.errors) < places.NEAR_KM


def test_distance_is_in_kilometres() -> None:
    assert places.distance_km((0, 0), (0, 1)) == pytest.approx(111.2, abs=0.1)


def test_table_is_printed_with_the_published_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus(tmp_path, GEOVIRUS)
    assert places.main(["--corpus", str(tmp_path / "corpus.xml")]) == 0
    told = capsys.readouterr().out
    assert "end to end" in told and "CamCoder" in told
