"""What may be said of who did it: nothing promotes blame to fact.

Strongest first: claimed (they say so themselves), stated (told as fact, unhedged), attributed (somebody named
says so), suspected (hedged), denied (accused by nobody we can name, and denies), unknown.
A doer told as fact in one report and hedged, blamed or denied in another counts as fact only where at least
`ENOUGH_PUBLISHERS` independent publishers state it; otherwise the most hedged wording wins.
A suspicion that is only the reader's own doubt of a report's grammar is no hedge: it does not lower what
another report states, and where reports agree with each other and nothing else is said, it is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ..values import Actor, Attribution, Event, Report, Span, Stance, Statement, Status
from .sketching import side, tokens

# Independent publishers that outweigh a hedge: convention.
ENOUGH_PUBLISHERS = 2
# Independent reports whose agreement outweighs our doubt of each: 73 of 100 doers that the reader doubts are
# right on the training reports (November 2026).
ENOUGH_AGREEING = 2
STRENGTH: tuple[Status, ...] = ("claimed", "stated", "attributed", "suspected", "denied", "unknown")
# Words inside a name that hedge it, whatever the stance: "suspected ISIL militants".
HEDGES = frozenset(
    [
        "suspected",
        "alleged",
        "presumed",
        "purported",
        "apparent",
        "possible",
        "probable",
        "likely",
        "supposed",
    ]
)
# The actor id of attackers of whom nothing is known: they never raise the status of an incident.
UNIDENTIFIED = "unidentified"

# Acts of which several sides are the doers.
SEVERAL_SIDES = frozenset("armed_clash agreement riot protest mobilization withdrawal sanction".split())

Identify = Callable[[str], Actor | None]
Said = list[tuple[Event, Statement]]


def status(statements: Iterable[Statement], *, publishers: int = 1) -> Status:
    """What statements on ONE actor allow to be said; `publishers` = independent ones that state it as fact.

    Pure, and the same for any order. Without a claim or a plain statement it is never more than "attributed".
    """
    told = tuple(statements)
    stances = {statement.stance for statement in told}
    if "claimed" in stances:
        return "claimed"
    hedged = {one.stance for one in told if not one.doubtful} & {"blamed", "suspected", "denied"}
    if "stated" in stances and (not hedged or publishers >= ENOUGH_PUBLISHERS):
        return "stated"
    if "blamed" in stances:
        return "attributed"
    if stances & {"suspected", "stated"}:
        return "suspected"
    return "denied" if "denied" in stances else "unknown"


def attributions(
    events: Sequence[Event], *, reports: Mapping[str, Report], identify: Identify
) -> tuple[Attribution, ...]:
    """Every actor named for these events, strongest status first, each with all that is said of it."""
    said: dict[str, Said] = {}
    names: dict[str, str] = {}
    for event in events:
        forces = forces_of(event, identify)
        for statement in event.by:
            actor = identify(statement.actor.text)
            if actor and loose(statement, actor) and len(forces.get(actor.id, ())) == 1:
                (actor,) = forces[actor.id]
            key = actor.id if actor else "name:" + " ".join(tokens(statement.actor.text))
            names.setdefault(key, actor.name if actor else statement.actor.text)
            said.setdefault(key, []).append((event, guarded(statement, identify=identify)))
    if not any(event.kind in SEVERAL_SIDES for event in events):
        said = contested(agreed(said, reports=reports, identify=identify), reports=reports, identify=identify)
        if len({event.report_id for event in events}) > 1:
            said = in_passing(said, reports=reports, identify=identify)
    made = [attribution(key, names[key], said=voices, reports=reports) for key, voices in said.items()]
    ranked = sorted(made, key=lambda one: (STRENGTH.index(one.status), -len(one.voices), one.actor_id))
    owner = {key: side(identify(voices[0][1].actor.text)) for key, voices in said.items()}
    return suspected_once(ranked, owner=owner)


def suspected_once(
    ranked: Iterable[Attribution], *, owner: Mapping[str, str | None]
) -> tuple[Attribution, ...]:
    """The attributions, strongest first, without forces suspected of what their own side is known to do.

    Who suspects them is told beside the side's strongest attribution: "American air force" beside a claim by
    the American military says nothing more.
    """
    kept: dict[str, Attribution] = {}
    for one in ranked:
        named = owner[one.actor_id]
        known = [other for other in kept.values() if named is not None and owner[other.actor_id] == named]
        if one.status == "suspected" and known and known[0].status in ("claimed", "stated"):
            kept[known[0].actor_id] = replace(known[0], voices=(*known[0].voices, *one.voices))
        else:
            kept[one.actor_id] = one
    return tuple(kept.values())


def forces_of(event: Event, identify: Identify) -> dict[str, set[Actor]]:
    """The forces that an event names as doers, by their state."""
    forces: dict[str, set[Actor]] = {}
    for statement in event.by:
        actor = identify(statement.actor.text)
        if actor and actor.sort == "force" and actor.state:
            forces.setdefault(actor.state, set()).add(actor)
    return forces


def loose(statement: Statement, actor: Actor) -> bool:
    """Whether a state is only named by an adjective or in short ("American", "U.S."), and nobody blames it.

    Beside a force of that state in one report it is the same doer, told less closely.
    """
    written = tokens(statement.actor.text)
    short = len(written) == 1 and written != tokens(actor.name)
    return (
        actor.sort == "state"
        and short
        and statement.says is None
        and statement.stance in ("stated", "suspected")
    )


def agreed(
    said: Mapping[str, Said], *, reports: Mapping[str, Report], identify: Identify
) -> Mapping[str, Said]:
    """The statements, with our own doubt dropped where enough reports name one side as the doer and no other.

    A slip of the reader seldom falls on the same side twice. Any blame, denial or hedge leaves all as it was,
    and so does any other doer, but for the nameless fighters of a group.
    """
    voices = [(event, told) for heard in said.values() for event, told in heard]
    doers = [(event, identify(told.actor.text)) for event, told in voices]
    sides = {named for _, doer in doers if (named := side(doer)) is not None}
    group = not any(map(str.isupper, sides))
    alone = all(side(doer) or (group and doer and doer.sort == "class") for _, doer in doers)
    plain = all(told.stance == "stated" or told.doubtful for _, told in voices)
    if len(sides) != 1 or not alone or not plain:
        return said
    naming = {publisher(event, reports): wording(event, reports) for event, doer in doers if side(doer)}
    if len(naming) < ENOUGH_AGREEING or len(set(naming.values())) < ENOUGH_AGREEING:
        return said
    return {
        key: [(event, replace(told, stance="stated")) for event, told in heard] for key, heard in said.items()
    }


def wording(event: Event, reports: Mapping[str, Report]) -> str:
    """The words of an event's report, folded: copies of one text are one voice."""
    report = reports.get(event.report_id)
    return " ".join(tokens(report.text)) if report else event.report_id


