"""What goes wrong with such clouds, as switches: the fault desk (F01 to F92)."""
