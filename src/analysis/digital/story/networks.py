"""How the fifth notebook names each network, and which files it cites for it."""

from __future__ import annotations

from collections.abc import Iterable

from analysis import words
from analysis.digital.fixed import (
    FIBRE_2017,
    FIBRE_2018,
    GIGABIT_2019,
    SPEEDS,
    VERY_HIGH_2017,
    last_fibre,
    last_gigabit,
    last_network,
)
from analysis.language import gettext
from analysis.snapshot import years
from analysis.words import editions, source_line

THIRTY_2019 = ("2019-09-30", "30_mbps")


def last_thirty() -> tuple[str, str]:
    """Return the last test of 30 Mbit/s, which counts wireless access too."""
    return last_network("30_mbps")


def networks() -> dict[tuple[str, str], str]:
    """Return the networks that the chapter sets side by side, with their labels."""
    thirty, gigabit, fibre = last_thirty(), last_gigabit(), last_fibre()
    return {
        VERY_HIGH_2017: gettext("30 Mbit/s or more, end of {year}", year=VERY_HIGH_2017[0][:4]),
        THIRTY_2019: gettext("30 Mbit/s or more, {month} (beta)", month=words.month(THIRTY_2019[0])),
        thirty: gettext("30 Mbit/s or more, {month} (wireless too)", month=words.month(thirty[0])),
        FIBRE_2017: gettext("Fibre, {month}", month=words.month(FIBRE_2017[0])),
        FIBRE_2018: gettext("Fibre, {month}", month=words.month(FIBRE_2018[0])),
        GIGABIT_2019: gettext("1 Gbit/s, {month} (beta)", month=words.month(GIGABIT_2019[0])),
        gigabit: gettext("1 Gbit/s, {month}", month=words.month(gigabit[0])),
        fibre: gettext("Fibre, served in {month}", month=served()),
    }


def served() -> str:
    """Write when the newest figures of fibre were served: their own quarter was not recorded, so it is not told as theirs."""
    return words.month(last_fibre()[0])


def line() -> list[tuple[str, str]]:
    """Return the networks that a line may join, oldest first: fibre, and 1 Gbit/s where it is the last that was tested."""
    return [FIBRE_2017, FIBRE_2018, *sorted([last_gigabit(), last_fibre()])]


def source_of(networks: Iterable[tuple[str, str]], *more: str) -> str:
    """Cite the files behind these networks, and the premises that weigh those published as shares alone.

    Parameters
    ----------
    networks : iterable of (date, class)
    *more : str
        What else is shown: see `source_line`.

    Examples
    --------
    >>> source_of([FIBRE_2017, FIBRE_2018])
    'Source: ARCEP, observatoire des déploiements 2017, 2018'
    """
    networks = list(networks)
    if any(_is_share_alone(network) for network in networks):
        networks.append(last_network("1000_mbps", known="premises"))
    return source_line(*(name for network in networks for name in _files(network)), *more)


def _is_share_alone(network: tuple[str, str]) -> bool:
    """Tell whether a network was published without premises."""
    date, kind = network
    return network == VERY_HIGH_2017 or date not in years.held("broadband", "date", known="premises", **{"class": kind})


def _files(network: tuple[str, str]) -> list[str]:
    """Return the sources of the catalogue that a network comes from."""
    date, kind = network
    if kind in SPEEDS:
        return editions("broadband", f"arcep_mci_{date[:4]}")
    if kind == "very_high_speed":
        return editions("broadband", "cget_kits")
    return editions("broadband", "fibre_")[-1:] if network == last_fibre() else editions("broadband", "arcep_ftth")
