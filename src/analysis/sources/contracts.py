"""One contract per table of the snapshot: what each column means, in what unit, from which official file."""

from __future__ import annotations

from analysis.sources.contracts_codes import CONTRACTS as CODES
from analysis.sources.contracts_people import CONTRACTS as PEOPLE
from analysis.sources.contracts_places import CONTRACTS as PLACES
from analysis.sources.contracts_services import CONTRACTS as SERVICES
from analysis.sources.contracts_work import CONTRACTS as WORK
from analysis.sources.schema import Contract

CONTRACTS: dict[str, Contract] = {contract.name: contract for contract in (*PLACES, *PEOPLE, *WORK, *SERVICES, *CODES)}