def contested(
    said: Mapping[str, Said], *, reports: Mapping[str, Report], identify: Identify
) -> dict[str, Said]:
    """The statements, with a fact made a suspicion where more publishers name another side as the doer.

    Accounts that differ are no fact; the one that fewer tell is the likelier to be a slip of pen or reader.
    """
    naming: dict[str, set[str]] = {}
    stating: dict[str, set[str]] = {}
    owner = {key: side(identify(voices[0][1].actor.text)) for key, voices in said.items()}
    for key, voices in said.items():
        for event, told in voices:
            if (named := owner[key]) and told.stance != "denied":
                naming.setdefault(named, set()).add(publisher(event, reports))
                if told.stance == "stated":
                    stating.setdefault(named, set()).add(publisher(event, reports))
    outdone = {
        named
        for named, firm in stating.items()
        if any(other != named and len(names - firm) >= max(2, len(firm)) for other, names in naming.items())
    }
    return {key: weakened(voices) if owner[key] in outdone else voices for key, voices in said.items()}


def in_passing(
    said: Mapping[str, Said], *, reports: Mapping[str, Report], identify: Identify
) -> dict[str, Said]:
    """The statements, with a fact made a suspicion that a single publisher only tells as background.

    It is told of one side, whatever force or state the reports name for it.
    """
    owner = {key: side(identify(voices[0][1].actor.text)) or key for key, voices in said.items()}
    firm: dict[str, list[Event]] = {}
    for key, voices in said.items():
        firm.setdefault(owner[key], []).extend(event for event, told in voices if told.stance == "stated")
    aside = {
        named
        for named, events in firm.items()
        if len({publisher(event, reports) for event in events}) == 1
        and all(event.told_as == "background" for event in events)
    }
    return {key: weakened(voices) if owner[key] in aside else voices for key, voices in said.items()}


