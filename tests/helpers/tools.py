"""The scripts of ``tools``, loaded as modules: they are no part of the package."""

import importlib.util
from pathlib import Path
from types import ModuleType

TOOLS = Path(__file__).resolve().parents[2] / "tools"


def tool(name: str) -> ModuleType:
    """Return a script of ``tools`` by its name."""
    specification = importlib.util.spec_from_file_location(f"tools_{name}", TOOLS / f"{name}.py")
    module = importlib.util.module_from_spec(specification)
    import sys

    sys.modules[specification.name] = module  # a dataclass looks its module up
    specification.loader.exec_module(module)
    return module
