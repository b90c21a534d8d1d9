"""Reports and events of the winter of 2019-20 in Iraq and Iran, built by hand: a story with known incidents.

Dates, places and figures are facts of public record; every sentence is our own. Not a test file: the tests of
folding and settling load it by path.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from tocsin.values import Count, Event, Period, Place, Report, Span, Statement, Target

SPOTS = {
    "K-1 Air Base": ("IRQ", "site", 35.514, 44.290),
    "Kirkuk": ("IRQ", "town", 35.468, 44.392),
    "al-Qaim": ("IRQ", "town", 34.369, 41.095),
    "Baghdad": ("IRQ", "town", 33.341, 44.401),
    "Baghdad International Airport": ("IRQ", "site", 33.262, 44.235),
    "Taji": ("IRQ", "town", 33.524, 44.268),
    "Balad": ("IRQ", "town", 34.014, 44.146),
    "Ain al-Asad": ("IRQ", "site", 33.786, 42.441),
    "Erbil": ("IRQ", "town", 36.190, 44.009),
    "Tehran": ("IRN", "town", 35.694, 51.422),
    "Nasiriyah": ("IRQ", "town", 31.043, 46.259),
    "Iraq": ("IRQ", "country", None, None),
}


def report(key: str, day: str, publisher: str, *sentences: str) -> Report:
    """A report of these sentences."""
    return Report(name=key, text=" ".join(sentences), published=date.fromisoformat(day), publisher=publisher)


def span(source: Report, words: str) -> Span:
    """The first place of the words in the report."""
    start = source.text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def period(source: Report, when: str | None) -> Period | None:
    """A day, "first..last", "..last", or nothing."""
    if when is None:
        return None
    first, _, last = when.partition("..")
    if not _:
        last = first
    a = date.fromisoformat(first) if first else None
    b = date.fromisoformat(last) if last else None
    precision: Any = "days"
    if a is None or b is None:
        precision = "open"
    elif a == b or (b - a).days > 20:
        precision = "day" if a == b else "month"
    return Period(first=a, last=b, precision=precision)


def event(source: Report, kind: str, trigger: str, **told: Any) -> Event:
    """An event told in the report; all words must stand in its text."""
    where = told.get("where")
    place = None
    if where:
        country, precision, lat, lon = SPOTS[where]
        name = None if precision == "country" else where
        place = Place(country=country, name=name, precision=precision, lat=lat, lon=lon)  # type: ignore[arg-type]
    at = span(source, trigger)
    start = source.text.rfind(". ", 0, at.start) + 2 if ". " in source.text[: at.start] else 0
    stop = source.text.find(". ", at.end)
    stop = len(source.text) if stop < 0 else stop + 1
    count = {
        name: Count(low=told[name][0], high=told[name][1]) for name in ("killed", "injured") if name in told
    }
    return Event(
        report_id=source.id,
        kind=kind,
        stage=told.get("stage", "done"),
        told_as=told.get("told_as", "news"),
        aggregate=told.get("aggregate", False),
        trigger=at,
        sentence=Span(start=start, end=stop, text=source.text[start:stop]),
        when=period(source, told.get("when")),
        where=place,
        by=tuple(
            Statement(actor=span(source, who), stance=stance, says=span(source, says) if says else None)
            for who, stance, says in told.get("by", ())
        ),
        targets=tuple(Target(span=span(source, words), sort=sort) for words, sort in told.get("targets", ())),
        weapons=tuple(span(source, words) for words in told.get("weapons", ())),
        sources=tuple(span(source, words) for words in told.get("sources", ())),
        unclaimed=span(source, told["unclaimed"]) if "unclaimed" in told else None,
        **count,
    )


def winter() -> list[tuple[str, Report, Event]]:
    """(incident, report, event) for every event of the story; the incident is the"
    " right answer."""
    rows: list[tuple[str, Report, Event]] = []

    def tell(source: Report, incident: str, kind: str, trigger: str, **told: Any) -> None:
        rows.append((incident, source, event(source, kind, trigger, **told)))

    # Rockets on K-1, 27 December.
    r = report(
        "k1-a",
        "2019-12-27",
        "ABC News",
        "A barrage of rockets fell on K-1 Air Base near Kirkuk on Friday and killed an American contractor.",
        "Several U.S. troops were hurt.",
        "No group has claimed responsibility.",
    )
    tell(
        r,
        "k1",
        "shelling",
        "fell on",
        when="2019-12-27",
        where="K-1 Air Base",
        killed=(1, 1),
        injured=(3, None),
        targets=[("K-1 Air Base", "site"), ("an American contractor", "people")],
        weapons=["rockets"],
        unclaimed="No group has claimed responsibility",
    )
    r = report(
        "k1-b",
        "2019-12-28",
        "Reuters",
        "More than 30 rockets were fired at the K-1 base in Kirkuk province, leaving one"
        " U.S. civilian contractor dead,"
        " the coalition said.",
    )
    tell(
        r,
        "k1",
        "shelling",
        "were fired at",
        when="..2019-12-28",
        where="Kirkuk",
        killed=(1, 1),
        targets=[("the K-1 base", "site"), ("one U.S. civilian contractor", "people")],
        weapons=["More than 30 rockets"],
        sources=["the coalition"],
    )
    # US strikes on Kata'ib Hezbollah, 29 December.
    r = report(
        "kh-a",
        "2019-12-29",
        "Washington Post",
        "U.S. jets struck five bases of Kata'ib Hezbollah in Iraq and Syria on Sunday.",
        "The strikes answered a rocket attack on K-1 that killed a contractor on Friday.",
        "The militia said 19 of its fighters were killed and 35 wounded near al-Qaim.",
    )
    tell(
        r,
        "kh",
        "air_strike",
        "struck five bases",
        when="2019-12-29",
        where="al-Qaim",
        killed=(19, 19),
        injured=(35, 35),
        by=[("U.S.", "stated", None)],
        targets=[("five bases of Kata'ib Hezbollah", "site")],
        weapons=["U.S. jets"],
        sources=["The militia"],
    )
    tell(
        r,
        "k1",
        "shelling",
        "rocket attack",
        told_as="background",
        when="2019-12-27",
        killed=(1, 1),
        targets=[("K-1", "site"), ("a contractor", "people")],
    )
    r = report(
        "kh-b",
        "2019-12-30",
        "Al Jazeera",
        "At least 25 fighters died when American warplanes bombed Kata'ib Hezbollah"
        " positions around al-Qaim on 29 December,"
        " Iraqi officials said.",
    )
    tell(
        r,
        "kh",
        "air_strike",
        "bombed",
        when="2019-12-29",
        where="al-Qaim",
        killed=(25, None),
        by=[("American", "stated", None)],
        targets=[("Kata'ib Hezbollah positions", "site")],
        weapons=["American warplanes"],
        sources=["Iraqi officials"],
    )
    # The embassy stormed, 31 December to 1 January.
    r = report(
        "storm-a",
        "2019-12-31",
        "The Guardian",
        "Supporters of Iraqi militias broke into the compound of the U.S. embassy in Baghdad on Tuesday.",
        "President Trump accused Iran of orchestrating it.",
        "They were angry about U.S. air strikes on Kata'ib Hezbollah two days before.",
    )
    tell(
        r,
        "storm",
        "storming",
        "broke into",
        when="2019-12-31",
        where="Baghdad",
        by=[("Supporters of Iraqi militias", "stated", None), ("Iran", "blamed", "President Trump")],
        targets=[("the U.S. embassy", "site")],
    )
    tell(
        r,
        "kh",
        "air_strike",
        "air strikes",
        told_as="background",
        when="2019-12-29",
        by=[("U.S.", "stated", None)],
        targets=[("Kata'ib Hezbollah", "people")],
    )
    r = report(
        "storm-b",
        "2020-01-01",
        "Reuters",
        "Protesters who had besieged the American embassy in Baghdad since Tuesday pulled back on Wednesday.",
    )
    tell(
        r,
        "storm",
        "storming",
        "besieged",
        when="2019-12-31..2020-01-01",
        where="Baghdad",
        by=[("Protesters", "stated", None)],
        targets=[("the American embassy", "site")],
    )
    tell(
        r,
        "pullback",
        "withdrawal",
        "pulled back",
        when="2020-01-01",
        where="Baghdad",
        by=[("Protesters", "stated", None)],
    )
    # Soleimani killed, 3 January in Baghdad, 2 January in Washington.
    r = report(
        "qs-a",
        "2020-01-02",
        "TRT World",
        "A missile strike on a convoy at Baghdad International Airport killed Qasem"
        " Soleimani and Abu Mahdi al-Muhandis"
        " on Thursday night.",
    )
    tell(
        r,
        "soleimani",
        "air_strike",
        "missile strike",
        when="2020-01-02",
        where="Baghdad International Airport",
        targets=[("a convoy", "vehicle"), ("Qasem Soleimani", "people"), ("Abu Mahdi al-Muhandis", "people")],
    )
    r = report(
        "qs-b",
        "2020-01-03",
        "Economic Times",
        "General Qassem Soleimani was killed in an air strike in Baghdad early on Friday.",
        "A spokesman of the Popular Mobilization Forces blamed Israel and the United States.",
    )
    tell(
        r,
        "soleimani",
        "air_strike",
        "air strike",
        when="2020-01-03",
        where="Baghdad",
        targets=[("General Qassem Soleimani", "people")],
        by=[
            ("Israel", "blamed", "A spokesman of the Popular Mobilization Forces"),
            ("the United States", "blamed", "A spokesman of the Popular Mobilization Forces"),
        ],
    )
    r = report(
        "qs-c",
        "2020-01-03",
        "Reuters",
        "The Pentagon said the U.S. military killed Soleimani at the direction of the president.",
        "Ten people died at the airport in Baghdad on 3 January, security sources said.",
    )
    tell(
        r,
        "soleimani",
        "air_strike",
        "killed Soleimani",
        when="2020-01-03",
        where="Baghdad",
        killed=(10, 10),
        by=[("the U.S. military", "claimed", "The Pentagon")],
        targets=[("Soleimani", "people")],
        sources=["security sources"],
    )
    # A strike reported near Taji the next night: another incident, whatever came of it.
    r = report(
        "taji-a",
        "2020-01-04",
        "Reuters",
        "An air strike hit vehicles of the Popular Mobilization Forces near Taji on"
        " Saturday, killing six, an army source said.",
        "A day earlier a U.S. strike killed Qasem Soleimani in Baghdad.",
    )
    tell(
        r,
        "taji",
        "air_strike",
        "air strike hit",
        when="2020-01-04",
        where="Taji",
        killed=(6, 6),
        targets=[("vehicles of the Popular Mobilization Forces", "vehicle")],
        sources=["an army source"],
    )
    tell(
        r,
        "soleimani",
        "air_strike",
        "strike killed",
        told_as="background",
        when="2020-01-03",
        where="Baghdad",
        by=[("U.S.", "stated", None)],
        targets=[("Qasem Soleimani", "people")],
    )
    r = report(
        "taji-b",
        "2020-01-04",
        "AFP",
        "State media reported a strike on a convoy of the Hashd near Camp Taji before"
        " dawn on Saturday; six people died.",
    )
    tell(
        r,
        "taji",
        "air_strike",
        "strike on",
        when="2020-01-04",
        where="Taji",
        killed=(6, 6),
        targets=[("a convoy of the Hashd", "vehicle")],
        sources=["State media"],
    )
    # Rockets on Baghdad's Green Zone, and on Balad, 4 January.
    r = report(
        "gz-a",
        "2020-01-04",
        "Financial Times",
        "Rockets landed in the Green Zone of Baghdad near the U.S. embassy on Saturday evening.",
        "Others struck Balad air base, which houses American troops.",
    )
    tell(
        r,
        "greenzone-jan4",
        "shelling",
        "landed in",
        when="2020-01-04",
        where="Baghdad",
        targets=[("the Green Zone", "site")],
        weapons=["Rockets"],
    )
    tell(
        r,
        "balad-jan4",
        "shelling",
        "struck Balad",
        when="2020-01-04",
        where="Balad",
        targets=[("Balad air base", "site")],
    )
    r = report(
        "gz-b",
        "2020-01-05",
        "BBC News",
        "Two rockets hit the Green Zone in central Baghdad on Saturday, wounding nobody.",
        "Two more Katyusha rockets fell inside Balad base.",
    )
    tell(
        r,
        "greenzone-jan4",
        "shelling",
        "hit the Green Zone",
        when="2020-01-04",
        where="Baghdad",
        injured=(0, 0),
        targets=[("the Green Zone", "site")],
        weapons=["Two rockets"],
    )
    tell(
        r,
        "balad-jan4",
        "shelling",
        "fell inside",
        when="2020-01-04",
        where="Balad",
        targets=[("Balad base", "site")],
        weapons=["Two more Katyusha rockets"],
    )
    # Missiles on Ain al-Asad, 8 January in Iraq, 7 January in Washington.
    r = report(
        "asad-a",
        "2020-01-08",
        "ABC News",
        "Iran fired more than a dozen ballistic missiles at Ain al-Asad air base and at"
        " Erbil early on Wednesday.",
        "It was vengeance for Soleimani, killed by the United States last week, the"
        " Revolutionary Guards said.",
    )
    tell(
        r,
        "asad",
        "shelling",
        "fired",
        when="2020-01-08",
        where="Ain al-Asad",
        by=[("Iran", "stated", None), ("the Revolutionary Guards", "claimed", None)],
        targets=[("Ain al-Asad air base", "site")],
        weapons=["ballistic missiles"],
    )
    tell(
        r,
        "soleimani",
        "armed_attack",
        "killed by",
        told_as="background",
        when="2019-12-30..2020-01-05",
        by=[("the United States", "stated", None)],
        targets=[("Soleimani", "people")],
    )
    r = report(
        "asad-b",
        "2020-01-08",
        "New York Times",
        "Missiles from Iran slammed into the al-Asad base in western Iraq on Tuesday"
        " night; the Pentagon saw no casualties.",
    )
    tell(
        r,
        "asad",
        "shelling",
        "slammed into",
        when="2020-01-07",
        where="Ain al-Asad",
        killed=(0, 0),
        injured=(0, 0),
        by=[("Iran", "stated", None)],
        targets=[("the al-Asad base", "site")],
        weapons=["Missiles"],
        sources=["the Pentagon"],
    )
    r = report(
        "asad-c",
        "2020-01-16",
        "CNN",
        "Eleven American service members were hurt by the Iranian missiles on Ain"
        " al-Asad on 8 January, the coalition said.",
    )
    tell(
        r,
        "asad",
        "shelling",
        "Iranian missiles",
        when="2020-01-08",
        where="Ain al-Asad",
        injured=(11, 11),
        by=[("Iranian", "stated", None)],
        targets=[("Eleven American service members", "people")],
        weapons=["the Iranian missiles"],
        sources=["the coalition"],
    )
    # Flight 752, shot down on 8 January: suspected, denied, admitted.
    r = report(
        "ps752-a",
        "2020-01-09",
        "Newsweek",
        "Western officials believe that an Iranian missile brought down Ukraine"
        " International Airlines Flight 752 near Tehran"
        " on Wednesday, killing 176.",
        "Iran rejects it and speaks of an engine fault.",
    )
    tell(
        r,
        "ps752",
        "shootdown",
        "brought down",
        when="2020-01-08",
        where="Tehran",
        killed=(176, 176),
        by=[("Iranian", "suspected", "Western officials"), ("Iran", "denied", None)],
        weapons=["an Iranian missile"],
        targets=[("Ukraine International Airlines Flight 752", "vehicle")],
        sources=["Western officials"],
    )
    r = report(
        "ps752-b",
        "2020-01-10",
        "BBC News",
        "Canada's prime minister said an Iranian missile downed the Ukrainian airliner"
        " near Tehran; Iran called that a lie.",
    )
    tell(
        r,
        "ps752",
        "shootdown",
        "downed",
        when="2020-01-08",
        where="Tehran",
        by=[("Iranian", "blamed", "Canada's prime minister"), ("Iran", "denied", None)],
        targets=[("the Ukrainian airliner", "vehicle")],
        sources=["Canada's prime minister"],
    )
    r = report(
        "ps752-c",
        "2020-01-11",
        "ABC News",
        "Iran's Revolutionary Guards admitted on Saturday that they shot down Flight 752"
        " of Ukraine International Airlines"
        " by mistake, killing all 176 aboard on 8 January.",
    )
    tell(
        r,
        "ps752",
        "shootdown",
        "shot down",
        when="2020-01-08",
        where="Tehran",
        killed=(176, 176),
        by=[("Iran's Revolutionary Guards", "claimed", None)],
        targets=[("Flight 752 of Ukraine International Airlines", "vehicle")],
    )
    # Mortars on Balad, 12 January.
    r = report(
        "balad-a",
        "2020-01-12",
        "Reuters",
        "Mortar shells struck Balad air base north of Baghdad on Sunday and wounded four Iraqi soldiers.",
    )
    tell(
        r,
        "balad-jan12",
        "shelling",
        "struck Balad air base",
        when="2020-01-12",
        where="Balad",
        injured=(4, 4),
        targets=[("Balad air base", "site"), ("four Iraqi soldiers", "people")],
        weapons=["Mortar shells"],
    )
    r = report(
        "balad-b",
        "2020-01-13",
        "Al Jazeera",
        "Eight projectiles hit the base at Balad, hurting four members of the Iraqi air force.",
    )
    tell(
        r,
        "balad-jan12",
        "shelling",
        "hit the base",
        when="..2020-01-13",
        where="Balad",
        injured=(4, 4),
        targets=[("the base at Balad", "site")],
        weapons=["Eight projectiles"],
    )
    # Rockets on the embassy, 26 January.
    r = report(
        "emb-a",
        "2020-01-26",
        "The Guardian",
        "Rockets hit the United States embassy in Baghdad on Sunday and hurt at least one person.",
    )
    tell(
        r,
        "embassy-jan26",
        "shelling",
        "Rockets hit",
        when="2020-01-26",
        where="Baghdad",
        injured=(1, None),
        targets=[("the United States embassy", "site")],
        weapons=["Rockets"],
    )
    r = report(
        "emb-b",
        "2020-01-27",
        "AFP",
        "Three rockets slammed into the US embassy in Baghdad on Sunday, a security source told AFP.",
        "Nobody claimed the attack, but Washington has blamed Iran-backed military factions for others.",
        "A mob had stormed the embassy compound of the US in Baghdad last month.",
    )
    tell(
        r,
        "embassy-jan26",
        "shelling",
        "slammed into",
        when="2020-01-26",
        where="Baghdad",
        targets=[("the US embassy", "site")],
        weapons=["Three rockets"],
        sources=["a security source", "AFP"],
        by=[("Iran-backed military factions", "blamed", "Washington")],
        unclaimed="Nobody claimed the attack",
    )
    tell(
        r,
        "storm",
        "storming",
        "stormed",
        told_as="background",
        when="2019-12-01..2019-12-31",
        where="Baghdad",
        by=[("A mob", "stated", None)],
        targets=[("the embassy compound of the US", "site")],
    )
    r = report(
        "sum",
        "2020-01-28",
        "Reuters",
        "American sites in Iraq have come under a dozen rocket attacks since October.",
        "The worst killed a U.S. contractor at K-1 in Kirkuk on 27 December.",
    )
    tell(
        r,
        "series",
        "shelling",
        "rocket attacks",
        told_as="background",
        aggregate=True,
        when="2019-10-01..2020-01-28",
        where="Iraq",
        targets=[("American sites", "site")],
        weapons=["rocket"],
    )
    tell(
        r,
        "k1",
        "shelling",
        "killed a U.S. contractor",
        told_as="background",
        when="2019-12-27",
        where="Kirkuk",
        killed=(1, 1),
        targets=[("K-1", "site"), ("a U.S. contractor", "people")],
    )
    return rows
