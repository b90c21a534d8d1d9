"""Reading as a whole: nobody is accused by mistake, values give back their words, and the batch goes on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin import ontology, pipeline
from tocsin.errors import QueryError
from tocsin.ledger import Ledger
from tocsin.values import Event, Failure, Marks, Report, Span

PUBLISHED = date(2024, 5, 16)
NOW = datetime(2024, 5, 16, 12, tzinfo=UTC)
RULES = pipeline.load_reader("rules")
VIOLENT = frozenset(kind.name for kind in ontology.load() if kind.family != "strategic")


def read(text: str, published: date | None = PUBLISHED) -> tuple[Event, ...]:
    return pipeline.read(Report(text=text, published=published), reader=RULES)


# (sentence, who must not be told as a fact to have done any violence)
ACCUSED = [
    ("The government accused the Hill Front of bombing the market in Tarvan.", "Hill Front"),
    ("Ankara accused the PKK of planting the bomb that killed six soldiers near Hakkari.", "PKK"),
    ("Washington blames Iran for the drone attack on the refinery.", "Iran"),
    ("Israel was blamed by Damascus for an air strike that destroyed a depot near Homs.", "Israel"),
    ("A car bomb that officials attributed to Islamic State killed nine people in Mosul.", "Islamic State"),
    ("Prosecutors have charged Karim Dawood with the bombing of the bus station.", "Karim Dawood"),
    ("Police detained two Syrians over the bombing in Istanbul.", "Syrians"),
    ("Tehran accuses Israel of backing the group that bombed the mosque in Zahedan.", "Israel"),
    ("The rebels say the army killed 30 civilians in the village of Kutum.", "army"),
    ("Kyiv said Russian missiles struck a substation in Kharkiv on Thursday.", "Russia"),
    ("Pakistan said Indian forces killed four civilians in shelling across the Line of Control.", "Indian"),
    ("Critics accuse the government of massacring herders in Plateau State.", "government"),
    ("The White House said it believed that Iran was behind the attack on the oil fields.", "Iran"),
    ("The army was accused of shelling the hospital in El Geneina.", "army"),
    ("Spain's government at first wrongly blamed ETA for the train bombings in Madrid.", "ETA"),
    ("Armenia and Azerbaijan accused each other of shelling villages along the border.", "Azerbaijan"),
    ("The opposition said the ruling party's youth wing had attacked its offices in Harare.", "youth wing"),
    ("Amnesty International accused both the army and the rebels of executing prisoners.", "army"),
    ("Opposition supporters accused police of shooting at a rally in Kampala.", "police"),
    ("Iran-backed militias have been blamed for rocket attacks on the base.", "militias"),
    ("Indian officials say Pakistan trained the gunmen who attacked the hotel in Mumbai.", "Pakistan"),
]
SUSPECTED = [
    ("A suspected member of the Red Brigades shot dead a judge in Turin.", "Red Brigades"),
    ("Militants believed to belong to Boko Haram killed 14 villagers near Maiduguri.", "Boko Haram"),
    ("The army is suspected of shelling the refugee camp on Sunday.", "army"),
    ("The attack bore the hallmarks of al-Shabaab, analysts said.", "al-Shabaab"),
    ("Suspicion fell on the separatists after a blast tore through the courthouse.", "separatists"),
    ("Three men alleged to have carried out the shooting at the cafe appeared before a judge.", "men"),
    ("Police are investigating whether the Taliban carried out the shooting in Kunduz.", "Taliban"),
    ("Investigators believe that Hezbollah carried out the bombing of the barracks.", "Hezbollah"),
    ("Iran is thought to have ordered the killing of the exile in Geneva.", "Iran"),
    ("The alleged Russian sabotage of the cable prompted an inquiry.", "Russia"),
    ("The man suspected of killing the bishop was arrested in Lima.", "man"),
    ("The trial of Abdul Rahim, who is accused of the 2019 hotel bombing, opened on Monday.", "Abdul Rahim"),
    ("A court in Paris sentenced two men over the 2015 attack on a concert hall.", "two men"),
]
DENIED = [
    ("Hamas denied that it had fired rockets at Ashkelon on Friday.", "Hamas"),
    ("Russia rejected claims that its aircraft bombed a hospital in Idlib.", "Russia"),
    ("Tehran denies any involvement in the missile attack on the tanker.", "Tehran"),
    ("Kigali denies that its soldiers shelled the camp near Goma.", "soldiers"),
    ("The Taliban said they were not behind the suicide bombing that killed 20 people in Kabul.", "Taliban"),
    ("Serbia rejected as lies reports that its troops had attacked a border post.", "troops"),
    ("A US-backed militia denied killing 12 villagers near Raqqa.", "militia"),
    ("Moscow called Ukrainian claims that it shelled the market absurd.", "Moscow"),
    ("There is no evidence that Syria shelled the border town, the envoy said.", "Syria"),
    ("The rebels, who deny shelling the village, said the army had staged the attack.", "rebels"),
    ("The lawyer of Ali Hasan said his client had not killed the policeman.", "Ali Hasan"),
    ("The strike, for which Israel has not claimed responsibility, killed a general in Damascus.", "Israel"),
    ("Israel has neither confirmed nor denied that it killed the scientist in Tehran.", "Israel"),
    ("Moscow has always denied ordering the killing of the exile in Berlin.", "Moscow"),
    ("The Taliban condemned the bombing of a wedding in Kabul and denied any role in it.", "Taliban"),
    ("A Chechen rebel website denied that the rebels had bombed the train.", "rebel"),
    ("Israel said it had no role in the explosion that killed the general in Damascus.", "Israel"),
    ("The court acquitted two Kurds of the murder of a policeman in Van.", "Kurds"),
]
HEDGED = [
    ("Gunmen possibly linked to al-Qaeda ambushed a convoy near Gao.", "al-Qaeda"),
    ("Fighters reportedly from the Wagner Group executed eight villagers in Mali.", "Wagner"),
    ("Turkish jets apparently bombed a village near Dohuk.", "Turk"),
    ("The militants allegedly bombed a pipeline near Warri.", "militants"),
    ("It was not clear whether Rwandan troops or the rebels had shelled the camp near Goma.", "rebels"),
    ("The bombing may have been the work of the Tamil Tigers.", "Tamil"),
    ("The prime minister refused to say whether Israel had bombed the plant.", "Israel"),
    ("Experts doubt that the Houthis fired the missile that hit the tanker.", "Houthis"),
    ("Rumours spread that Tutsi soldiers had killed the bishop.", "Tutsi"),
    ("Unconfirmed reports said that Eritrean troops had killed priests in Axum.", "Eritrean"),
    ("Reports that Ethiopian jets bombed a refugee camp could not be confirmed.", "Ethiopia"),
    ("Did Israel kill the scientist in Tehran?", "Israel"),
    ("US officials said there was no indication that Iran had fired the rockets.", "Iran"),
    ("It was first thought that the Tigers had bombed the ferry, but a boiler had burst.", "Tigers"),
    ("A US official said an initial assessment pointed to Israel as the source of the strike.", "Israel"),
    ("Nobody knows who killed the journalist; his editor points to the drug cartels.", "cartels"),
    ("It remains unclear who shelled the camp, though the rebels hold the hills above it.", "rebels"),
]
QUOTED = [
    ("“The Americans bombed our village,” a farmer near Jalalabad said.", "Americans"),
    ("“Israel killed my brother,” said Ahmed Nasser, whose house was destroyed in an air strike.", "Israel"),
    ("“The army bombed the school,” said Amina Yusuf, a teacher.", "army"),
    ("The government said the rebels killed the hostages, but the rebels said shells killed them.", "rebels"),
]
CONDITIONAL = [
    ("If Hezbollah fires rockets at Haifa again, Israel will respond, the minister warned.", "Hezbollah"),
    ("Iran could attack tankers in the strait, an admiral said.", "Iran"),
    ("The United States would bomb the plant only if talks failed.", "United States"),
    ("Unless the army shells the town, the rebels will stay.", "army"),
]
VICTIMS = [
    ("Two Iraqi soldiers were killed by a roadside bomb near Samarra.", "soldiers"),
    ("The leader of the Democratic Party was shot dead outside his home in Lagos.", "Democratic Party"),
    ("A bomb exploded outside the headquarters of the Socialist Party in Athens.", "Socialist Party"),
    ("An attack on the Turkish consulate in Basra wounded two guards.", "Turk"),
    ("Rockets landed near a base that houses American troops in Erbil.", "American"),
    ("Hamas commander Yahya Odeh died in a blast in Khan Younis.", "Hamas"),
    ("Gunmen killed three members of the Awakening Council in Baquba.", "Awakening"),
    ("The brother of the Hamas leader was killed in Gaza.", "Hamas"),
    ("The bombing of the American embassy in Nairobi killed 200 people.", "American"),
    ("A bomb exploded as a convoy of Ethiopian troops passed through Baidoa.", "Ethiopia"),
    ("A Russian journalist was stabbed in Riga.", "Russia"),
    ("The mayor, who was once a guerrilla, was killed by a car bomb.", "guerrilla"),
    ("Three Frenchmen held by al-Qaeda were killed in a raid by commandos.", "al-Qaeda"),
    ("The Kurdish fighters were attacked by gunmen near Kobani.", "Kurdish"),
    ("A former police officer was shot dead by unknown attackers in Cali.", "police"),
    ("Hezbollah's media chief was killed when a missile hit a flat in Beirut.", "Hezbollah"),
]
HOSTS = [
    ("A suicide bombing in Turkey killed eleven tourists on Tuesday.", "Turkey"),
    ("The Syrian town of Azaz was hit by a car bomb on Sunday.", "Syria"),
    ("A bomb exploded near the Chinese consulate in Karachi.", "Chinese"),
    ("The mosque bombed on Friday is used by Shia pilgrims from Iran.", "Shia pilgrims"),
    ("A blast at an Egyptian church killed 20 worshippers.", "Egypt"),
    ("Gunmen attacked a Kenyan village near the Somali border.", "Somali"),
]
SPEAKERS = [
    ("A Lebanese army spokesman said a car bomb had killed two people in Tyre.", "army"),
    ("Police said a gunman killed five worshippers at a mosque in Quetta.", "Police"),
    ("Nine farmers were killed near Jos, the army said.", "army"),
    ("According to the Syrian Observatory for Human Rights, shelling killed nine civilians.", "Syria"),
    ("Hospital officials said an explosion had wounded 17 people.", "officials"),
    ("The Red Cross said 40 people had been killed in clashes in the town of Bria.", "Red Cross"),
    ("The Guardian reported that a drone bombed a wedding in Bounti.", "Guardian"),
]
BYSTANDERS = [
    ("The United Nations condemned the shelling of a school in Donetsk.", "United Nations"),
    ("Qatar, which mediates between the sides, condemned the air strike on the hospital.", "Qatar"),
    ("President Hassan Sheikh visited the scene of the bombing that killed 30 people.", "Hassan Sheikh"),
    ("Egypt brokered talks after rockets struck the town of Sderot.", "Egypt"),
    ("French soldiers arrived in Bamako a day after a bomb killed six people there.", "French"),
    ("The ambassador of Japan laid flowers where gunmen killed two aid workers.", "Japan"),
    ("Kenya closed the border after an ambush that killed five policemen.", "Kenya"),
    ("Somalia thanked Turkey for treating people wounded in the bombing in Mogadishu.", "Turkey"),
    ("The UN mediator met Houthi leaders after the missile attack on the port.", "Houthi"),
    (
        "No group has claimed the bombing, though Islamic State has planted bombs there before.",
        "Islamic State",
    ),
    ("The gunmen came from Pakistan, India said after the attack on the hotel.", "Pakistan"),
    ("Militants dressed as policemen opened fire in a hotel in Kabul, killing 18 people.", "policemen"),
    ("The army returned fire after a grenade was thrown at a checkpoint near Pattani.", "army"),
    ("Protesters chanted against Iran after the killing of the analyst in Baghdad.", "Iran"),
    ("The drone that hit the refinery was made in Iran, inspectors said.", "Iran"),
    ("The rebels, armed by Eritrea, attacked a bus near Gondar.", "Eritrea"),
    ("Two suspected ETA members were arrested in Bayonne by French police.", "ETA"),
    ("The NATO secretary general offered help after the attack on the metro.", "NATO"),
    ("The Taliban and the Americans resumed talks days after a bomb killed a soldier in Kabul.", "Taliban"),
]
ACCUSATIONS = [
    *ACCUSED, *SUSPECTED, *DENIED, *HEDGED, *QUOTED, *CONDITIONAL, *VICTIMS, *HOSTS, *SPEAKERS, *BYSTANDERS,
]  # fmt: skip


@pytest.mark.parametrize(("text", "who"), ACCUSATIONS)
def test_nobody_is_stated_who_is_only_accused_suspected_denied_hedged_quoted_or_named_nearby(
    text: str, who: str
) -> None:
    stated = [
        statement.actor.text
        for event in read(text)
        if event.kind in VIOLENT
        for statement in event.by
        if statement.stance == "stated"
    ]
    assert [actor for actor in stated if who.lower() in actor.lower()] == []


@pytest.mark.parametrize(("text", "who"), [*DENIED, *CONDITIONAL])
def test_nobody_is_blamed_or_claims_who_only_denies_or_may_act(text: str, who: str) -> None:
    blamed = [s.actor.text for event in read(text) for s in event.by if s.stance in ("blamed", "claimed")]
    assert [actor for actor in blamed if who.lower() in actor.lower()] == []


@pytest.mark.parametrize(("text", "who"), [*VICTIMS, *HOSTS, *SPEAKERS, *BYSTANDERS])
def test_a_victim_a_host_a_speaker_or_a_bystander_is_no_doer_in_any_stance(text: str, who: str) -> None:
    named = [s.actor.text for event in read(text) if event.kind in VIOLENT for s in event.by]
    assert [actor for actor in named if who.lower() in actor.lower()] == []


ACCUSERS = [
    ("Spain's government at first wrongly blamed ETA for the train bombings in Madrid.", "Spain"),
    ("The minister later blamed the PKK for the bombing of a bus in Van.", "minister"),
    ("The army repeatedly accused the rebels of shelling the market in Taiz.", "army"),
    ("Washington blames Iran for the drone attack on the refinery.", "Washington"),
    ("Damascus blamed the strike on Israel.", "Damascus"),
    ("Officials attributed the blast in Mosul to Islamic State.", "Officials"),
    ("The army was accused by the mayor of burning homes in Axum.", "mayor"),
    ("Israel was blamed by Damascus for an air strike on a depot near Homs.", "Damascus"),
    ("The police chief survived a bomb attack that he blamed on the cartel.", "police"),
    ("Police suspect the Hill Front of the bombing in Tarvan.", "Police"),
]


@pytest.mark.parametrize(("text", "who"), ACCUSERS)
def test_who_accuses_is_not_accused(text: str, who: str) -> None:
    named = [s.actor.text for event in read(text) for s in event.by]
    assert [actor for actor in named if who.lower() in actor.lower()] == []


TEMPLATES = [
    "{accuser} {adverb}blamed {accused} for the {deed} in Tarvan.",
    "{accuser} has {adverb}blamed {accused} for the {deed} in Tarvan.",
    "{accuser} {adverb}accused {accused} of the {deed} in Tarvan.",
    "{accuser} {adverb}accused {accused} of being behind the {deed} in Tarvan.",
    "{accused} was {adverb}blamed by {accuser} for the {deed} in Tarvan.",
    "{accused} has been {adverb}blamed by {accuser} for the {deed} in Tarvan.",
    "{accused} was {adverb}accused of the {deed} in Tarvan by {accuser}.",
    "The {deed} in Tarvan was {adverb}blamed on {accused} by {accuser}.",
    "{accuser} {adverb}said {accused} was behind the {deed} in Tarvan.",
    "{accuser} {adverb}said that {accused} had carried out the {deed} in Tarvan.",
    "A {deed} killed nine people in Tarvan. {accuser} {adverb}blamed {accused}.",
    "A {deed} that {accuser} {adverb}blamed on {accused} killed nine people in Tarvan.",
    "{accuser} {adverb}suspects {accused} of the {deed} in Tarvan.",
    "{accused} {adverb}denied that it was behind the {deed} in Tarvan, as {accuser} had said.",
    "{accuser} does not know whether {accused} was behind the {deed} in Tarvan.",
    "If {accused} was behind the {deed} in Tarvan, {accuser} will respond.",
]
PARTIES = [("Ankara", "the PKK"), ("The minister", "the Hill Front"), ("The army", "the militia")]
ADVERBS = ["", "later ", "repeatedly ", "wrongly ", "on Monday ", "immediately "]
HARM = ["bombing", "attack", "air strike", "kidnapping"]


@pytest.mark.parametrize("template", TEMPLATES)
def test_whatever_the_grammar_the_accuser_is_no_doer_and_the_accused_is_not_stated(template: str) -> None:
    wrong = []
    for accuser, accused in PARTIES:
        for adverb in ADVERBS:
            for deed in HARM:
                text = template.format(accuser=accuser, accused=accused, adverb=adverb, deed=deed)
                text = text[0].upper() + text[1:]
                for statement in (s for event in read(text) for s in event.by):
                    who = statement.actor.text.lower()
                    accuses_itself = accuser.lower() in who
                    if accuses_itself or (
                        accused.lower() in who and statement.stance in ("stated", "claimed")
                    ):
                        wrong.append((text, statement.actor.text, statement.stance))
    assert wrong == []


# (report, kind of the happening whose doer it does not tell, who did the other deed)
OTHERS = [
    ("A bomb killed nine people in Karachi. Rebels captured the town of Bunia.", "bombing", "Rebels"),
    ("A bomb hit Tarvan. Rebels captured the town of Bunia.", "bombing", "Rebels"),
    ("A bomb killed nine people in Karachi. Police arrested two men in Lahore.", "bombing", "Police"),
    (
        "A bomb killed nine people in Karachi. Soldiers later fired on a crowd and killed a boy.",
        "bombing",
        "Soldiers",
    ),
    (
        "Rockets hit the airport in Erbil. Turkish troops attacked Kurdish fighters near Dohuk.",
        "shelling",
        "Turkish",
    ),
    (
        "A car bomb exploded in Kabul. American forces killed a commander of the Taliban in Helmand.",
        "bombing",
        "American",
    ),
    ("A drone was shot down over Lahj. Houthi fighters seized a ship off Hodeidah.", "shootdown", "Houthi"),
    (
        "Nine farmers were kidnapped near Jos. The army bombed a camp of bandits near Kaduna.",
        "abduction",
        "army",
    ),
    ("A mosque was burned in Malmo. Police fired at a man with a knife in Lund.", "sabotage", "Police"),
    (
        "Shelling killed two men in Donetsk. Ukrainian troops attacked a checkpoint near Luhansk.",
        "shelling",
        "Ukrainian",
    ),
    ("A convoy was ambushed near Gao. French jets bombed a camp near Kidal.", "armed_attack", "French"),
    ("A bomb exploded in Aden. The Houthis fired a missile at a ship on Tuesday.", "bombing", "Houthis"),
]


@pytest.mark.parametrize(("text", "kind", "who"), OTHERS)
def test_the_doer_of_one_deed_is_not_put_to_another(text: str, kind: str, who: str) -> None:
    events = [event for event in read(text) if event.kind == kind]
    assert events
    assert [s.actor.text for event in events for s in event.by if who in s.actor.text] == []


def test_two_killings_told_one_after_the_other_keep_their_own_doers() -> None:
    events = read("A mayor was shot dead in Cali. The army killed three rebels in Cauca.")
    mayor = [e for e in events if any("mayor" in t.span.text for t in e.targets)]
    assert [s.actor.text for e in mayor for s in e.by] == []


def test_the_accusation_table_is_large_and_holds_each_case_once() -> None:
    texts = [text for text, _ in ACCUSATIONS]
    assert len(set(texts)) == len(texts) >= 90
    assert all(who.lower() in text.lower() for text, who in ACCUSATIONS)


# ---- laws

PIECES = st.sampled_from(
    [
        "A car bomb killed 12 people in Karachi on Wednesday, police said.",
        "Gunmen",
        "Israel",
        "the Taliban",
        "killed",
        "at least 40 people",
        "shelled",
        "in Baghdad",
        "on Sunday",
        "last month",
        "two days ago",
        "by",
        "was",
        "were",
        "has",
        "had been",
        "claimed responsibility for",
        "blamed",
        "denied",
        "according to",
        "the army said",
        "said",
        ",",
        ".",
        ". ",
        ";",
        ":",
        "\n\n",
        "“",
        "”",
        "'s",
        "of",
        "the",
        "who",
        "suspected",
        "no casualties",
        "rockets",
        "an air strike",
        "on the U.S. embassy",
        "Gen. Omar Farid",
        "including three children",
        "after",
        "if",
        "will",
        "attempted",
        "a plot to bomb",
        "series of",
        "and",
        "wounded dozens",
        "12 Jan. 2020",
        "😀",
        "\u200f",
        "قصف",
        "İ",
        "\x00",
        "\r\n",
        "ceasefire",
        "kidnapped",
        "hostage",
        "death toll rose to 1,200",
        "took",
        "seized the town of Tarvan",
        "protesters",
        "fired tear gas at",
        "arrested",
        "sanctions on",
        "dead",
        "one",
    ]
)
NEWS = st.lists(PIECES | st.text(max_size=8), max_size=30).map(" ".join)


def spans(value: object) -> Iterator[Span]:
    """Every span inside a value."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from spans(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from spans(getattr(value, field.name))


