"""Protocol versions: stored once, parsed once per process."""

from __future__ import annotations

import datetime as dt

from assessments import catalogue as assessment_catalogue
from programs import catalogue
from programs.domain.movements import Protocol
from programs.models import ProtocolVersion

_parsed: dict[str, Protocol] = {}


def shipped_version(now: dt.datetime) -> ProtocolVersion:
    """The stored copy of the shipped content, made at its first use."""
    checksum = catalogue.shipped().checksum
    version = ProtocolVersion.objects.defer("document").filter(checksum=checksum).first()
    return version or store_shipped(now)


def store_shipped(now: dt.datetime) -> ProtocolVersion:
    document = catalogue.load()
    version, _made = ProtocolVersion.objects.get_or_create(
        checksum=catalogue.checksum(document),
        defaults={
            "questionnaire_checksum": assessment_catalogue.shipped().checksum,
            "document": document,
            "loaded_at": now,
        },
    )
    return version


def protocol_of(version: ProtocolVersion) -> Protocol:
    shipped = catalogue.shipped()
    if version.checksum == shipped.checksum:
        return shipped
    if version.checksum not in _parsed:
        _parsed[version.checksum] = catalogue.parse(version.document)
    return _parsed[version.checksum]
