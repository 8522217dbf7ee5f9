"""The card's side in Home Assistant: what is served, and what answers it."""
