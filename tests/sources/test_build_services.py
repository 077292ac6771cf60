"""The builders of equipment, access and points on hand-made files: sums, weights, what is refused."""

import re
from types import SimpleNamespace

import pandas as pd
import pytest

from analysis.sources.builders import outlines, points, services
from analysis.sources.faults import SourceError
from analysis.sources.geography import Geography

COMMUNES = pd.DataFrame(
    {
        "commune": ["01001", "01002", "75056"],
        "name": ["A", "B", "Paris"],
        "departement": ["01", "01", "75"],
        "region": ["84", "84", "11"],
    }
)


# 01003 merged into 01002 in 2024: after every edition, list and index.
MOVEMENTS = pd.DataFrame(
    [["32", "2025-01-01", "COM", code, "COM", "01002"] for code in ("01002", "01003")],
    columns=["MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "TYPECOM_AP", "COM_AP"],
)


EDITIONS = {2009: "DEPCOM", 2013: "DEPCOM", 2018: "DCIRIS", 2019: "DCIRIS"}


class HandMade:
    """Stands for the raw folder: frames of text by source."""

    def __init__(self, **frames):
        self.frames = frames
        years = {source: re.search(r"20\d\d", source) for source in frames}
        self.entries = {
            source: SimpleNamespace(
                described={"geography": f"COG {year[0] if year else 2019}", "vintage": year[0] if year else "2019"}
            )
            for source, year in years.items()
        }

    def header(self, source, sheet=None, **_options):
        return list(self.frames[f"{source}/{sheet}" if sheet else source])

    def sheets(self, source):
        return [name.split("/")[1] for name in self.frames if name.startswith(f"{source}/")]

    def csv(self, source, columns, **_):
        return self.frames[source][list(columns)].astype("str")

    def excel(self, source, sheet, columns, **_options):
        return self.frames.get(f"{source}/{sheet}", self.frames.get(source))[list(columns)].copy()


@pytest.fixture
def geography():
    return Geography(COMMUNES, MOVEMENTS, {"01001": 100, "01002": 200, "75056": 2_000_000})


def _wide(source, rows):
    """One line a commune; `rows` gives, by commune, the number of the first type of the family."""
    types = services.WIDE_TYPES[source].split()
    return pd.DataFrame([[code, number, *["0"] * (len(types) - 1)] for code, number in rows.items()]).set_axis(
        ["CODGEO", *(f"NB_{name}" for name in types)], axis=1
    )


@pytest.fixture
def equipment():
    lines = pd.DataFrame(
        [
            ["01002", "01002", "A401", "2"],
            ["01003", "01003", "A401", "3"],
            ["75101", "751010101", "D201", "10"],
            ["75101", "751010102", "D201", "5"],
            ["75102", "751020101", "D201", "1"],
        ],
        columns=["DEPCOM", "DCIRIS", "TYPEQU", "NB_EQUIP"],
    )
    whole = lines.drop(columns="DCIRIS").assign(NB_EQUIP=lines["NB_EQUIP"].astype(int))
    whole = whole.groupby(["DEPCOM", "TYPEQU"], as_index=False).sum().astype(str)
    frames = {f"insee_bpe_{year}": whole if place == "DEPCOM" else lines for year, place in EDITIONS.items()}
    rows = {"01001": "0", "01002": "1", "01003": "4", "75056": "7", "75101": "5", "75102": "2"}
    frames |= {source: _wide(source, rows) for source in services.WIDE_TYPES}
    return frames


def test_equipment_adds_mergers_iris_and_arrondissements_and_keeps_no_zero(equipment, geography):
    frame = services.services(HandMade(**equipment), geography).frame
    counts = frame.set_index(["year", "commune", "type"])["equipments"]
    for year in EDITIONS:
        assert counts[year].to_dict() == {("01002", "A401"): 5.0, ("75056", "D201"): 16.0}
    assert counts[2020].to_dict() == {
        (code, name): number
        for code, number in (("01002", 5.0), ("75056", 7.0))
        for name in ("D101", "B101", "C101", "E101")
    }
    none = frame[~(frame["equipments"] > 0)]
    assert none.empty, f"a commune without a service has no row, but these were kept:\n{none}"


def test_a_city_that_is_not_the_sum_of_its_arrondissements_is_refused(equipment, geography):
    rows = {"01001": "0", "75056": "8", "75101": "5", "75102": "2"}
    equipment["insee_bpe_2020_commerce"] = _wide("insee_bpe_2020_commerce", rows)
    with pytest.raises(SourceError, match="sum of their arrondissements"):
        services.services(HandMade(**equipment), geography)


def test_a_line_given_twice_or_a_lost_zero_is_refused(equipment, geography):
    source = "insee_bpe_2013"
    good = equipment[source]
    with pytest.raises(SourceError, match="share one"):
        services.services(HandMade(**equipment | {source: pd.concat([good, good.head(1)])}), geography)
    with pytest.raises(SourceError, match="leading zero"):
        services.services(HandMade(**equipment | {source: good.replace({"01002": "1002"})}), geography)


def test_types_say_which_editions_hold_them(equipment, geography):
    labels = pd.DataFrame({"TYPEQU": ["A401", "B101"], "LIBELLE": ["Maçon", "HYPERMARCHÉ"]})
    equipment |= dict.fromkeys(services.LABELS[:2], labels)
    equipment["insee_bpe_typequ_2021"] = pd.DataFrame({"TYPEQU": ["D201"], "LIBELLE": ["MÉDECIN GÉNÉRALISTE"]})
    types = services.service_types(HandMade(**equipment), geography).frame.set_index("type")
    assert types.loc["A401"].tolist() == ["Maçon", "2009 2013 2018 2019"]
    assert types.loc["B101", "editions"] == "2020"
    assert types.loc["D201", "label"] == "Médecin généraliste"
    assert types.loc["B102"].isna()["label"]


def _index(year, rows):
    census = year - 2
    return pd.DataFrame(
        rows,
        columns=[
            "Code commune INSEE",
            services.APL,
            services.APL_UNDER_65,
            f"Population standardisée {census} pour la médecine générale",
            f"Population totale {census}",
        ],
    )


def test_the_index_of_a_merged_commune_is_weighted_by_standardised_population(geography):
    units = [pd.NA, "units", "units", "units", "units"]
    rows = [units, ["01002", 2.0, 1.0, 300, 310], ["01003", 4.0, 3.0, 100, 90], ["75101", 3.0, 3.0, 50, 50]]
    old = pd.DataFrame(
        [["01002", "2", "1", "2", "1", "300", "300"], ["01003", pd.NA, pd.NA, "4", "3", "100", "100"]],
        columns=[
            "CODGEO",
            *(f"APL_MG{age}_{year}" for year in (2016, 2018) for age in ("", "_65")),
            "POP_STD_2014",
            "POP_STD_2016",
        ],
    )
    sheets = {f"drees_apl_2022_2023/APL {year}": _index(year, rows) for year in (2022, 2023)}
    frame = services.health(HandMade(drees_apl_2016_2018=old, **sheets), geography).frame
    table = frame.set_index(["commune", "year"])
    assert table.loc[("01002", 2023), ["apl", "population", "population_standardised"]].tolist() == [2.5, 400, 400]
    assert table.loc[("01002", 2018), "apl_under_65"] == 1.5
    assert pd.isna(table.loc[("01002", 2016), "apl"])
    assert table.loc[("75056", 2022), "apl"] == 3.0
    assert dict(frame[["year", "method"]].drop_duplicates().values) == {
        2016: "2016-2018",
        2018: "2016-2018",
        2022: "2022-2023",
        2023: "2022-2023",
    }


def test_a_place_keeps_its_form_and_loses_a_position_far_outside_its_commune(geography, monkeypatch):
    monkeypatch.setattr(outlines, "distance_to_outline", lambda _raw, positions: positions["longitude"].abs())
    forms = pd.DataFrame(
        [["01003", "2", "46", "FS"], ["75102", "50", "48", "Antenne itinerante"], ["0null", "3", "45", "Antenne"]],
        columns=["insee_com", "LONGITUDE", "LATITUDE", "categorie"],
    )
    later = pd.DataFrame(
        [["01002", "2", "46", "Oui", "Site principal"]],
        columns=["insee_com", "longitude", "latitude", "itinerance", "format_fs"],
    )
    last = pd.DataFrame(
        [["01002", "2", "46", "Antenne", "Fixe"], ["01002", "2", "46", "Principal", "Bus_équivalent"]],
        columns=["insee_com", "longitude", "latitude", "type_fs", "format_fs"],
    )
    libraries = pd.DataFrame(
        [
            ["01001", "46.5,2.5", "Bibliothèque ouverte au public", "12.5"],
            ["01001", pd.NA, "Adresse administrative", pd.NA],
        ],
        columns=["INSEE", "coordonnees_finales", "type_adresse", "amplitude_horaire"],
    )
    advisers = pd.DataFrame([[pd.NA, "2", "46", "3"]], columns=["insee_com", "longitude", "latitude", "nb_cnfs"])
    halls = pd.DataFrame(
        [["01001", "2", "46", "1", "10"], ["01002", "4", "46", pd.NA, pd.NA]],
        columns=["CODGEO", "longitude", "latitude", "has_website", "heures_hebdo"],
    )
    raw = HandMade(
        anct_france_services_2021=forms,
        anct_france_services_2022=later,
        anct_france_services_2024=last,
        culture_bibliotheques_2020=libraries,
        anct_conseillers_numeriques_2022=advisers,
        dila_mairies_2025=halls,
    )
    for source, vintage in {"anct_france_services_2021": "April 2021", "anct_france_services_2022": "2022-12-01",
                            "anct_france_services_2024": "2024-08-01"}.items():  # fmt: skip
        raw.entries[source].described["vintage"] = vintage
    built = points.points(raw, geography)
    places = built.frame.set_index(["kind", "date", "point"]).sort_index()
    first = places.loc[("france_services", "2021-04")]
    assert first["commune"].tolist()[:2] == ["01002", "75056"] and pd.isna(first["commune"].iloc[2])
    assert first["form"].tolist() == ["main", "itinerant", "branch"]
    assert pd.isna(first["longitude"].iloc[1]) and first["longitude"].iloc[0] == 2.0
    assert places.loc[("france_services", "2022-12"), "form"].tolist() == ["itinerant"]
    assert places.loc[("france_services", "2024-08"), "form"].tolist() == ["branch", "itinerant"]
    assert places.loc[("library", "2020", 1), ["longitude", "latitude", "weekly_hours"]].tolist() == [2.5, 46.5, 12.5]
    halls = places.loc[("town_hall", "2025")]
    assert halls["has_website"].tolist() == [True, pd.NA] and pd.isna(halls["longitude"].iloc[1])
    reasons = pd.concat(built.losses).groupby("reason")["rows"].sum()
    assert reasons["place far outside its commune, position left out"] == 2
    assert reasons["place without a commune of 2025"] == 2
