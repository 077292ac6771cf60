"""One contract per table of the snapshot: what each column means, in what unit, from which official file."""

from analysis.sources.contracts.codes import CONTRACTS as CODES
from analysis.sources.contracts.extracts import CONTRACTS as EXTRACTS
from analysis.sources.contracts.ledger import LEDGER
from analysis.sources.contracts.people import CONTRACTS as PEOPLE
from analysis.sources.contracts.places import CONTRACTS as PLACES
from analysis.sources.contracts.schema import LARGEST, Column, Contract
from analysis.sources.contracts.services import CONTRACTS as SERVICES
from analysis.sources.contracts.work import CONTRACTS as WORK
from analysis.sources.contracts.work import SECTORS, SIZES
from analysis.sources.contracts.yearly import CONTRACTS as YEARLY

CONTRACTS: dict[str, Contract] = {
    contract.name: contract for contract in (*PLACES, *PEOPLE, *WORK, *SERVICES, *EXTRACTS, *CODES, *YEARLY)
}

__all__ = ["CONTRACTS", "LARGEST", "LEDGER", "SECTORS", "SIZES", "Column", "Contract"]
