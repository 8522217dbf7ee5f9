"""The owner's pages: what the maker's telephone application has, in a browser."""
