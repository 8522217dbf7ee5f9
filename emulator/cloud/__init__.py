"""What the maker's servers keep and decide; knows nothing of HTTP."""
