"""The chapter on the claims in French: sentences that read in both languages, the report's own words."""

import csv

import pytest
from helpers.spoken import english_in

from analysis import snapshot
from analysis.claims import judging, scorecard, story, values
from analysis.claims.story import verdicts
from analysis.language import gettext, speak
from analysis.territories import Territory

REGION = Territory.parse("84")


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")


def answer() -> str:
    return story.answer(REGION, story.judged(REGION, "zau"))


def matter() -> str:
    return story.mattering_reading(REGION, "zau", story.judged(REGION, "zau"))


def votes() -> str:
    return story.votes_reading(REGION, "zau")


GOLDEN = {
    answer: {
        "en": "Of 16 claims that can be judged for Auvergne-Rhône-Alpes, **7** are borne out or close once all of them are read "
        "together. **None** is rejected as a whole. The others are unclear or hold in part only.",
        "fr": "Sur 16 affirmations qu’on peut juger en Auvergne-Rhône-Alpes, **7** sont vérifiées ou approchées, compte tenu "
        "du hasard quand on en juge autant à la fois. **Aucune** n’est démentie dans son ensemble. Les autres sont indécises ou vérifiées en partie seulement.",
    },
    matter: {
        "en": "    - 2006-2011 (922 communes): +7.0 points [+0.1 points to +13.5 points], holds",
        "fr": "    - 2006-2011 (922 communes) : +7,0 points [+0,1 point à +13,5 points], vérifiée",
    },
    votes: {
        "en": "- Turnout, first round: **80.8 %**, a gap of 1.6 points above the others [+0.4 points to +2.5 points].",
        "fr": "- Participation, premier tour : **80,8 %**, soit 1,6 point de plus que les autres [+0,4 point à +2,5 points].",
    },
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("told", list(GOLDEN), ids=lambda told: told.__name__)
def test_a_sentence_reads_in_each_language(language, told):
    with speak(language):
        assert GOLDEN[told][language] in plain(told())


def test_a_figure_that_is_remembered_keeps_to_its_language():
    said = []
    for language in ("en", "fr", "en"):
        with speak(language):
            said.append((story.regions_figure().title, story.definitions_figure().title))
    assert said[0] == said[2] and said[0][0] != said[1][0] and said[0][1] != said[1][1]


@pytest.mark.parametrize("table", ["claims", "propositions"])
def test_a_statement_is_said_in_french_as_its_gloss_has_it(table):
    with snapshot.file(f"{table}.csv").open(encoding="utf-8", newline="") as lines, speak("fr"):
        for row in csv.DictReader(lines):
            statement, gloss = row["statement"], row["gloss_fr"]
            assert plain(gettext(statement)).replace("’", "'") == gloss, "data and catalogue say two things"


def test_where_a_claim_holds_is_said_in_french():
    with speak("fr"):
        assert plain(values.verdict("holds in part", "1999-2006: does not hold; 2006-2011: holds")) == (
            "vérifiée en partie (seulement : 2006-2011 ; démentie : 1999-2006)"
        )
        assert plain(values.held_in("poles: unclear; whole areas: unclear")) == "2 fois sur 2"


def test_the_rule_that_is_applied_is_said_in_french():
    # The numbers of the rule are set here: the ledger may declare others.
    third = judging.ledger().set_index("id").loc["C05"].copy()
    third[["figure", "holds_within", "close_within"]] = [0.33, 0.05, 0.15]
    with speak("fr"):
        assert plain(values.rule(third)) == (
            "Part des 60 ans et plus : vérifiée si la valeur va de 31,4 % à 34,7 %, approchée sinon, avec tout son intervalle de "
            "28,1 % à 38,0 %."
        )


def test_the_scorecard_of_a_page_is_in_its_language():
    text = "<!-- scorecard -->\n<!-- end of scorecard -->"
    english, french = (scorecard.with_scorecard(text, language) for language in ("en", "fr"))
    assert "| Claim |" in english and "| Affirmation |" in french
    assert not english_in(french.splitlines()[1:-1])


@pytest.mark.parametrize("place", ["04", "11", "epci:241500230"])
def test_where_few_are_isolated_the_chapter_says_so_in_french(place):
    territory = Territory.parse(place)
    with speak("fr"):
        table = verdicts.judged(territory, "zau")
        said = [story.answer(territory, table), story.scorecard(territory, "zau", table)]
    assert not english_in(said)
