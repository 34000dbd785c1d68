"""What newer safety content takes out of running plans, and since when: people see it at once, staff get the list."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from assessments import catalogue as assessment_catalogue
from assessments.models import Clearance, QuestionnaireVersion
from assessments.newer import screened_anew
from programs import catalogue
from programs.composing import withheld
from programs.domain.inputs import OTHER_DAY, STRENGTH_DAY
from programs.models import Plan, ProtocolVersion
from programs.versions import protocol_of

NAMES_IN_A_LINE = 3


@dataclass(frozen=True, slots=True)
class TakenOut:
    """`names` are in the order of the plan; `hides_plan`: nothing shows until the safety questions are answered again.

    `event` stays the same while the same is taken out of the same plan. `since` is when this server got the content.
    """

    event: str
    names: tuple[str, ...]
    hides_plan: bool
    since: dt.datetime | None

    def words(self, most: int | None = None) -> str:
        """What is gone, with at most so many names, and since when."""
        names = ", ".join(self.names[:most])
        more = len(self.names) - len(self.names[:most])
        if self.hides_plan:
            what = _("Newer safety content pauses the plan until the safety questions are answered again.")
        elif more:
            what = _("Newer safety content took out: %(names)s and %(more)d more.") % {"names": names, "more": more}
        else:
            what = _("Newer safety content took out: %(names)s.") % {"names": names}
        since = _("In force since %(day)s.") % {"day": f"{self.since:%-d %B %Y}"} if self.since else ""
        return f"{what} {since}".strip()


def of_older_content(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Those made with other movements, or from answers to other questions, than the shipped ones."""
    shipped = Q(
        protocol_version__checksum=catalogue.shipped().checksum,
        assessment__questionnaire_version__checksum=assessment_catalogue.shipped().checksum,
    )
    return (
        with_dates(plans)
        .exclude(shipped)
        .select_related("protocol_version", "assessment__questionnaire_version")
        .defer("protocol_version__document", "assessment__questionnaire_version__document")
    )


def with_dates(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Adds when the shipped movements and the shipped questions came to this server."""
    protocol = ProtocolVersion.objects.filter(checksum=catalogue.shipped().checksum)
    questions = QuestionnaireVersion.objects.filter(checksum=assessment_catalogue.shipped().checksum)
    return plans.annotate(
        protocol_since=Subquery(protocol.values("loaded_at")[:1]),
        questions_since=Subquery(questions.values("loaded_at")[:1]),
    )


def taken_out(plan: Any, latest: Clearance | None) -> TakenOut | None:
    """`plan` comes from `with_dates` and has its assessment and both versions; `latest` is the person's clearance."""
    plan.screened_anew = screened_anew(plan.assessment, latest)
    protocol = protocol_of(plan.protocol_version)
    items = dict.fromkeys(items_of_outcome(plan))
    gone = withheld(protocol, plan, items)
    names = tuple(protocol.items[item].words.name for item in items if item in gone)
    if not names and not plan.asks_again:
        return None
    newer_protocol = protocol.checksum != catalogue.shipped().checksum
    dates = (newer_protocol and plan.protocol_since, plan.screened_anew and plan.questions_since)
    what = "plan" if plan.asks_again else ",".join(sorted(gone))
    return TakenOut(
        event=f"{plan.pk}:{hashlib.sha256(what.encode()).hexdigest()[:12]}",
        names=names,
        hides_plan=plan.asks_again,
        since=max(filter(None, dates), default=None),
    )


def items_of_outcome(plan: Plan) -> Iterable[str]:
    days = (plan.outcome[day] for day in (STRENGTH_DAY, OTHER_DAY))
    return [entry["item"] for day in days for part in ("items", "breaks") for entry in day[part]]
