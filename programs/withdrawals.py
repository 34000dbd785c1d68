"""What a person reads after their own reports of pain have stopped the plan. The numbers are those of the content."""

from __future__ import annotations

from django.utils.translation import gettext as _

from programs import catalogue


def reds() -> str:
    numbers = catalogue.shipped().progression
    return _(
        "On %(reds)s days within %(days)s days the pain was high, while you practised or the next morning. So your "
        "plan has stopped for now. Talk to a health professional. The safety questions come first."
    ) % {"reds": numbers.red_stop_at, "days": numbers.reds_window_days}


def pain_during() -> str:
    return _(
        "You had strong pain while you practised, so your plan has stopped for now. Talk to a health professional. The "
        "safety questions come first."
    )


WORDS = {"reds": reds, "pain_during": pain_during}