@settings(max_examples=120, deadline=None)
@given(NEWS, st.none() | st.just(PUBLISHED))
def test_reading_any_text_gives_events_whose_every_span_gives_back_its_words(
    text: str, published: date | None
) -> None:
    report = Report(text=text, published=published)
    for event in pipeline.read(report, reader=RULES):
        for span in spans(event):
            assert span.text == text[span.start : span.end]
        assert event.report_id == report.id
        assert event.sentence.start <= event.trigger.start < event.trigger.end <= event.sentence.end


@settings(max_examples=40, deadline=None)
@given(NEWS)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read(text) == read(text)


@settings(max_examples=40, deadline=None)
@given(NEWS)
def test_events_have_distinct_ids_and_known_kinds(text: str) -> None:
    events = read(text)
    assert len({event.id for event in events}) == len(events)
    assert {event.kind for event in events} <= {kind.name for kind in ontology.load()}


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_arbitrary_unicode_is_read_without_error(text: str) -> None:
    read(text)


TOLD = [
    "Gunmen killed two priests in Jos {when}.",
    "A car bomb exploded in Karachi {when}, killing nine people.",
    "{When}, rockets hit the airport in Erbil.",
    "Rebels shelled the town of Bunia {when} and killed a nurse.",
]
RELATIVE = [
    "on Sunday",
    "yesterday",
    "last week",
    "two days ago",
    "last month",
    "on Monday night",
    "this week",
    "earlier this month",
]


