"""Sources as lines of text: what nobody has looked up is marked in words that everybody understands."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from programs import catalogue
from programs.learning import articles
from programs.presenters.studies import record, study

CITATIONS = catalogue.shipped().citations
RECORDS = articles.known().records
FOR_STAFF = re.compile(r"from memory|not seen|not shown", re.IGNORECASE)


@pytest.mark.parametrize(
    ("authors", "words"),
    [
        ("Authors not seen", "Authors not checked by us yet, 2017,"),
        ("Beckenkamp PR, et al. (authors from memory)", "Beckenkamp PR, et al. (authors not checked by us yet), 2017,"),
        ("Roe J (author order not seen)", "Roe J (order of authors not checked by us yet), 2017,"),
        ("Roe J, Doe J", "Roe J, Doe J, 2017,"),
    ],
)
def test_the_mark_of_unchecked_authors_reads_plainly(authors: str, words: str) -> None:
    citation = replace(next(iter(CITATIONS.values())), authors=authors, year=2017)
    assert study(citation).words.startswith(words)


def test_no_source_shows_a_note_for_staff() -> None:
    lines = [study(citation).words for citation in CITATIONS.values()]
    lines += [record(key, source).words for key, source in RECORDS.items()]
    assert sum("not checked by us yet" in line for line in lines) >= 13
    assert [line for line in lines if FOR_STAFF.search(line)] == []