def weakened(voices: Said) -> Said:
    """The same voices, what they state only suspected."""
    return [
        (event, replace(told, stance="suspected") if told.stance == "stated" else told)
        for event, told in voices
    ]


def attribution(
    actor_id: str, name: str, *, said: Sequence[tuple[Event, Statement]], reports: Mapping[str, Report]
) -> Attribution:
    """One actor with its status and the voices: (stance, who says so, event id), oldest first."""
    stating = {publisher(event, reports) for event, statement in said if statement.stance == "stated"}
    voices: dict[tuple[Stance, str, str], None] = {}
    for event, statement in said:
        speaker = statement.says.text if statement.says else publisher(event, reports)
        voices[statement.stance, speaker, event.id] = None
    found = status((statement for _, statement in said), publishers=len(stating))
    return Attribution(actor_id=actor_id, name=name, status=found, voices=tuple(voices))


def guarded(statement: Statement, *, identify: Identify) -> Statement:
    """The statement, never stronger than its own words allow.

    What a named speaker says as fact is blame, or a claim where the speaker is the doer; a "claim" spoken by
    another side is blame; a hedge inside the name makes a statement a suspicion.
    """
    if statement.stance == "stated" and HEDGES.intersection(tokens(statement.actor.text)):
        return replace(statement, stance="suspected")
    if statement.says is None or statement.stance not in ("stated", "claimed"):
        return statement
    doer, speaker = side(identify(statement.actor.text)), side(identify(statement.says.text))
    if statement.stance == "claimed":
        other = speaker is not None and doer is not None and speaker != doer
        return replace(statement, stance="blamed") if other else statement
    own = doer is not None and speaker == doer
    return replace(statement, stance="claimed" if own else "blamed")


def publisher(event: Event, reports: Mapping[str, Report]) -> str:
    """Who published the report of an event: its publisher, else what people call the report."""
    report = reports.get(event.report_id)
    if report is None:
        return event.report_id
    return report.publisher or report.key


def overall(found: Iterable[Attribution]) -> Status:
    """The strongest status over all actors but the unidentified; "unknown" if nobody is named."""
    statuses = [one.status for one in found if one.actor_id != UNIDENTIFIED]
    return min(statuses, key=STRENGTH.index) if statuses else "unknown"


def unclaimed(
    events: Sequence[Event], *, reports: Mapping[str, Report], found: Iterable[Attribution]
) -> date | None:
    """Last day on which a report said that nobody had claimed it; `None` if none did, or somebody claims it.

    A claim clears it whatever its day: a slow report that still says "no claim" does not undo one.
    """
    if any(one.status == "claimed" for one in found):
        return None
    days = [
        report.published
        for event in events
        if event.unclaimed and (report := reports.get(event.report_id)) and report.published
    ]
    return max(days, default=None)


def speaker(span: Span) -> str:
    """Who speaks, folded for comparison: "the Pentagon" and "Pentagon" are one."""
    return " ".join(word for word in tokens(span.text) if word not in ("the", "a", "an"))