@pytest.mark.parametrize("when", RELATIVE)
@pytest.mark.parametrize("told", TOLD)
def test_relative_words_give_a_day_only_with_a_day_of_publication(told: str, when: str) -> None:
    text = told.format(when=when, When=when[0].upper() + when[1:])
    [unpublished], [event] = read(text, None), read(text)
    assert event.when is not None and event.when.last is not None and event.when.span is not None
    assert unpublished.when is None or (unpublished.when.first, unpublished.when.last) == (None, None)


def test_without_time_words_news_lies_not_after_publication_and_without_publication_is_open() -> None:
    [event] = read("Gunmen killed two priests in Jos.")
    assert event.when is not None and (event.when.first, event.when.last) == (None, PUBLISHED)
    [event] = read("Gunmen killed two priests in Jos.", None)
    assert event.when is None


BASES = [
    "Gunmen killed two priests in Jos on Monday, police said.",
    "A car bomb exploded outside a bank in Karachi on Tuesday. The Hill Front claimed responsibility.",
    "Rebels shelled the town of Bunia on Wednesday. No casualties were reported.",
    "Israeli air strikes killed six people in Nabatieh. Tehran condemned the strikes.",
]
UNRELATED = [
    "The national team plays its next match in Lisbon.",
    "Rain is expected in the north.",
    "The festival of light opened with a concert.",
    "Wheat prices fell by two percent.",
]


