"""How colours look to eyes that lack one kind of cone, and how far apart they then are."""

from itertools import combinations

import numpy as np
from matplotlib.colors import to_rgb

# What reaches the brain without one kind of cone, on linear RGB (Machado, Oliveira and Fernandes, 2009, severity 1).
LACKING = {
    "nothing": np.eye(3),
    "red cones": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "green cones": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]
    ),
    "blue cones": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]]
    ),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.9505, 1.0, 1.089])


def seen(colour: str, lacking: str) -> np.ndarray:
    """Return a colour in CIELAB as eyes without these cones see it."""
    rgb = np.array(to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(LACKING[lacking] @ linear, 0, 1) / WHITE
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def hue_and_strength(colour: str) -> tuple[float, float]:
    """Return the hue of a colour in degrees, and its chroma: that of a grey is near zero."""
    _, a, b = seen(colour, "nothing")
    return float(np.degrees(np.arctan2(b, a))), float(np.hypot(a, b))


def nearest(colours: list[str], lacking: str) -> tuple[float, str, str]:
    """Return the least distance between two of these colours (CIE 1976), and which they are."""
    return min(
        (float(np.linalg.norm(seen(one, lacking) - seen(other, lacking))), one, other)
        for one, other in combinations(colours, 2)
    )
