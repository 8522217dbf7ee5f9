"""Draws are a function of seed, owner, stream and counter."""

from emulator.draw import draw, draw_bytes


def test_same_four_same_draw() -> None:
    assert draw(1, "car", "radio", 5) == draw(1, "car", "radio", 5)
    assert draw_bytes(1, "car", "radio", 5, 16) == draw_bytes(1, "car", "radio", 5, 16)


def test_each_of_the_four_matters() -> None:
    draws = {
        draw(1, "car", "radio", 5),
        draw(2, "car", "radio", 5),
        draw(1, "bus", "radio", 5),
        draw(1, "car", "route", 5),
        draw(1, "car", "radio", 6),
    }
    assert len(draws) == 5


def test_draws_fill_the_unit_interval_evenly() -> None:
    draws = [draw(3, "car", "even", n) for n in range(4_000)]
    assert 0 <= min(draws) < 0.01
    assert 0.99 < max(draws) < 1
    assert abs(sum(draws) / len(draws) - 0.5) < 0.02