@pytest.mark.parametrize("more", UNRELATED)
@pytest.mark.parametrize("base", BASES)
def test_a_paragraph_on_sport_weather_or_trade_changes_no_event(base: str, more: str) -> None:
    def told(text: str) -> list[tuple[object, ...]]:
        return [
            (
                e.kind,
                e.stage,
                e.told_as,
                e.trigger,
                e.when,
                e.where,
                e.by,
                e.targets,
                e.killed,
                e.sources,
                e.unclaimed,
            )
            for e in read(text)
        ]

    assert told(f"{base}\n\n{more}") == told(base) != []


@given(st.integers(0, 4))
@settings(deadline=None)
def test_blank_lines_before_a_report_only_move_its_offsets(lines: int) -> None:
    text = BASES[1]
    [plain], [moved] = read(text), read("\n" * lines + text)
    assert moved.trigger.start - plain.trigger.start == lines
    assert [s.text for s in spans(moved)] == [s.text for s in spans(plain)]


# ---- readers, and batches into a ledger


def test_a_reader_is_loaded_once_and_named_with_its_version() -> None:
    assert pipeline.load_reader("rules") is pipeline.load_reader("rules")
    assert pipeline.load_reader().name.split()[0] == "trained"


def test_an_unknown_reader_is_refused_with_the_known_ones_named() -> None:
    with pytest.raises(QueryError, match="rules") as caught:
        pipeline.load_reader("oracle")
    assert caught.value.option == "--reader"


