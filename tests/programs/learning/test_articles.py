"""The articles: only what the clinical papers say, each claim with its source, and no promise."""

from __future__ import annotations

import copy
import re
from typing import Any

import pytest

from assessments.content_file import read
from assessments.domain.errors import ContentError
from programs import catalogue
from programs.learning import articles, people
from programs.learning.articles import Article
from tests.content.reading import in_groups, sentences_of, too_hard

ARTICLES = articles.shipped()
SHORT = "Foot and ankle moves can help your feet feel and move better. Whether they ease back pain is not certain yet."
LONG = (
    "A few small studies of people with back pain and feet that roll in found less pain after foot exercises or custom "
    "insoles. Larger reviews of insoles found no clear benefit, and UK guidance does not advise insoles for back pain. "
    "Foot shape alone does not explain back pain for most people. Staying active in a way you enjoy has better "
    "support. Give this six weeks; if nothing changes, see a health professional."
)
CLAIMS = (
    "treats back pain", "cure", "your feet cause", "clinically proven", "corrects", "realign", "adhesion", "detox",
    "toxin", "guarantee", "fix your", "damage your",
)  # fmt: skip
WORDS = re.compile(r"\b(missed|failed|streak|bad|wrong|abnormal|normal|safe|invalid|must|always)\b|!", re.I)


def test_the_five_articles_are_there() -> None:
    titles = [article.title for article in ARTICLES.values()]
    assert titles == ["Feet and back", "Moving", "Touch", "When pain weighs on you", "When to get help"]


def test_the_honest_statement_stands_word_for_word() -> None:
    said = [block.text for block in ARTICLES["feet-and-back"].blocks if block.kind == "statement"]
    assert said == [SHORT, LONG]


@pytest.mark.parametrize("article", ARTICLES.values(), ids=lambda article: article.key)
def test_no_promise_and_no_blame(article: Article) -> None:
    text = article.text.lower()
    assert [claim for claim in CLAIMS if claim in text] == []
    assert WORDS.findall(article.text) == []


@pytest.mark.parametrize("article", ARTICLES.values(), ids=lambda article: article.key)
def test_what_studies_found_has_its_source(article: Article) -> None:
    claims = re.compile(r"\b(stud(y|ies)|trials?|review|\d+ people|found)\b", re.I)
    bare = [
        text
        for block in article.blocks
        if block.kind in ("say", "points") and not block.sources
        for text in (block.text, *block.points)
        if claims.search(text)
    ]
    assert bare == []


def test_the_page_about_hard_days_scores_nothing_and_begins_with_help() -> None:
    article = ARTICLES["when-pain-weighs-on-you"]
    assert [block.key for block in article.blocks[:2]] == ["support_box", "support"]
    assert not re.search(r"\b(score|test|depress|anxi|diagnos)", article.text, re.I)


def test_every_article_but_the_kind_one_leads_to_help() -> None:
    for key in ("feet-and-back", "moving", "touch", "when-to-get-help"):
        assert "help" in [block.key for block in ARTICLES[key].blocks], key


def test_what_holds_for_every_massage_is_borrowed_with_its_sources() -> None:
    """One place for the words: what the plan says beside a massage and what the article says cannot drift apart."""
    touch = articles.known().protocol.touch
    assert touch is not None
    borrowed = [block for block in ARTICLES["touch"].blocks if block.kind == "touch"]
    said = {text for block in borrowed for text in block.points}
    wanted = (
        "choice",
        "ceiling_everyone",
        "ceiling_light",
        "ceiling_pain",
        "not_that_leg",
        "not_pressed",
        "stop",
        "after_more",
    )
    assert {touch.says(key) for key in wanted} <= said
    (leg,) = [block for block in borrowed if touch.says("not_that_leg") in block.points]
    assert set(touch.sentences["not_that_leg"].citations) <= set(leg.sources)
    own = " ".join(text for block in ARTICLES["touch"].blocks if block.kind == "say" for text in (block.text,))
    assert [key for key in touch.sentences if touch.says(key) in own] == []


def broken(change: Any) -> str:
    data = copy.deepcopy(read("learn/touch.yaml", catalogue.CONTENT / "learn/touch.yaml"))
    change(data)
    with pytest.raises(ContentError) as caught:
        articles.parse("touch", data, articles.known())
    return str(caught.value)


def block(**fields: Any) -> Any:
    return lambda data: data["sections"][0]["blocks"].__setitem__(0, fields)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (block(say="Hello.", sources=["nobody_2000"]), "unknown source 'nobody_2000'"),
        (block(items=["no-such-item"]), "unknown item 'no-such-item'"),
        (block(statement="evidence_middle"), "unknown statement 'evidence_middle'"),
        (block(advice="clear"), "unknown advice 'clear'"),
        (block(link="shop"), "unknown link 'shop'"),
        (block(touch=["tickle"]), "unknown sentence of touch.yaml 'tickle'"),
        (block(say="Hello.", points=["Hello"]), "must have one of"),
        (block(points=[]), "points is empty"),
        (block(say="Hello.", tone="loud"), "'tone' is not a field here"),
        (lambda data: data.pop("summary"), "summary is missing"),
        (lambda data: data.pop("reviewed_on"), "reviewed_on is missing"),
    ],
)
def test_a_fault_is_named_with_its_place(change: Any, said: str) -> None:
    message = broken(change)
    assert message.startswith("learn/touch.yaml")
    assert said in message


def test_an_article_may_not_take_the_address_of_an_item() -> None:
    data = read("learn/touch.yaml", catalogue.CONTENT / "learn/touch.yaml")
    with pytest.raises(ContentError, match="give the article another name"):
        articles.parse("ankle-circles", data, articles.known())


def own_groups(article: Article) -> list[list[str]]:
    """Our own sentences; what is borrowed word for word is outside."""
    said = [
        [sentence for text in (block.text, *block.points) for sentence in sentences_of(text)]
        for block in article.blocks
        if block.kind in ("say", "points")
    ]
    return [group for sentences in said for group in in_groups(sentences)]


@pytest.mark.parametrize("article", ARTICLES.values(), ids=lambda article: article.key)
def test_a_child_of_ten_can_read_it(article: Article) -> None:
    assert too_hard([sentences_of(article.summary), *own_groups(article)]) == ""


def test_whom_an_item_is_not_for_is_said_plainly() -> None:
    assert too_hard([[f"It is not for you if {one.words}"] for one in people.shipped()]) == ""
