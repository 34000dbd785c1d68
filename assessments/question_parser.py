"""Questions, levels, tags and sources of the content, and conditions on answers checked against them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeVar, cast, get_args

from assessments.content_file import Entry
from assessments.domain import conditions
from assessments.domain.conditions import TICKED, Chosen, Condition
from assessments.domain.definitions import ANY, NONE, Item, Level, Option, Question, QuestionType, Source
from assessments.domain.errors import ContentError

Parsed = TypeVar("Parsed")

_QUESTION_KEYS: Final = (
    "type", "per_side", "asks_side", "show_if", "required", "low", "high", "ask_again_above", "items", "levels",
    "excludes", "safety_card_on", "rationale", "meaning_note", "advice_note", "validity", "basis", "threshold_basis",
    "sources", "words",
)  # fmt: skip
_QUESTION_WORDS: Final = (
    "text",
    "help",
    "how",
    "meaning",
    "advice",
    "tell",
    "options",
    "items",
    "low_text",
    "high_text",
)


class QuestionParser:
    """`files` are the content files by name; what they define is in `questions`, `levels`, `tags` and `sources`."""

    def __init__(self, files: Mapping[str, Entry]) -> None:
        self._files = files
        self.sources = self._parse_sources()
        screening = files["screening"]
        self.levels = {id_: self._level(id_, entry) for id_, entry in screening.entries("levels").items()}
        self.tags = {
            id_: entry.only("words").entry("words").text("label")
            for id_, entry in screening.entries("exclusion_tags").items()
        }
        self._answer_sets = {
            id_: self.options(entry.entry("words").data)
            for id_, entry in files["questions/answer_sets"].entries("answer_sets").items()
        }
        self._entries = self._collect_questions()
        self._page_entries = files["pages"].entries("pages")
        self._page_of = self._places()
        self.questions = {id_: self._question(id_, entry) for id_, entry in self._entries.items()}
        for id_, entry in self._entries.items():
            self.check_condition(entry, self.questions[id_].show_if)

    def check_sources(self, entry: Entry, sources: Iterable[str]) -> tuple[str, ...]:
        return tuple(entry.known(source, self.sources, "source") for source in sources)

    def condition(self, entry: Entry, key: str) -> Condition | None:
        return self.parsed(entry, conditions.parse, entry.text(key)) if key in entry.data else None

    def parsed(self, entry: Entry, parse: Callable[[str], Parsed], text: str) -> Parsed:
        try:
            return parse(text)
        except ContentError as error:
            raise entry.fail(str(error)) from error

    def check_condition(self, entry: Entry, condition: Condition | None) -> None:
        for leaf in conditions.leaves(condition) if condition else ():
            question = self.questions[entry.known(leaf.field, self.questions, "question")]
            if not isinstance(leaf, Chosen):
                if question.kind not in ("integer", "scale"):
                    raise entry.fail(f"'{leaf.field}' is no number; compare it with 'in' or 'ticked'")
                continue
            for value in leaf.values:
                entry.known(value, choices_of(question), f"answer of '{leaf.field}'")

    def _parse_sources(self) -> dict[str, Source]:
        return {
            id_: Source(id_, entry.text("title", entry.data.get("text")), entry.get("verified", bool))
            for id_, entry in self._files["sources"].entries("sources").items()
        }

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

    def _places(self) -> dict[str, str]:
        """Question id -> page id."""
        places: dict[str, str] = {}
        for page, entry in self._page_entries.items():
            for id_ in entry.texts("questions"):
                entry.known(id_, self._entries, "question")
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
            options=self._answer_sets.get(kind) or self.options(words.data.get("options", {})),
            help=words.text("help", ""),
            how=words.text("how", ""),
            meaning=words.text("meaning", ""),
            advice=words.text("advice", ""),
            tell=words.text("tell", ""),
            rationale=entry.text("rationale", ""),
            per_side=entry.flag("per_side"),
            asks_side=entry.flag("asks_side"),
            required=entry.flag("required", True) and not listed,
            show_if=self.condition(entry, "show_if"),
            items=self._items(entry, words),
            low=entry.number("low") if kind in ("integer", "scale") else None,
            high=entry.number("high") if kind in ("integer", "scale") else None,
            ask_again_above=entry.number("ask_again_above") if "ask_again_above" in entry.data else None,
            low_text=words.text("low_text", ""),
            high_text=words.text("high_text", ""),
            levels=entry.map_of("levels", str) if "levels" in entry.data else None,
            excludes={key: tuple(tags) for key, tags in entry.map_of("excludes", list).items()}
            if "excludes" in entry.data
            else None,
            safety_card_on=entry.texts("safety_card_on", []),
            sources=self.check_sources(entry, entry.texts("sources")),
        )
        self._check_question(entry, question)
        return question

    def _check_question(self, entry: Entry, question: Question) -> None:
        chosen = choices_of(question)
        if not question.sources:
            raise entry.fail("'sources' is empty; name a source or product_choice")
        if question.kind not in ("tick", "integer", "scale") and not question.options:
            raise entry.fail("has no options; add them under words: options")
        if question.kind == "multi_with_none" and NONE not in chosen:
            raise entry.fail(f"has no option '{NONE}'; add it")
        for value, level in (question.levels or {}).items():
            entry.known(value, (*chosen, ANY), "answer in levels")
            entry.known(level, self.levels, "level")
        missing = [value for value in chosen if question.levels and value not in question.levels]
        if missing and ANY not in (question.levels or {}):
            raise entry.fail(f"answer '{missing[0]}' has no level; add it under levels")
        for value, tags in (question.excludes or {}).items():
            entry.known(value, chosen, "answer in excludes")
            for tag in tags:
                entry.known(tag, self.tags, "exclusion tag")
        for value in question.safety_card_on:
            entry.known(value, chosen, "answer in safety_card_on")

    def options(self, texts: object) -> tuple[Option, ...]:
        entry = Entry("options", texts)
        return tuple(Option(value, entry.text(value)) for value in entry.data)

    def _items(self, entry: Entry, words: Entry) -> tuple[Item, ...]:
        rows = entry.rows("items", [])
        return tuple(
            Item(row.text("id"), words.entry("items").text(row.text("id")), row.get("required", bool)) for row in rows
        )


def choices_of(question: Question) -> tuple[str, ...]:
    return (TICKED,) if question.kind == "tick" else tuple(option.value for option in question.options)
