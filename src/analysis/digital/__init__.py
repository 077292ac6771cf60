"""Fifth chapter, is the network there: fixed lines and fibre, mobile phones, networks and arrivals.

``fixed``, ``intervals``, ``mobile`` and ``growth`` measure; ``story`` is what the fifth notebook shows. No other room needs them yet.
"""
