"""The bridge of the content: which answers raise which findings, contraindications and inputs of the plan."""

from collections.abc import Mapping
from typing import Final

from assessments.content_file import HEAD, Entry
from assessments.domain.definitions import (
    Band,
    Bridge,
    ContraindicationRow,
    FindingRow,
    Level,
    MeasuredRow,
    Offer,
    PainNow,
    Question,
    SeverityFrom,
)
from assessments.question_parser import choices_of

_RANGE: Final = ("least", "most", "above", "below")
_SIDE_CHOICES: Final = ("left", "right")


class BridgeParser:
    """`measures` names the self tests and numbers that a row may speak of beside the questions."""

    def __init__(
        self, file: Entry, measures: Entry, questions: Mapping[str, Question], levels: Mapping[str, Level]
    ) -> None:
        self._file = file
        self._questions = questions
        self._levels = levels
        self._tests = measures.entries("self_tests")
        self._numbers = measures.entries("numbers")

    def bridge(self) -> Bridge:
        file = self._file.only(
            *HEAD, "answers_to_findings", "severity_from", "measured_findings", "off_until_norms_are_signed_off",
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
        equipment = choices_of(self._questions["equipment"])
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
                allergens.known(allergen, choices_of(self._questions[allergy]), "allergen"): tuple(
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
        source = row.one_of("source", [*self._questions, *self._tests, *self._numbers], "source")
        if source in self._questions:
            return source, choices_of(self._questions[source])
        return source, tuple(
            self._tests[source].entry("words").data.get("options", ())
        ) if source in self._tests else ()

    def _measured_row(self, row: Entry, findings: frozenset[str]) -> MeasuredRow:
        row.only("source", "take", "finding", "bands", "basis")
        return MeasuredRow(
            source=row.one_of("source", self._tests, "self test"),
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
                row.known(value, choices_of(self._questions[source]), f"answer of '{source}'")
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
