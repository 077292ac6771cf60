"""From the producers' official files to the snapshot in ``data/``; nothing above this floor imports it."""
