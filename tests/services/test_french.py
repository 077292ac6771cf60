"""The chapter on services in French: sentences that read in both languages."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import analysis
from analysis.language import speak
from analysis.services.catalogue import SERVICES
from analysis.services.health import NEED_CLASSES
from analysis.services.story import answer, halls_reading, revitalisation_reading
from analysis.territories import Territory, label_of

CATALOGUES = Path(analysis.__file__).parent / "locale" / "fr" / "LC_MESSAGES"
REGION = Territory.parse("84")
GOLDEN = {
    answer: {
        "en": "In the isolated communes of Auvergne-Rhône-Alpes, **42.3 % of the people** have no general practitioner in their "
        "commune, and **23.1 %** no food shop or bakery (2019).",
        "fr": "Dans les communes isolées d’Auvergne-Rhône-Alpes, **42,3 % des habitants** n’ont pas de médecin généraliste dans "
        "leur commune, et **23,1 %** n’y ont ni commerce alimentaire ni boulangerie (2019).",
    },
    halls_reading: {
        "en": "Half of the town halls of the isolated communes of Auvergne-Rhône-Alpes open 12.0 hours a week or fewer.",
        "fr": "La moitié des mairies des communes isolées d’Auvergne-Rhône-Alpes ouvrent 12,0 heures par semaine ou moins.",
    },
    revitalisation_reading: {
        "en": "40 communes more keep the effects of a former ZRR for a time without being classed.",
        "fr": "40 communes de plus conservent pour un temps les effets de l’ancienne ZRR sans être classées.",
    },
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("told", list(GOLDEN), ids=lambda told: told.__name__)
def test_a_sentence_reads_in_each_language(language, told):
    with speak(language):
        said = told(REGION, "zau").replace("\u202f", " ").replace("\xa0", " ")
    assert GOLDEN[told][language] in said


@pytest.mark.parametrize("name", ["services", "4_public_services"])
def test_each_message_of_the_chapter_is_translated(name):
    with (CATALOGUES / f"{name}.po").open("rb") as lines:
        entries = [entry for entry in read_po(lines, locale="fr") if entry.id]
    waiting = [entry.id for entry in entries if not entry.string or "" in (*entry.string,)]
    assert entries and not waiting, f"{name}.po has messages without a translation: {waiting}"


def test_labels_of_services_and_classes_have_names_in_french():
    marked = [*(service.label for service in SERVICES.values()), *NEED_CLASSES]
    with speak("fr"):
        left = [label for label in marked if label_of(label) == label]
    assert not left, f"labels said in English: {left}"
