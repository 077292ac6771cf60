"""The next vintage of each source, as its producer would name it; and the sources that will have none, with the reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from analysis.sources.catalogue import Entry
from helpers import mini_world
from helpers.mini_house import OFFICIAL


@dataclass(frozen=True)
class Next:
    """A vintage to come.

    Attributes
    ----------
    source : str
        Id in the catalogue.
    vintage : str
        What the catalogue will say.
    adds : dict of str to set of str
        The tables that it feeds, and the years (periods, dates) that it adds to each; none to a table that tells no time,
        which is made anew.
    years : dict of str to str
        What stands for years in the names of its columns and of its file, and what will.
    into : str
        Id of its own entry, where it comes beside the former ones.
    geography : str
        Its communes, where they are others.
    words : dict of str to str
        What else its made-up file needs to know, see `mini_world`.
    goes : dict of str to set of str
        Periods that a table gives up for better ones.
    along : tuple of str
        Sources whose next vintage comes with it.
    former : dict of str to str
        What else its made-up file needs to know to hold the figures of the former vintage.
    """

    source: str
    vintage: str
    adds: Mapping[str, set[str]]
    years: Mapping[str, str] = field(default_factory=dict)
    into: str = ""
    geography: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    goes: Mapping[str, set[str]] = field(default_factory=dict)
    along: tuple[str, ...] = ()
    former: Mapping[str, str] = field(default_factory=dict)

    def told(self, text: str) -> str:
        """Return a name with the years that it will have."""
        if not self.years:
            return text
        return re.sub("|".join(map(re.escape, self.years)), lambda match: self.years[match[0]], text)

    def entry(self) -> Entry:
        """Return what the catalogue will say of the source."""
        former = OFFICIAL[self.source]
        described = former.described | {"vintage": self.vintage}
        described |= {"geography": self.geography} if self.geography else {}
        files = []
        for file in former.files:
            folder, name = (
                self.told(file.name).split("/") if not self.into else (self.into, self.told(file.name.split("/")[1]))
            )
            layout = replace(file.layout, columns=tuple(map(self.told, file.layout.columns)))
            files.append(
                replace(
                    file, name=f"{self.into or former.id}/{name}" if self.into else f"{folder}/{name}", layout=layout
                )
            )
        return replace(former, id=self.into or former.id, described=described, files=tuple(files))

    def former_words(self) -> dict[str, str]:
        """Return what makes the columns hold the figures of the former vintage: a former file under a later name."""
        former = OFFICIAL[self.source]
        columns = {name for file in former.files for name in (*file.layout.columns, "p21_pop")}
        return {self.told(name): words for name, words in mini_world.said(former, columns).items()} | dict(self.former)

    @property
    def series(self) -> str:
        """The sources that this is the next one of: the id without its year."""
        return without_year(self.source)


def without_year(source: str) -> str:
    return re.sub(r"\d{4}(t\d)?$", "", source)


CENSUS = {"P08": "P11", "P13": "P16", "P19": "P22", "0813": "1116", "1319": "1621", "9908": "9911", "2019": "2022"}
FLOWS = {"C22": "C23", "2022": "2023"}
NEXT = (
    # people
    Next("insee_serie_historique_2019", "recensements 1999, 2011, 2016, 2022", {
        "population": {"2011"}, "balance": {"1999-2011", "2011-2016", "2016-2022", "2022-2023"}}, CENSUS,
        goes={"balance": {"2019-2023"}}),
    Next("insee_evol_struct_pop_2019", "recensements 2011, 2016, 2022", {"structure": set()}, CENSUS, geography="COG 2025"),
    Next("insee_recensement_structure_2011_2016_2022", "recensements 2011, 2016, 2023", {"structure": {"2023"}},
         {"P22": "P23", "C22": "C23", "2022": "2023"}),
    Next("insee_populations_2023", "1er janvier 2024", {
        "population": {"2024"}, "balance": {"2019-2024"}, "typologies": set(), "codes": set()}, geography="COG 2026",
        goes={"balance": {"2019-2023"}}),
    Next("insee_populations_2016_2022", "1er janvier 2019 à 2023", {
        "population": {"2024"}, "balance": {"2019-2024"}, "typologies": set(), "codes": set()},
        {"2016_2022": "2019_2023"}, words={"years": "2019 2020 2021 2022 2023"}, along=("insee_populations_2023",),
        goes={"balance": {"2019-2023"}}),
    Next("insee_naissances_2014_2021", "2014 to 2022", {"births": {"2022"}}, {"NAISD21": "NAISD22", "2021": "2022"}),
    Next("insee_rp2018_transport_iris", "recensement 2022", {"travel": set()}, {"C18": "C22", "2018": "2022"}),
    Next("insee_rp_diplomes_2011_2022", "recensements 2016 et 2023", {"diplomas": {"2023"}}, {"P22": "P23"}),
    Next("insee_filosofi_2021", "revenus 2022", {"income": {"2022"}}, {"2021": "2022", "21": "22"}, geography="COG 2025"),
    Next("ot_flux_departements", "RP 2017", {"flows": set()}),
    Next("ot_mobilites_residentielles", "RP 2017 (*_RP2017), RP 2015 (*_RP2015); séries 1968-2017", {
        "migration": {"2017"}, "migration_history": {"2012-2017"}}, {"RP2016": "RP2017"},
        words={"periods": "2006_2011 2012_2017"}),
    Next("insee_mobilite_residentielle", "census 2023", {"moves": {"2023"}}, FLOWS),
    Next("insee_mobilite_travail", "census 2023", {"communes": set()}, FLOWS),
    # work
    Next("insee_analyse_fonctionnelle_2016", "census 2022", {"jobs": {"2022"}}, {"2016": "2022", "16": "22"},
         into="insee_analyse_fonctionnelle_2022", geography="COG 2025"),
    Next("urssaf_effectifs_communes_2014_2024", "end of year 2014 to 2025", {"employees": {"2025"}}, {"2024": "2025"}),
    Next("insee_estel_ze2010_salarie", "31 December of 1998 to 2018", {"jobs_zone": {"2018"}}, {"2017": "2018"}),
    Next("insee_estel_ze2010_non_salarie", "31 December of 1998 to 2018", {"jobs_zone": {"2018"}}, {"2017": "2018"}),
    Next("insee_estel_ze2020_1998_2023", "31 December of 1998 to 2024", {"jobs_zone": {"2024"}}, {"2023": "2024"}),
    Next("insee_flores_ze2020_2022_2023", "end of 2022 and 2024", {"jobs_zone": {"2024"}},
         {"EFF23": "EFF24", "2023": "2024"}),
    Next("urssaf_effectifs_ze2020_2019_2024", "2019, 2022, 2023, 2025", {"jobs_zone": {"2025"}}, {"2024": "2025"}),
    Next("insee_chomage_ze2020", "2003-T1 to 2024-T3", {"unemployment": {"2024"}}, {"2023": "2024"}),
    Next("insee_clap_2012", "31 December 2015", {"establishments": {"2015"}}, {"2012": "2015", "12": "15"},
         into="insee_clap_2015", geography="COG 2015"),
    Next("insee_ree_2014", "2019", {"establishments": {"2019"}}, {"2014": "2019", "14": "19"}, into="insee_ree_2019",
         geography="COG 2019"),
    Next("insee_comparateur_2018", "RP 2017, Flores fin 2023", {"establishments": {"2023"}, "population": {"2017"}},
         {"P18": "P17", "18": "23"}, into="insee_comparateur_2023", geography="COG 2024"),
    Next("urssaf_etablissements_ape_2021", "2022", {"employers_by_activity": set()}, {"2021": "2022"}),
    Next("insee_sirene_etablissements", "as served on 2027-01-05", {"digital_establishments": set()}),
    Next("insee_mobpro_france_2015_actifs", "census 2016", {"commuting": set()}, {"C15_": "C16_", "2015": "2016"}, geography="COG 2018",
         along=("insee_mobpro_france_2015_flux",)),
    Next("insee_mobpro_france_2015_flux", "census 2016", {"commuting": set()}, {"C15_": "C16_", "2015": "2016"}, geography="COG 2018",
         along=("insee_mobpro_france_2015_actifs",)),
    Next("insee_mobpro_isere_2017", "census 2018", {"commuting": set()}, {"C17_": "C18_", "2017": "2018"}, geography="COG 2020"),
    # services
    Next("insee_bpe_2019", "edition 2024", {"services": {"2024"}}, {"bpe19": "bpe24"}, into="insee_bpe_2024",
         geography="COG 2024"),
    Next("insee_bpe_typequ_2021", "2024", {"service_types": set()}, {"2021": "2024"}, into="insee_bpe_typequ_2024"),
    Next("drees_apl_2022_2023", "2023 and 2024", {"health": {"2024"}},
         {"2020": "2021", "2021": "2022", "2022": "2023", "2023": "2024"}, words={"sheets": "2023 2024"},
         former={"words of 2023": "2022", "words of 2024": "2023"}),
    Next("anct_france_services_2024", "2026-03-01", {"points": {"2026-03"}}, {"2024": "2026"},
         into="anct_france_services_2026"),
    Next("culture_bibliotheques_2020", "2026", {"points": {"2026"}}),
    Next("anct_conseillers_numeriques_2022", "committee of 4 June 2025", {"points": {"2025-06"}}),
    Next("dila_mairies_2025", "2027 or later", {"points": {"2027"}, "communes": set()}),
    # networks
    Next("arcep_mci_2022t4", "30 June 2025", {"broadband": {"2025-06-30"}}, {"2022": "2025", "T4": "T2"},
         into="arcep_mci_2025t2", geography="COG 2025"),
    Next("arcep_ftth_2018t1_communes", "30 June 2018", {"broadband": set()}),
    Next("arcep_ftth_2018t1_raccordables", "30 June 2018", {"broadband": {"2018-06-30"}},
         {"T1 2018": "T2 2018", "2018T1": "2018T2"}),
    Next("fibre_2026", "newest quarter on 21 May 2027", {"broadband": {"2027-05-21"}}),
    Next("arcep_couverture_mobile_2019", "3rd quarter 2021", {"mobile": set()}, {"2019": "2021"}, geography="COG 2021"),
    Next("ot_couverture_4g_epci_2017_2019", "July 2017, January 2019, June 2020", {"mobile_epci": {"2020-06"}},
         {"201906": "202006", "2017_2019": "2017_2020"}),
    # places
    Next("insee_appartenance_2022", "1er janvier 2025", {"communes": set(), "typologies": set()}, {"22.zip": "25.zip"},
         geography="COG 2025"),
    Next("anct_pvd_2021", "1 July 2025", {"communes": set()}, {"2021": "2025"}, geography="COG 2025"),
    Next("insee_ze2020_composition", "1 January 2025", {"communes": set()}, {"2023": "2025"}, geography="COG 2025"),
    Next("insee_cog_2026", "1er janvier 2027", {"communes": set(), "territories": set(), "movements": set()},
         {"2026": "2027"}, words={"later moves": "2026-07-01"}),
    Next("etalab_decoupage_2026", "1er janvier 2027", {"communes": set(), "territories": set()}, {"2026": "2027"}),
    Next("ign_contours_communes_2025", "2026-04-02", {"communes": set()}, {"2025": "2026"}),
    Next("dgcl_frr_2025", "10 July 2026", {"revitalisation": set()}, {"2025": "2026"}),
)  # fmt: skip

THEN = "one side of a comparison with the report's own time; what came later has a source of its own"
FAMILY = "the one edition that came by family; the next editions are insee_bpe_<year>"
CLOSED = "a zoning that its producer has closed: the definition is told by its name"
ELECTION = "two rounds of one election, that claims name; another election is another question"
WITHOUT_NEXT = {
    "insee_populations_2013": THEN,
    "insee_filosofi_2014": f"{THEN} (insee_filosofi_2021)",
    "insee_populations_2013_2021": "fills the three years that INSEE's own files leave out; since then it has one a year",
    "drees_apl_2016_2018": "the first method, which the producer gave up; the second has drees_apl_2022_2023",
    "insee_bpe_2020_sante": FAMILY,
    "insee_bpe_2020_commerce": FAMILY,
    "insee_bpe_2020_enseignement": FAMILY,
    "insee_bpe_2020_tourisme_transport": FAMILY,
    "insee_bpe_2009_typequ": "the types of an edition held; later lists are insee_bpe_typequ_<year>",
    "insee_bpe_2013_typequ": "the types of an edition held; later lists are insee_bpe_typequ_<year>",
    "cget_kits_2018": "the last kit of a body that was dissolved in 2019",
    "hackaviz_occitanie_it": "made once, for a contest; SIRENE's register is its successor",
    "presidentielle_2017_t1": ELECTION,
    "presidentielle_2017_t2": ELECTION,
    "ptod_economie_epci": "its periods are columns of the contract: another file of other periods is another contract",
    "anct_zrr_2021": "ended by law on 1 July 2024; their successor is in dgcl_frr_2025",
    "insee_densite_2016": CLOSED,
    "insee_grille_densite_2022": "its year is the name of a definition (density_2022): another grid is another definition",
    "insee_au2010_2020": CLOSED,
    "ot_zau2010_2015": CLOSED,
    "insee_ze2010_composition": CLOSED,
}
