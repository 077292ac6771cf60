"""Let the manifest of a small snapshot tell of the files that are there, and of no other."""

import json
from pathlib import Path

from analysis import snapshot


def tell(folder: Path) -> Path:
    """Take the checksums of the files in the folder anew, as a build would; what is not there is not told."""
    file = folder / snapshot.MANIFEST
    content = json.loads(file.read_text(encoding="utf-8"))
    for part, place in (
        ("tables", "{}.parquet"),
        ("outlines", "geometry/{}.parquet"),
        ("files", "{}"),
        ("beside", "{}"),
    ):
        held = {name: folder / place.format(name) for name in content.get(part, {})}
        content[part] = {
            name: content[part][name] | {"sha256": snapshot.checksum(path)}
            for name, path in held.items()
            if path.exists()
        }
    file.write_text(json.dumps(content), encoding="utf-8")
    return folder
