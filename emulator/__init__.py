"""NissanConnect emulator: the maker's cloud and its cars in one process."""