def test_a_reader_gets_the_report_with_its_marks() -> None:
    class Spy:
        name = "spy 1"

        def __init__(self) -> None:
            self.seen: list[Marks] = []

        def read(self, report: Report, marks: Marks) -> tuple[Event, ...]:
            self.seen.append(marks)
            return ()

    spy = Spy()
    report = Report(text="Three rockets hit Baghdad on Sunday, the army said.", published=PUBLISHED)
    assert pipeline.read(report, reader=spy) == ()
    [marks] = spy.seen
    assert marks == pipeline.mark(report)
    assert [
        len(x) > 0
        for x in (marks.sentences, marks.clauses, marks.times, marks.places, marks.counts, marks.cues)
    ] == [True] * 6


class Fragile:
    """A reader that fails on one report."""

    name = "fragile 1"

    def read(self, report: Report, marks: Marks) -> tuple[Event, ...]:
        if "stumble" in report.text:
            raise ValueError("stumbled")
        return pipeline.load_reader().read(report, marks)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "ledger.db") as opened:
        yield opened


def test_a_report_that_cannot_be_read_becomes_a_failure_and_the_batch_goes_on(ledger: Ledger) -> None:
    items: list[Report | Failure] = [
        Report(text="Gunmen killed two priests in Jos.", published=PUBLISHED),
        Report(text="stumble", name="r2"),
        Failure(origin="r3", error="InputError", message="no text; give a file that has some"),
        Report(text="A bomb exploded in Karachi.", published=PUBLISHED),
    ]
    added = list(pipeline.add(ledger, items, reader=Fragile(), now=NOW))
    assert [(type(a.item).__name__, len(a.events), a.new) for a in added] == [
        ("Report", 1, True), ("Failure", 0, True), ("Failure", 0, True), ("Report", 1, True),
    ]  # fmt: skip
    failed = added[1].item
    assert isinstance(failed, Failure)
    assert (failed.origin, failed.error) == ("r2", "ValueError") and "stumbled" in failed.message


def test_adding_a_report_again_is_not_new(ledger: Ledger) -> None:
    report = Report(text="Gunmen killed two priests in Jos.", published=PUBLISHED)
    for expected in (True, False):
        [added] = pipeline.add(ledger, [report], reader=pipeline.load_reader(), now=NOW)
        assert added.new is expected


def test_folding_joins_two_reports_of_one_happening_and_settles_once(ledger: Ledger) -> None:
    texts = [
        "A car bomb killed nine people at a market in Karachi on Wednesday, police said.",
        "Nine people died when a car bomb exploded at a market in Karachi on Wednesday.",
    ]
    reports = [Report(text=t, published=PUBLISHED, publisher=str(n)) for n, t in enumerate(texts)]
    list(pipeline.add(ledger, reports, reader=pipeline.load_reader(), now=NOW))
    assert len(pipeline.fold(ledger, now=NOW)) == 1
    assert pipeline.fold(ledger, now=NOW) == ()
