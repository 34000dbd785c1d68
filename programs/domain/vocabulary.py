"""The words of the field: every id that items, rules and inputs may use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contraindication:
    id: str
    label: str
    question: str
    effect: str
    blocks_all: bool
    goes_back_to: str | None = None


@dataclass(frozen=True, slots=True)
class FindingKind:
    id: str
    label: str
    group: str
    base_priority: int
    note: str


@dataclass(frozen=True, slots=True)
class Equipment:
    id: str
    label: str
    assumed_available: bool


@dataclass(frozen=True, slots=True)
class Gate:
    id: str
    meaning: str
    finding: str
    severity_min: int


@dataclass(frozen=True, slots=True)
class EvidenceGrade:
    id: str
    meaning: str
    needs_source: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    kinds: tuple[str, ...]
    positions: tuple[str, ...]
    regions: tuple[str, ...]
    sides: tuple[str, ...]
    views: tuple[str, ...]
    finding_groups: tuple[str, ...]
    levels: Mapping[int, str]
    evidence_grades: Mapping[str, EvidenceGrade]
    joints: Mapping[str, str]
    equipment: Mapping[str, Equipment]
    contraindications: Mapping[str, Contraindication]
    exclusion_tags: Mapping[str, str]
    findings: Mapping[str, FindingKind]
    gates: Mapping[str, Gate]
    experience: Mapping[str, int]
