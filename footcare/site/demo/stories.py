"""Who lives in the demo. Invented from end to end: a code, answers, and how the last weeks went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from programs.domain.day_kinds import BUSY, SORE
from programs.models import Preference

Course = tuple[tuple[int, int], ...]  # (days after the start, pain 0 to 10), joined by straight lines


@dataclass(frozen=True, slots=True)
class Story:
    """`answers` name fields or whole questions; what they leave out is answered with what raises nothing.

    `diligence`, `reports` and `mornings` are shares: of days practised, of those with a check-in (a fully ticked day
    has one), and of the mornings after them with a rating. `by_the_book` is for how many days before today
    all of the list was done each day, after half of it until then, and always at the right effort.
    `strain` is the pain during practice against that after it.
    Days are counted back from today: `quiet_for` whole days without a visit, today included. `kinds` are busy and sore
    days, `chooses` what was chosen about an item, `dose` when and why the clinic set a dose by hand. `stops_with` are
    the answers of a new screening today, after a yes to "Anything new since last time?". `asks` and `released` belong
    to a stop in the first screening: the clinic was asked to look, and released it the next day with these words.
    """

    label: str
    about: str
    answers: Mapping[str, object]
    pain: Course
    signed_up: bool = False
    started: int = 30
    diligence: float = 0.8
    reports: float = 0.6
    mornings: float = 0.5
    by_the_book: int = 0
    strain: int = -2
    quiet_for: int = 0
    today: float = 0.5
    kinds: Mapping[int, str] = field(default_factory=dict)
    chooses: Mapping[int, Preference.Choice] = field(default_factory=dict)
    dose: tuple[int, str] | None = None
    stops_with: Mapping[str, object] = field(default_factory=dict)
    asks: bool = False
    released: str = ""
    note: str = ""

    @property
    def mailbox(self) -> str:
        return self.label.removeprefix("FC-").lower()


BACK = {"main.region": "back"}
BOTH = {"main.region": "both"}
FEET = {"main.region": "feet"}
DESK = {"hb.positions": ("desk", "feet_tucked")}


def back_pain(now: int) -> dict[str, int]:
    return {"om.pain_back.now": now, "om.pain_back.average": now, "om.bother": max(now - 1, 0)}


def foot_pain(left: int, right: int) -> dict[str, int]:
    sides = {"left": left, "right": right}
    rows = {f"om.pain_foot.{row}.{side}": value for side, value in sides.items() for row in ("now", "average")}
    return rows | {"om.bother": max(left, right, 1) - 1}


STORIES = (
    Story(
        label="FC-DESK",
        about="sore back, sits all day, feet turn out",
        answers=BOTH
        | DESK
        | back_pain(5)
        | foot_pain(2, 2)
        | {"age": 38, "fp.toe_direction": "clearly_out", "fp.weight_side_edge.left": "inner", "minutes": "15"}
        | {"equipment": ("ball", "band"), "experience": "a_bit"},
        pain=((0, 5), (12, 4), (30, 2)),
        signed_up=True,
        diligence=0.9,
        reports=0.9,
        mornings=0.9,
        kinds={5: BUSY, 12: BUSY},
        chooses={9: Preference.Choice.LEAVE_OUT},
        note="Comfortable with the routine. Asked whether standing at the desk would help.",
    ),
    Story(
        label="FC-HEEL",
        about="heel pain on the first steps",
        answers=FEET
        | foot_pain(0, 6)
        | {"age": 52, "pain_site.right": ("under_heel",), "first_steps": "yes", "minutes": "20", "days": "6"}
        | {"hb.positions": ("standing", "stiff_shoes"), "fp.weight_left_right": "left", "equipment": ("step", "ball")},
        pain=((0, 6), (10, 6), (30, 3)),
        signed_up=True,
        diligence=0.85,
        mornings=0.8,
        kinds={19: SORE, 4: BUSY},
        chooses={14: Preference.Choice.PREFER_EASIER},
    ),
    Story(
        label="FC-STEADY",
        about="78 years old, fell last year",
        answers=FEET
        | foot_pain(2, 3)
        | {"age": 78, "hx.falls": "ticked", "fp.toe_direction": "slightly_out", "minutes": "10", "experience": "not"}
        | {"ability": ("no_kneel",), "hips_turn": "stiff"},
        pain=((0, 3), (30, 2)),
        signed_up=True,
        diligence=0.95,
        mornings=0.9,
        today=1.0,
        dose=(1, "Holds on well now, but tires at the end: one set, done calmly."),
        note="Practises beside the kitchen counter. Shoes checked.",
    ),
    Story(
        label="FC-BUMP",
        about="pregnant, sore back; today a step up, and a next version to try",
        answers=BACK
        | back_pain(4)
        | {"age": 31, "hx.pregnant": "ticked", "hb.positions": ("standing", "carry"), "minutes": "10"},
        pain=((0, 3),),
        signed_up=True,
        started=18,
        diligence=1.0,
        mornings=1.0,
        by_the_book=11,
    ),
    Story(
        label="FC-THIN",
        about="takes blood thinners",
        answers=FEET
        | foot_pain(3, 3)
        | {"age": 66, "hx.thinners": "ticked", "hx.veins": "ticked", "pain_site.left": ("arch",), "minutes": "15"}
        | {"pain_site.right": ("arch",), "fp.weight_side_edge": "outer"},
        pain=((0, 3), (30, 2)),
        diligence=0.75,
        today=0.0,
    ),
    Story(
        label="FC-AWAY",
        about="began well, then quiet for nine days",
        answers=BACK | DESK | back_pain(4) | {"age": 45, "minutes": "20", "experience": "weekly"},
        pain=((0, 4), (30, 4)),
        quiet_for=9,
    ),
    Story(
        label="FC-STOP",
        about="a new sign today stopped the plan",
        answers=BACK | back_pain(5) | {"age": 57, "hb.positions": ("driving", "carry"), "minutes": "15"},
        pain=((0, 5), (30, 5)),
        signed_up=True,
        stops_with={"main.region": "back", "rf.ces.saddle": "yes"},
    ),
    Story(
        label="FC-ASKS",
        about="see a clinician first; asked the clinic to look",
        answers=FEET | foot_pain(2, 2) | {"age": 63, "hx.surgery": "ticked"},
        pain=((0, 2),),
        signed_up=True,
        started=1,
        asks=True,
    ),
    Story(
        label="FC-MOOD",
        about="pain weighs on the mood and gets in the way",
        answers=BOTH
        | back_pain(6)
        | foot_pain(3, 3)
        | {"age": 42, "om.bother": 8, "mood.weigh": 8, "worry_about_moving": "very", "minutes": "10"}
        | {"hb.positions": ("standing", "sleep_pointed"), "experience": "not"},
        pain=((0, 6), (30, 5)),
        diligence=0.55,
        mornings=0.0,
        kinds={8: SORE, 4: SORE, 1: SORE},
    ),
    Story(
        label="FC-RISE",
        about="pain went up; three days of high pain stopped the programme",
        answers=FEET
        | foot_pain(2, 3)
        | {"age": 47, "pain_site.right": ("arch",), "experience": "weekly", "minutes": "20", "days": "7"},
        pain=((0, 3), (5, 1), (26, 1), (27, 5), (30, 6)),
        signed_up=True,
        diligence=1.0,
        reports=1.0,
        strain=1,
        quiet_for=1,
        today=0.0,
    ),
    Story(
        label="FC-FLAT",
        about="day 42, no change",
        answers=BACK | DESK | back_pain(5) | {"age": 35, "hips_turn": "stiff", "fp.toe_direction": "inward"},
        pain=((0, 5), (42, 5)),
        started=42,
        diligence=0.8,
    ),
    Story(
        label="FC-BACK",
        about="released by the clinic, practising since",
        answers=FEET | foot_pain(1, 4) | {"age": 59, "hx.heart": "ticked", "pain_site.right": ("ball_of_foot",)},
        pain=((0, 4), (30, 2)),
        asks=True,
        released="Seen in clinic. Walks and climbs stairs without trouble; gentle practice agreed.",
        diligence=0.7,
    ),
)
