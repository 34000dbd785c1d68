"""The content document -> Questionnaire, with every reference checked."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, get_args

from assessments.bridge_parser import BridgeParser
from assessments.content_file import HEAD, Entry
from assessments.domain import conditions
from assessments.domain.definitions import (
    Check,
    Flow,
    GateRule,
    Kind,
    Message,
    Page,
    PainChangeRule,
    Questionnaire,
    ReadingSpeed,
    Rule,
    Stage,
    Timing,
    Words,
)
from assessments.domain.errors import ContentError
from assessments.question_parser import QuestionParser


class Parser:
    def __init__(self, document: Mapping[str, Any], checksum: str) -> None:
        self._checksum = checksum
        self._files = {name: Entry(f"{name}.yaml", data) for name, data in document.items()}
        for file in self._files.values():
            self._check_head(file)
        self._known = QuestionParser(self._files)

    def questionnaire(self) -> Questionnaire:
        screening, pages, measures = self._file("screening"), self._file("pages"), self._file("measures")
        screening.only(
            *HEAD, "levels", "messages", "safety_card", "exclusion_tags", "combination_rules", "massage_gate",
            "timing", "checks",
        )  # fmt: skip
        pages.only(*HEAD, "stages", "reading_speed", "flows", "pages")
        stages = tuple(Stage(id_, entry.entry("words").text("name")) for id_, entry in pages.entries("stages").items())
        parsed_pages = {id_: self._page(id_, entry, stages) for id_, entry in pages.entries("pages").items()}
        words = self._words()
        gate = screening.entry("massage_gate").only("note", "never", "light", "tags", "sources", "words")
        self._known.check_sources(gate, gate.texts("sources"))
        timing = screening.entry("timing")
        speed = pages.entry("reading_speed")
        change = measures.entry("pain_change")
        return Questionnaire(
            questions=self._known.questions,
            pages=parsed_pages,
            stages=stages,
            flows={kind: self._flow(kind, parsed_pages, stages) for kind in get_args(Kind)},
            levels=self._known.levels,
            tags=self._known.tags,
            rules=tuple(
                self._rule(id_, entry, words.messages) for id_, entry in screening.entries("combination_rules").items()
            ),
            gate_rules=(*self._gate(gate, "never"), *self._gate(gate, "light")),
            gate_tags={
                name: gate.known(tag, self._known.tags, "exclusion tag")
                for name, tag in gate.map_of("tags", str).items()
            },
            checks={id_: self._check(id_, entry) for id_, entry in screening.entries("checks").items()},
            timing=Timing(
                **{
                    name: timing.number(name)
                    for name in ("correction_minutes", "resume_hours", "block_hours", "clearance_days", "away_days")
                }
            ),
            bridge=BridgeParser(self._file("findings"), measures, self._known.questions, self._known.levels).bridge(),
            pain_change=PainChangeRule(
                improved_drop=change.entry("improved").number("drop"),
                improved_percent=change.entry("improved").number("percent"),
                small_drop=change.entry("small_improvement").number("drop"),
                worse_rise=change.entry("worse").number("rise"),
            ),
            reading_speed=ReadingSpeed(speed.number("words_a_minute"), speed.get("seconds_an_answer", float)),
            words=words,
            sources=self._known.sources,
            checksum=self._checksum,
        )

    def _file(self, name: str) -> Entry:
        return self._files[name]

    def _check_head(self, file: Entry) -> None:
        file.flag("clinician_signed_off")
        dates = []
        for key in ("reviewed_on", "next_review"):
            try:
                dates.append(date.fromisoformat(file.text(key)))
            except ValueError as error:
                if isinstance(error, ContentError):
                    raise
                raise file.fail(f"'{key}' is {file.text(key)!r}; write a date such as 2026-11-22") from error
        if dates[0] >= dates[1]:
            raise file.fail("'next_review' is not after 'reviewed_on'; write a later date")

    def _page(self, id_: str, entry: Entry, stages: tuple[Stage, ...]) -> Page:
        entry.only("stage", "screening", "show_if", "none_id", "skippable", "questions", "words")
        words = entry.entry("words").only("title", "none")
        none_id = entry.optional("none_id")
        page = Page(
            id=id_,
            title=words.text("title"),
            stage=entry.one_of("stage", [stage.id for stage in stages], "stage"),
            questions=tuple(self._known.questions[question] for question in entry.texts("questions")),
            show_if=self._known.condition(entry, "show_if"),
            none_id=none_id,
            none_text=words.text("none") if none_id else "",
            skippable=entry.flag("skippable"),
            screening=entry.flag("screening"),
        )
        self._known.check_condition(entry, page.show_if)
        if none_id not in (None, f"{id_}.none"):
            raise entry.fail(f"'none_id' is {none_id!r}; write '{id_}.none'")
        return page

    def _flow(self, kind: Kind, pages: Mapping[str, Page], stages: tuple[Stage, ...]) -> Flow:
        entry = self._file("pages").entries("flows").get(kind)
        if entry is None:
            raise self._file("pages").fail(f"flow '{kind}' is missing; add it under flows")
        entry.only("pages", "always", "review_stage")
        return Flow(
            pages=tuple(pages[entry.known(id_, pages, "page")] for id_ in entry.texts("pages")),
            always=frozenset(entry.known(id_, entry.texts("pages"), "page") for id_ in entry.texts("always")),
            review_stage=entry.one_of("review_stage", [stage.id for stage in stages], "stage"),
        )

    def _rule(self, id_: str, entry: Entry, messages: Mapping[str, Message]) -> Rule:
        entry.only("if_all", "if_count", "only_if", "level", "message", "releasable", "why", "sources")
        if ("if_all" in entry.data) == ("if_count" in entry.data):
            raise entry.fail("needs either 'if_all' or 'if_count'; write one of them")
        if "if_all" in entry.data:
            texts: tuple[str, ...] = entry.texts("if_all")
            at_least = len(texts)
        else:
            count = entry.entry("if_count").only("at_least", "of")
            texts, at_least = count.texts("of"), count.number("at_least")
        if not 0 < at_least <= len(texts):
            raise entry.fail(f"asks for {at_least} of {len(texts)} conditions; correct the number")
        rule = Rule(
            id=id_,
            conditions=tuple(self._known.parsed(entry, conditions.parse, text) for text in texts),
            at_least=at_least,
            only_if=self._known.condition(entry, "only_if"),
            level=entry.one_of("level", self._known.levels, "level"),
            why=entry.text("why"),
            sources=self._known.check_sources(entry, entry.texts("sources")),
            message=entry.one_of("message", messages, "message") if "message" in entry.data else None,
            releasable=entry.flag("releasable", True),
        )
        for condition in (*rule.conditions, rule.only_if):
            self._known.check_condition(entry, condition)
        return rule

    def _gate(self, entry: Entry, gate: Literal["never", "light"]) -> list[GateRule]:
        rules = []
        for text in entry.texts(gate):
            condition, that_side = self._known.parsed(entry, conditions.parse_sided, text)
            self._known.check_condition(entry, condition)
            for field in condition.fields if that_side else ():
                if not self._known.questions[field].asks_side:
                    raise entry.fail(f"'{text}' says 'that side' but '{field}' asks no side; drop one of them")
            rules.append(GateRule(text, condition, that_side, gate))
        return rules

    def _check(self, id_: str, entry: Entry) -> Check:
        words = entry.only("basis", "words").entry("words").only("title", "text", "signs", "options")
        return Check(
            id_,
            words.text("title"),
            words.text("text"),
            words.texts("signs", []),
            self._known.options(words.get("options", dict)),
        )

    def _words(self) -> Words:
        voice = self._file("voice").only(
            *HEAD,
            "errors",
            "sides",
            "support_box",
            "see_a_professional",
            "free_text",
            "evidence",
            "consent",
            "say",
            "avoid",
            "sources",
        )
        screening = self._file("screening")
        card = screening.entry("safety_card").only("basis", "words").entry("words")
        evidence = voice.entry("evidence").only("short", "long", "banned_claims")
        messages = {
            id_: Message(id_, entry.text("title"), entry.text("body"))
            for id_, entry in screening.entries("messages").items()
        }
        for level in self._known.levels.values():
            if level.rank > 0 and level.id not in messages:
                raise screening.fail(f"level '{level.id}' has no message; add it under messages")
        return Words(
            errors=voice.map_of("errors", str),
            sides=voice.map_of("sides", str),
            messages=messages,
            safety_card=Message("safety_card", card.text("title"), card.text("body")),
            support_box=voice.entry("support_box").text("text"),
            see_a_professional=voice.texts("see_a_professional", []),  # stored versions before it have none
            free_text=voice.entry("free_text").text("text"),
            evidence_short=evidence.text("short"),
            evidence_long=evidence.text("long"),
            consent_version=voice.entry("consent").number("version"),
            consent=tuple(
                Message(f"consent_{count}", point.text("title"), point.text("text"))
                for count, point in enumerate(voice.entry("consent").rows("points"), start=1)
            ),
            say=voice.texts("say"),
        )
