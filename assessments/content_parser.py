"""The content document -> Questionnaire, with every reference checked."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final, Literal, TypeVar, cast, get_args

from assessments.content_file import Entry
from assessments.domain import conditions
from assessments.domain.conditions import TICKED, Chosen, Condition
from assessments.domain.definitions import (
    ANY,
    NONE,
    Band,
    Bridge,
    Check,
    ContraindicationRow,
    FindingRow,
    Flow,
    GateRule,
    Item,
    Kind,
    Level,
    MeasuredRow,
    Message,
    Offer,
    Option,
    Page,
    PainChangeRule,
    PainNow,
    Question,
    Questionnaire,
    QuestionType,
    ReadingSpeed,
    Rule,
    SeverityFrom,
    Source,
    Stage,
    Timing,
    Words,
)
from assessments.domain.errors import ContentError

Parsed = TypeVar("Parsed")

_HEAD: Final = ("reviewed_on", "next_review", "clinician_signed_off")
_RANGE: Final = ("least", "most", "above", "below")
_SIDE_CHOICES: Final = ("left", "right")
_QUESTION_KEYS: Final = (
    "type", "per_side", "asks_side", "show_if", "required", "low", "high", "items", "levels", "excludes",
    "safety_card_on", "rationale", "meaning_note", "validity", "basis", "threshold_basis", "sources", "words",
)  # fmt: skip
_QUESTION_WORDS: Final = ("text", "help", "how", "meaning", "advice", "options", "items", "low_text", "high_text")


class Parser:
    def __init__(self, document: Mapping[str, Any], checksum: str) -> None:
        self._checksum = checksum
        self._files = {name: Entry(f"{name}.yaml", data) for name, data in document.items()}
        for file in self._files.values():
            self._check_head(file)
        self._sources = self._parse_sources()
        screening = self._file("screening")
        self._levels = {id_: self._level(id_, entry) for id_, entry in screening.entries("levels").items()}
        self._tags = {
            id_: entry.only("words").entry("words").text("label")
            for id_, entry in screening.entries("exclusion_tags").items()
        }
        self._answer_sets = {
            id_: self._options(entry.entry("words").data)
            for id_, entry in self._file("questions/answer_sets").entries("answer_sets").items()
        }
        self._question_entries = self._collect_questions()
        self._page_entries = self._file("pages").entries("pages")
        self._page_of = self._places()
        self._questions = {id_: self._question(id_, entry) for id_, entry in self._question_entries.items()}
        for id_, entry in self._question_entries.items():
            self._check_condition(entry, self._questions[id_].show_if)

    def questionnaire(self) -> Questionnaire:
        screening, pages, measures = self._file("screening"), self._file("pages"), self._file("measures")
        screening.only(
            *_HEAD, "levels", "messages", "safety_card", "exclusion_tags", "combination_rules", "massage_gate",
            "timing", "checks",
        )  # fmt: skip
        pages.only(*_HEAD, "stages", "reading_speed", "flows", "pages")
        stages = tuple(Stage(id_, entry.entry("words").text("name")) for id_, entry in pages.entries("stages").items())
        parsed_pages = {id_: self._page(id_, entry, stages) for id_, entry in self._page_entries.items()}
        words = self._words()
        gate = screening.entry("massage_gate").only("note", "never", "light", "tags", "sources", "words")
        self._check_sources(gate, gate.texts("sources"))
        timing = screening.entry("timing")
        speed = pages.entry("reading_speed")
        change = measures.entry("pain_change")
        return Questionnaire(
            questions=self._questions,
            pages=parsed_pages,
            stages=stages,
            flows={kind: self._flow(kind, parsed_pages, stages) for kind in get_args(Kind)},
            levels=self._levels,
            tags=self._tags,
            rules=tuple(
                self._rule(id_, entry, words.messages) for id_, entry in screening.entries("combination_rules").items()
            ),
            gate_rules=(*self._gate(gate, "never"), *self._gate(gate, "light")),
            gate_tags={
                name: gate.known(tag, self._tags, "exclusion tag") for name, tag in gate.map_of("tags", str).items()
            },
            checks={id_: self._check(id_, entry) for id_, entry in screening.entries("checks").items()},
            timing=Timing(
                **{
                    name: timing.number(name)
                    for name in ("correction_minutes", "resume_hours", "block_hours", "clearance_days", "away_days")
                }
            ),
            bridge=self._bridge(),
            pain_change=PainChangeRule(
                improved_drop=change.entry("improved").number("drop"),
                improved_percent=change.entry("improved").number("percent"),
                small_drop=change.entry("small_improvement").number("drop"),
                worse_rise=change.entry("worse").number("rise"),
            ),
            reading_speed=ReadingSpeed(speed.number("words_a_minute"), speed.get("seconds_an_answer", float)),
            words=words,
            sources=self._sources,
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

    def _parse_sources(self) -> dict[str, Source]:
        return {
            id_: Source(id_, entry.text("title", entry.data.get("text")), entry.get("verified", bool))
            for id_, entry in self._file("sources").entries("sources").items()
        }

    def _check_sources(self, entry: Entry, sources: Iterable[str]) -> tuple[str, ...]:
        return tuple(entry.known(source, self._sources, "source") for source in sources)

    def _level(self, id_: str, entry: Entry) -> Level:
        entry.only("rank", "blocks_plan", "blocks_tests", "staff_can_release", "words")
        return Level(
            id_,
            entry.number("rank"),
            entry.entry("words").text("label"),
            entry.get("blocks_plan", bool),
            entry.get("blocks_tests", bool),
            entry.get("staff_can_release", bool),
        )

    # questions

    def _places(self) -> dict[str, str]:
        """Question id -> page id."""
        places: dict[str, str] = {}
        for page, entry in self._page_entries.items():
            for id_ in entry.texts("questions"):
                entry.known(id_, self._question_entries, "question")
                if id_ in places:
                    raise entry.fail(f"question '{id_}' is also on {places[id_]}; ask it once")
                places[id_] = page
        return places

    def _collect_questions(self) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for name, file in self._files.items():
            if name.startswith("questions/") and name != "questions/answer_sets":
                for id_, entry in file.entries("questions").items():
                    if id_ in found:
                        raise entry.fail(f"is also in {found[id_].where}; keep one")
                    found[id_] = entry
        return found

    def _question(self, id_: str, entry: Entry) -> Question:
        entry.only(*_QUESTION_KEYS)
        words = entry.entry("words").only(*_QUESTION_WORDS)
        kind = cast(QuestionType, entry.one_of("type", get_args(QuestionType), "type"))
        page = self._page_of.get(id_)
        listed = bool(page) and kind == "tick" and "none_id" in self._page_entries[str(page)].data
        question = Question(
            id=id_,
            page=page,
            kind=kind,
            text=words.text("text"),
            options=self._answer_sets.get(kind) or self._options(words.data.get("options", {})),
            help=words.text("help", ""),
            how=words.text("how", ""),
            meaning=words.text("meaning", ""),
            advice=words.text("advice", ""),
            rationale=entry.text("rationale", ""),
            per_side=entry.flag("per_side"),
            asks_side=entry.flag("asks_side"),
            required=entry.flag("required", True) and not listed,
            show_if=self._condition(entry, "show_if"),
            items=self._items(entry, words),
            low=entry.number("low") if kind in ("integer", "scale") else None,
            high=entry.number("high") if kind in ("integer", "scale") else None,
            low_text=words.text("low_text", ""),
            high_text=words.text("high_text", ""),
            levels=entry.map_of("levels", str) if "levels" in entry.data else None,
            excludes={key: tuple(tags) for key, tags in entry.map_of("excludes", list).items()}
            if "excludes" in entry.data
            else None,
            safety_card_on=entry.texts("safety_card_on", []),
            sources=self._check_sources(entry, entry.texts("sources")),
        )
        self._check_question(entry, question)
        return question

    def _check_question(self, entry: Entry, question: Question) -> None:
        chosen = _choices_of(question)
        if not question.sources:
            raise entry.fail("'sources' is empty; name a source or product_choice")
        if question.kind not in ("tick", "integer", "scale") and not question.options:
            raise entry.fail("has no options; add them under words: options")
        if question.kind == "multi_with_none" and NONE not in chosen:
            raise entry.fail(f"has no option '{NONE}'; add it")
        for value, level in (question.levels or {}).items():
            entry.known(value, (*chosen, ANY), "answer in levels")
            entry.known(level, self._levels, "level")
        missing = [value for value in chosen if question.levels and value not in question.levels]
        if missing and ANY not in (question.levels or {}):
            raise entry.fail(f"answer '{missing[0]}' has no level; add it under levels")
        for value, tags in (question.excludes or {}).items():
            entry.known(value, chosen, "answer in excludes")
            for tag in tags:
                entry.known(tag, self._tags, "exclusion tag")
        for value in question.safety_card_on:
            entry.known(value, chosen, "answer in safety_card_on")

    def _options(self, texts: object) -> tuple[Option, ...]:
        entry = Entry("options", texts)
        return tuple(Option(value, entry.text(value)) for value in entry.data)

    def _items(self, entry: Entry, words: Entry) -> tuple[Item, ...]:
        rows = entry.rows("items", [])
        return tuple(
            Item(row.text("id"), words.entry("items").text(row.text("id")), row.get("required", bool)) for row in rows
        )

    # conditions

    def _condition(self, entry: Entry, key: str) -> Condition | None:
        return self._parsed(entry, conditions.parse, entry.text(key)) if key in entry.data else None

    def _parsed(self, entry: Entry, parse: Callable[[str], Parsed], text: str) -> Parsed:
        try:
            return parse(text)
        except ContentError as error:
            raise entry.fail(str(error)) from error

    def _check_condition(self, entry: Entry, condition: Condition | None) -> None:
        for leaf in conditions.leaves(condition) if condition else ():
            question = self._questions[entry.known(leaf.field, self._questions, "question")]
            if not isinstance(leaf, Chosen):
                if question.kind not in ("integer", "scale"):
                    raise entry.fail(f"'{leaf.field}' is no number; compare it with 'in' or 'ticked'")
                continue
            for value in leaf.values:
                entry.known(value, _choices_of(question), f"answer of '{leaf.field}'")

    # pages

    def _page(self, id_: str, entry: Entry, stages: tuple[Stage, ...]) -> Page:
        entry.only("stage", "screening", "show_if", "none_id", "skippable", "questions", "words")
        words = entry.entry("words").only("title", "none")
        none_id = entry.optional("none_id")
        page = Page(
            id=id_,
            title=words.text("title"),
            stage=entry.one_of("stage", [stage.id for stage in stages], "stage"),
            questions=tuple(self._questions[question] for question in entry.texts("questions")),
            show_if=self._condition(entry, "show_if"),
            none_id=none_id,
            none_text=words.text("none") if none_id else "",
            skippable=entry.flag("skippable"),
            screening=entry.flag("screening"),
        )
        self._check_condition(entry, page.show_if)
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

    # screening

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
            conditions=tuple(self._parsed(entry, conditions.parse, text) for text in texts),
            at_least=at_least,
            only_if=self._condition(entry, "only_if"),
            level=entry.one_of("level", self._levels, "level"),
            why=entry.text("why"),
            sources=self._check_sources(entry, entry.texts("sources")),
            message=entry.one_of("message", messages, "message") if "message" in entry.data else None,
            releasable=entry.flag("releasable", True),
        )
        for condition in (*rule.conditions, rule.only_if):
            self._check_condition(entry, condition)
        return rule

    def _gate(self, entry: Entry, gate: Literal["never", "light"]) -> list[GateRule]:
        rules = []
        for text in entry.texts(gate):
            condition, that_side = self._parsed(entry, conditions.parse_sided, text)
            self._check_condition(entry, condition)
            for field in condition.fields if that_side else ():
                if not self._questions[field].asks_side:
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
            self._options(words.get("options", dict)),
        )

    # findings

    def _bridge(self) -> Bridge:
        file = self._file("findings").only(
            *_HEAD, "answers_to_findings", "severity_from", "measured_findings", "off_until_norms_are_signed_off",
            "answers_to_contraindications", "pain_now", "experience", "allergens", "offers", "release", "finding_ids",
            "contraindication_ids",
        )  # fmt: skip
        findings = frozenset(file.texts("finding_ids"))
        contraindications = file.entries("contraindication_ids")
        severities = {id_: self._severity_from(entry) for id_, entry in file.entries("severity_from").items()}
        release = file.entry("release").only("never_lift_levels", "replaces", "basis")
        pain = file.entry("pain_now").only("measures", "item", "fallback")
        allergens = file.entry("allergens").only("question", "remove_equipment")
        allergy = allergens.one_of("question", self._questions, "question")
        equipment = _choices_of(self._questions["equipment"])
        for row in file.rows("off_until_norms_are_signed_off"):
            row.one_of("finding", findings, "finding")
        return Bridge(
            findings=tuple(self._finding_row(row, findings, severities) for row in file.rows("answers_to_findings")),
            measured=tuple(self._measured_row(row, findings) for row in file.rows("measured_findings")),
            contraindications=tuple(
                self._contraindication_row(row, contraindications) for row in file.rows("answers_to_contraindications")
            ),
            pain_now=PainNow(
                tuple(pain.known(id_, self._questions, "question") for id_ in pain.texts("measures")),
                pain.text("item"),
                pain.text("fallback"),
            ),
            offers=tuple(
                Offer(row.text("offer"), row.one_of("source", self._questions, "question"), self._range(row))
                for row in file.rows("offers")
            ),
            never_lift_levels=frozenset(
                release.known(level, self._levels, "level") for level in release.texts("never_lift_levels")
            ),
            replaced_on_lift={
                release.known(old, contraindications, "contraindication"): release.known(
                    new, contraindications, "contraindication"
                )
                for old, new in release.map_of("replaces", str).items()
            },
            staff_only=frozenset(
                id_ for id_, entry in contraindications.items() if entry.only("set_by").data.get("set_by") == "staff"
            ),
            allergens_question=allergy,
            allergens_remove={
                allergens.known(allergen, _choices_of(self._questions[allergy]), "allergen"): tuple(
                    allergens.known(id_, equipment, "equipment") for id_ in removed
                )
                for allergen, removed in allergens.map_of("remove_equipment", list).items()
            },
            experience=file.map_of("experience", str),
            finding_ids=findings,
            contraindication_ids=frozenset(contraindications),
        )

    def _severity_from(self, entry: Entry) -> SeverityFrom:
        entry.only("field", "per_side", "bands", "choices", "not_given", "otherwise")
        field = entry.text("field")
        known = {
            ".".join((question.id, *((item.id,) if item else ())))
            for question in self._questions.values()
            for item in question.items or (None,)
        }
        return SeverityFrom(
            field=entry.known(field, known, "field"),
            per_side=entry.flag("per_side"),
            bands=tuple(self._band(row) for row in entry.rows("bands", [])),
            choices=entry.map_of("choices", int) if "choices" in entry.data else {},
            not_given=entry.number("not_given"),
            otherwise=entry.number("otherwise"),
        )

    def _finding_row(self, row: Entry, findings: frozenset[str], severities: Mapping[str, SeverityFrom]) -> FindingRow:
        row.only("source", "values", "range", "finding", "severity", "severity_from", "first_side", "basis")
        source, chosen = self._finding_source(row)
        if ("values" in row.data) == ("range" in row.data):
            raise row.fail("needs either 'values' or 'range'; write one of them")
        if ("severity" in row.data) == ("severity_from" in row.data):
            raise row.fail("needs either 'severity' or 'severity_from'; write one of them")
        return FindingRow(
            source=source,
            values=tuple(row.known(value, chosen, f"answer of '{source}'") for value in row.texts("values", [])),
            band=self._range(row) if "range" in row.data else None,
            finding=row.one_of("finding", findings, "finding"),
            severity=severities[row.one_of("severity_from", severities, "severity_from")]
            if "severity_from" in row.data
            else self._severity(row),
            first_side=row.one_of("first_side", _SIDE_CHOICES, "side") if "first_side" in row.data else None,
        )

    def _finding_source(self, row: Entry) -> tuple[str, tuple[str, ...]]:
        """A question, self test or number, and the answers it can have."""
        measures = self._file("measures")
        tests, numbers = measures.entries("self_tests"), measures.entries("numbers")
        source = row.one_of("source", [*self._questions, *tests, *numbers], "source")
        if source in self._questions:
            return source, _choices_of(self._questions[source])
        return source, tuple(tests[source].entry("words").data.get("options", ())) if source in tests else ()

    def _measured_row(self, row: Entry, findings: frozenset[str]) -> MeasuredRow:
        row.only("source", "take", "finding", "bands", "basis")
        return MeasuredRow(
            source=row.one_of("source", self._file("measures").entries("self_tests"), "self test"),
            difference=row.one_of("take", ("side", "difference"), "take") == "difference",
            finding=row.one_of("finding", findings, "finding"),
            bands=tuple(self._band(band) for band in row.rows("bands")),
        )

    def _contraindication_row(self, row: Entry, known: Mapping[str, Entry]) -> ContraindicationRow:
        row.only("source", "values", "contraindications", "basis")
        source = row.one_of("source", self._questions, "question")
        return ContraindicationRow(
            source,
            tuple(
                row.known(value, _choices_of(self._questions[source]), f"answer of '{source}'")
                for value in row.texts("values")
            ),
            tuple(row.known(id_, known, "contraindication") for id_ in row.texts("contraindications")),
        )

    def _range(self, row: Entry) -> Band:
        entry = row.entry("range").only(*_RANGE)
        return Band(0, **{name: entry.get(name, int) for name in entry.data})

    def _band(self, row: Entry) -> Band:
        row.only(*_RANGE, "severity")
        limits = {name: row.data[name] for name in _RANGE if name in row.data}
        for name, limit in limits.items():
            if isinstance(limit, bool) or not isinstance(limit, (int, float)):
                raise row.fail(f"'{name}' is {limit!r}; write a number")
        return Band(self._severity(row, lowest=0), **limits)

    def _severity(self, row: Entry, lowest: int = 1) -> int:
        severity = row.number("severity")
        if not lowest <= severity <= 3:
            raise row.fail(f"'severity' is {severity}; write {lowest} to 3")
        return severity

    # words

    def _words(self) -> Words:
        voice = self._file("voice").only(
            *_HEAD, "errors", "sides", "support_box", "free_text", "evidence", "consent", "say", "avoid", "sources"
        )
        screening = self._file("screening")
        card = screening.entry("safety_card").only("basis", "words").entry("words")
        evidence = voice.entry("evidence").only("short", "long", "banned_claims")
        messages = {
            id_: Message(id_, entry.text("title"), entry.text("body"))
            for id_, entry in screening.entries("messages").items()
        }
        for level in self._levels.values():
            if level.rank > 0 and level.id not in messages:
                raise screening.fail(f"level '{level.id}' has no message; add it under messages")
        return Words(
            errors=voice.map_of("errors", str),
            sides=voice.map_of("sides", str),
            messages=messages,
            safety_card=Message("safety_card", card.text("title"), card.text("body")),
            support_box=voice.entry("support_box").text("text"),
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


def _choices_of(question: Question) -> tuple[str, ...]:
    return (TICKED,) if question.kind == "tick" else tuple(option.value for option in question.options)
