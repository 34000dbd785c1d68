"""What the queue, the people list and the frame of every staff page show."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import Clearance
from footcare.accounts.models import Membership
from footcare.clinic.access import CARING
from footcare.clinic.facts import Facts
from footcare.clinic.models import QueueMark
from footcare.clinic.queue import STOPS, Line, Urgency, lines_of
from footcare.clinic.wording import level_words
from footcare.common import pictures
from programs import catalogue as programs_catalogue

BAR_DAYS = 14
COURSE_WEEKS = 12
BAR_STEP, BAR_LOW, BAR_FULL = 11, 6, 30  # the drawing units of the bars in clinic/people.html


def look_of(urgency: Urgency) -> tuple[str, str, str]:
    """(tone, icon, words) of a line. A stop has the words of its level, which staff read everywhere."""
    return {
        Urgency.EMERGENCY: ("danger", "hand-stop", level_words(Clearance.Level.EMERGENCY)),
        Urgency.SAME_DAY: ("danger", "hand-stop", level_words(Clearance.Level.SAME_DAY)),
        Urgency.ASKED: ("warn", "help-circle", _("Asks you")),
        Urgency.CORRECTED: ("warn", "history", _("Changed")),
        Urgency.CLINICIAN_FIRST: ("warn", "alert-triangle", level_words(Clearance.Level.CLINICIAN_FIRST)),
        Urgency.ENDED: ("danger", "hand-stop", _("Stopped by pain")),
        Urgency.REDS: ("warn", "alert-triangle", _("High pain again")),
        Urgency.RISING: ("warn", "trending-up", _("Pain up")),
        Urgency.SORE: ("warn", "alert-triangle", _("Sore days")),
        Urgency.TAKEN_OUT: ("info", "info-circle", _("Plan changed")),
        Urgency.REFER: ("warn", "user-circle", _("Refer")),
        Urgency.BOTHER: ("info", "info-circle", _("Pain in the way")),
        Urgency.NO_PROGRESS: ("info", "minus", _("No change")),
        Urgency.QUIET: ("info", "clock-pause", _("Quiet")),
    }[urgency]


def frame(membership: Membership, current: str, waiting: int | None = None) -> dict[str, Any]:
    """The sidebar: only pages that this role may open."""
    if membership.role not in CARING:
        pages = [("queue", _("Your clinic pages"), "list-check")]
    else:
        pages = [
            ("queue", _("Queue"), "inbox"),
            ("people", _("People"), "users"),
            ("codes", _("Join codes"), "plus"),
            ("drawings", _("Drawings"), "run"),
        ]
    if membership.role == Membership.Role.MANAGER:
        pages += [("audit", _("Audit log"), "history")]
    nav = [
        {"url": reverse(f"clinic:{name}"), "label": label, "icon": icon, "current": name == current}
        for name, label, icon in pages
    ]
    if waiting:
        nav[0]["count"] = waiting
    nav.append({"url": reverse("site:me"), "label": _("Your account"), "icon": "user-circle", "current": False})
    foot = _("%(role)s at %(clinic)s. A label such as FC-7K2QD stands for each person's name.") % {
        "role": membership.get_role_display(),
        "clinic": membership.clinic.name,
    }
    return {"staff_nav": nav, "staff_foot": foot}


LOOKS = ("small", "light", "dark", "print", "frames")  # four times the still, then start, middle and end


def sheet_rows(drawings: Iterable[tuple[str, pictures.Side]]) -> list[dict[str, Any]]:
    """`drawings` are keys and sides."""
    return [
        {"key": key, "side": side, "looks": list(zip(LOOKS, pictures.sheet(key, side, len(LOOKS) - 1), strict=True))}
        for key, side in drawings
    ]


DEALT = "dealt"


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """`waiting` holds the lines of one person each, the most urgent person first."""

    chips: list[dict[str, Any]]
    waiting: list[list[Line]]
    marked: list[Line]
    is_filtered: bool


def kind_of(line: Line) -> str:
    """What a line is about, for the few filters above the queue."""
    if line.urgency <= Urgency.ENDED:
        return "stops"
    if line.urgency <= Urgency.SORE:
        return "pain"
    return "quiet" if line.urgency == Urgency.QUIET else "progress"


def by_person(waiting: Iterable[Line]) -> list[list[Line]]:
    """Each person once, where their most urgent line stands, with every reason."""
    found: dict[int, list[Line]] = {}
    for line in waiting:
        found.setdefault(line.person.pk, []).append(line)
    return list(found.values())


def queue_filter(waiting: list[Line], marked: list[Line], show: str) -> QueueFilter:
    """`show` names a kind of line, or those dealt with; anything else shows them all. One kind alone needs no chips.

    Who has a line of the kind is shown with all their lines.
    """
    people = by_person(waiting)
    names = {"stops": _("Stops"), "pain": _("Pain"), "progress": _("Progress"), "quiet": _("Quiet")}
    counts = Counter(kind for lines in people for kind in {kind_of(line) for line in lines})
    kinds = [(kind, words, counts[kind]) for kind, words in names.items() if counts[kind]]
    if marked:
        kinds.append((DEALT, _("Dealt with or put off"), len(marked)))
    if show not in [name for name, _words, _count in kinds]:
        show = ""
    url = reverse("clinic:queue")
    chips = [
        {"url": f"{url}?show={name}" if name else url, "label": label, "count": count, "current": name == show}
        for name, label, count in [("", _("All"), len(people)), *kinds]
    ]
    return QueueFilter(
        chips=chips if len(kinds) > 1 else [],
        waiting=[lines for lines in people if not show or show in map(kind_of, lines)],
        marked=marked if show in ("", DEALT) else [],
        is_filtered=bool(show),
    )


def queue_row(line: Line, now: dt.datetime) -> dict[str, Any]:
    tone, icon, level = look_of(line.urgency)
    person = {"code": line.person.label}
    done = {
        "url": reverse("clinic:mark", args=[line.person.uuid]),
        "label": _("Done"),
        "hidden": _("for %(code)s") % person,
        "name": "done",
        "value": line.key,
    }
    put_off = done | {"label": _("In 7 days"), "name": "snoozed"}
    return {
        "row": {
            "tone": tone,
            "icon": icon,
            "level": level,
            "person": line.person.label,
            "url": reverse("clinic:person", args=[line.person.uuid]),
            "reason": line.reason,
            "when": ago(line.at, now),
            "when_iso": line.at.isoformat(),
        },
        "actions": [done, put_off] if line.may_be_put_off else [done],
    }


def marked_row(line: Line, mark: QueueMark, now: dt.datetime) -> dict[str, Any]:
    """A line that somebody dealt with: what, who, when, and the way back."""
    who = str(mark.by) if mark.by else _("somebody who left")
    if mark.until:
        done = _("Put off until %(day)s by %(who)s") % {"day": date_format(mark.until, "j F"), "who": who}
    else:
        done = _("Done by %(who)s, %(when)s") % {"who": who, "when": ago(mark.at, now)}
    row = queue_row(line, now)
    row["row"] |= {"tone": "", "icon": "check", "reason": f"{line.reason} {done}."}
    undo = row["actions"][0] | {"label": _("Undo"), "name": "undo"}
    return {"row": row["row"], "actions": [undo]}


def just_marked(line: Line, mark: QueueMark, now: dt.datetime) -> dict[str, Any]:
    """What to say after a line was marked, with the way back."""
    words = _("%(code)s comes back in 7 days.") if mark.until else _("Done: %(code)s.")
    return {"words": words % {"code": line.person.label}, "undo": marked_row(line, mark, now)["actions"][0]}


def ago(at: dt.datetime, now: dt.datetime) -> str:
    """Minutes and hours within a day, then days, then the date."""
    age = now - at
    if age < dt.timedelta(minutes=1):
        return _("now")
    if age < dt.timedelta(days=1):
        return _("%(time)s ago") % {"time": timesince(at, now, depth=1)}
    if age < dt.timedelta(days=7):
        return ngettext("%(days)s day ago", "%(days)s days ago", age.days) % {"days": age.days}
    return date_format(at.astimezone(timezone.get_current_timezone()), "j F" if at.year == now.year else "j F Y")


def day_words(day: dt.date | None, today: dt.date) -> str:
    if day is None:
        return _("Not yet")
    days = (today - day).days
    if days <= 0:
        return _("Today")
    if days == 1:
        return _("Yesterday")
    if days < BAR_DAYS:
        return ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": days}
    return date_format(day, "j F Y")


@dataclass(frozen=True, slots=True)
class Change:
    """Pain against the start: the arrow's icon, the number, and both in words."""

    css: str
    icon: str
    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Path data: all bars of one colour in one path, as a page holds some hundreds of them."""

    practised: str
    none: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    code: str
    url: str
    findings: str
    week: str
    bars: Bars
    bars_label: str
    pain: int | None
    change: Change | None
    last_active: str
    flag: dict[str, str] | None


def person_row(facts: Facts, ticked: Mapping[dt.date, set[str]], now: dt.datetime) -> PersonRow:
    shares = [share(len(ticked.get(day, ())), facts.planned.get(day, 0)) for day in last_days(facts.today)]
    days = sum(1 for one in shares if one)
    label = ngettext("Practised on %(days)s of 14 days", "Practised on %(days)s of 14 days", days) % {"days": days}
    return PersonRow(
        code=facts.person.label,
        url=reverse("clinic:person", args=[facts.person.uuid]),
        findings=finding_labels(facts.findings[:3]) or _("Nothing stands out")
        if facts.assessment
        else _("Not finished"),
        week=week_words(facts.started_on, facts.today),
        bars=bars(shares),
        bars_label=label,
        pain=facts.pain_now,
        change=change(facts.baseline, facts.pain_now),
        last_active=day_words(facts.practised_on, facts.today),
        flag=flag(facts, now),
    )


def last_days(today: dt.date, days: int = BAR_DAYS) -> list[dt.date]:
    return [today - dt.timedelta(days=back) for back in range(days - 1, -1, -1)]


def share(done: int, planned: int) -> float:
    """0 to 1; ticks of a day whose plan is gone count as a full day."""
    return min(1.0, done / planned) if planned else float(done > 0)


def bars(shares: Iterable[float]) -> Bars:
    practised, none = [], []
    for place, part in enumerate(shares):
        left = BAR_STEP * place
        if part:
            side = round(BAR_LOW + (BAR_FULL - BAR_LOW) * part) - 2
            practised.append(f"M{left} {BAR_FULL}v-{side}q0-2 2-2h4q2 0 2 2v{side}z")
        else:
            none.append(f"M{left} {BAR_FULL}v-3h8v3z")
    return Bars("".join(practised), "".join(none))


def contraindication_label(id_: str) -> str:
    """Those of an older content version that are gone are shown by their id."""
    known = programs_catalogue.shipped().vocabulary.contraindications
    return known[id_].label if id_ in known else id_


def finding_labels(ids: Iterable[str]) -> str:
    kinds = programs_catalogue.shipped().vocabulary.findings
    return ", ".join(kinds[one].label if one in kinds else one for one in ids)


def week_words(started_on: dt.date | None, today: dt.date) -> str:
    if started_on is None:
        return ""
    week = max(1, (today - started_on).days // 7 + 1)
    return _("%(week)s of %(weeks)s") % {"week": week, "weeks": COURSE_WEEKS} if week <= COURSE_WEEKS else str(week)


def change(before: int | None, after: int | None) -> Change | None:
    if before is None or after is None:
        return None
    number = abs(after - before)
    if after > before:
        return Change("change--up", "arrow-up-right", number, _("up %(number)s since the start") % {"number": number})
    if after < before:
        return Change(
            "change--down", "arrow-down-right", number, _("down %(number)s since the start") % {"number": number}
        )
    return Change("", "minus", 0, _("the same as at the start"))


def flag(facts: Facts, now: dt.datetime) -> dict[str, str] | None:
    """The most urgent of the lines that wait and of the stop that stands, else that no plan shows at present."""
    urgencies = [line.urgency for line in lines_of(facts, now) if line.waits(now)]
    if facts.clearance and facts.clearance.stops:
        urgencies.append(STOPS[Clearance.Level(facts.clearance.level)])
    if urgencies:
        tone, icon, text = look_of(min(urgencies))
        return {"tone": tone, "icon": icon, "text": text}
    if facts.clearance and not facts.is_cleared:
        return {"tone": "", "icon": "clock-pause", "text": _("Plan paused")}
    return None
