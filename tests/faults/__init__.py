"""The fault desk against a running Home Assistant (F01 to F92)."""
