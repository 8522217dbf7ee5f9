"""The demo: the emulator, and a Home Assistant that shows its cars.

`cli` reads the command line, `demo` is the order of things, `play` what happens in
them, `place` where all is kept, `seed` what Home Assistant finds at its first start,
`furnish` what is then set up through its own doors.
"""
