"""Fills an adopted database with the demo clinic and its people."""

import datetime as dt

from django.conf import settings
from tqdm import tqdm

from footcare.site.demo import database
from footcare.site.demo.accounts import make_team
from footcare.site.demo.lives import Life
from footcare.site.demo.stories import STORIES


def seed(now: dt.datetime) -> None:
    """Day by day through everybody, so that the rows lie in the order of their time. Progress goes to a terminal."""
    first = max(story.started for story in STORIES)
    began = now - dt.timedelta(days=first + 1)
    team = make_team(country=next(iter(settings.CONTACTS)), zone=settings.TIME_ZONE, now=began, by=database.DEMO)
    lives = [Life(story, team, settings.TIME_ZONE, now) for story in STORIES]
    for days_ago in tqdm(range(first, -1, -1), desc="Living the last weeks", unit="day", disable=None):
        for life in lives:
            life.live(days_ago)
    database.mark_seeded(now)
