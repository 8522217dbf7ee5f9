"""Modules that must be importable, where their packages could not be compiled.

Without them Home Assistant cannot even list its actions, and its pages do not open.
The demo has no voice to hear, so nobody ever calls them.
"""
