"""The vehicle card and the dashboard: served, and answered when they ask."""
