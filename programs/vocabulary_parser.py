"""vocabulary.yaml: contraindications, findings, tags, things and gates."""

from __future__ import annotations

from programs.domain.vocabulary import Contraindication, Equipment, EvidenceGrade, FindingKind, Gate, Vocabulary
from programs.entries import Entry


def parse_vocabulary(file: Entry) -> Vocabulary:
    file.sub("meta")
    groups = file.texts("finding_groups", least=1)
    equipment = {}
    for id, entry in file.subs("equipment"):
        equipment[id] = Equipment(id, entry.said("label"), entry.flag("assumed_available"))
        entry.finish()
    contraindications = {}
    for id, entry in file.subs("contraindications"):
        contraindications[id] = Contraindication(
            id=id,
            label=entry.said("label"),
            question=entry.said("question"),
            effect=entry.said("effect"),
            blocks_all=entry.flag("blocks_all"),
            goes_back_to=entry.said("goes_back_to") if entry.has("goes_back_to") else None,
        )
        for field in ("set_by", "scope", "basis"):
            entry.has(field)
        entry.finish()
    findings = {}
    for id, entry in file.subs("findings"):
        findings[id] = FindingKind(
            id,
            entry.said("label"),
            entry.one_of("group", groups, "finding group"),
            entry.whole("base_priority", least=0),
            entry.text("note"),
        )
        entry.finish()
    gates = {}
    for id, entry in file.subs("gates"):
        closed = entry.sub("closed_when")
        gates[id] = Gate(
            id,
            entry.said("meaning"),
            closed.one_of("finding", findings, "finding"),
            closed.whole("severity_min", least=1),
        )
        closed.finish()
        entry.finish()
    return Vocabulary(
        kinds=file.texts("kinds", least=1),
        positions=file.texts("positions", least=1),
        regions=file.texts("regions", least=1),
        sides=file.texts("sides", least=1),
        views=file.texts("views", least=1),
        finding_groups=groups,
        levels={entry.whole("level", least=1): entry.said("label") for _, entry in file.subs("levels", key="level")},
        evidence_grades={
            id: EvidenceGrade(id, entry.said("meaning"), entry.flag("needs_source"))
            for id, entry in file.subs("evidence_grades")
        },
        joints={id: entry.said("meaning") for id, entry in file.subs("joints")},
        equipment=equipment,
        contraindications=contraindications,
        exclusion_tags={id: entry.said("label") for id, entry in file.subs("exclusion_tags")},
        findings=findings,
        gates=gates,
        experience={id: entry.whole("level_cap", least=1) for id, entry in file.subs("experience")},
    )
