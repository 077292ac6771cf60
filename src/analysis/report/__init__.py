"""Run the notebooks for a territory and render them; knows no statistic."""
