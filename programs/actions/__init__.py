from programs.actions.clinician import DoseRefused, set_dose
from programs.actions.days import open_day, set_day_kind, tick
from programs.actions.offers import take_offer, undo_offer
from programs.actions.plans import change_plan, choosable, choose, start_plan
from programs.actions.reports import answer_check, check_in, next_morning, screen_again
from programs.actions.shared import AskFirst, NotCleared, NothingLeft, NotOffered, NotToday, OperationConflict

__all__ = [
    "AskFirst",
    "DoseRefused",
    "NotCleared",
    "NotOffered",
    "NotToday",
    "NothingLeft",
    "OperationConflict",
    "answer_check",
    "change_plan",
    "check_in",
    "choosable",
    "choose",
    "next_morning",
    "open_day",
    "screen_again",
    "set_day_kind",
    "set_dose",
    "start_plan",
    "take_offer",
    "tick",
    "undo_offer",
]
