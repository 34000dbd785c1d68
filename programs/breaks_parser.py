"""breaks.yaml: the moments of a day that have short breaks."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from programs.domain.breaks import Moment, Tie
from programs.domain.movements import Item
from programs.entries import Entry

KIND = "posture_break"


def parse_breaks(file: Entry, items: Mapping[str, Item], citations: Collection[str]) -> tuple[Moment, ...]:
    breaks = [id for id, item in items.items() if item.kind == KIND]
    moments: dict[str, Moment] = {}
    for id, entry in file.subs("moments"):
        moments[id] = Moment(
            id=id,
            name=entry.said("name"),
            items=entry.ids("items", breaks, "short break", least=1),
            rhythm=entry.said("rhythm"),
            most_a_day=entry.whole_or_none("most_a_day", least=1),
            tied_to=_tie(entry.sub("tied_to"), moments) if entry.has("tied_to") else None,
            citations=entry.ids("citations", citations, "citation"),
        )
        entry.finish()
    for id in breaks:
        count = sum(id in moment.items for moment in moments.values())
        if count != 1:
            raise file.error(f"moments name the break {id!r} {count} times: name it once")
    return tuple(moments.values())


def _tie(entry: Entry, earlier: Collection[str]) -> Tie:
    tie = Tie(entry.one_of("moment", earlier, "earlier moment"), entry.said("rhythm"))
    entry.finish()
    return tie
