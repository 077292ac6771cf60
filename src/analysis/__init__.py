"""What digital technology can do for isolated territories: the measures behind the notebooks."""
