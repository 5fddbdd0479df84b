"""Surfaces: slopes and curvatures against finite differences, minima, and the edge that curvature sets."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbcore import surfaces
from nbcore.gradients import numerical_gradient
from nbcore.optimizers import GradientDescent

ALL = [
    surfaces.bowl(),
    surfaces.ravine(50),
    surfaces.rotated_ravine(20, 30),
    surfaces.saddle(),
    surfaces.bumpy(),
    surfaces.rosenbrock(),
    surfaces.beale(),
]
each = pytest.mark.parametrize("surface", ALL, ids=lambda surface: surface.name)


@each
def test_gradient_and_hessian_are_what_finite_differences_say(surface):
    @settings(max_examples=30, deadline=None)
    @given(st.floats(-2, 2), st.floats(-2, 2))
    def compare(x, y):
        point = np.array([x, y])
        scale = 1 + np.abs(surface.hessian(point)).max()
        slope = numerical_gradient(surface, point.copy())
        np.testing.assert_allclose(surface.gradient(point), slope, rtol=1e-6, atol=1e-7 * scale)
        bend = np.stack([numerical_gradient(lambda p: surface.gradient(p)[i], point.copy()) for i in (0, 1)])
        np.testing.assert_allclose(surface.hessian(point), bend, rtol=1e-6, atol=1e-7 * scale)

    compare()


@each
def test_many_points_at_once_are_each_point_alone(surface, rng):
    points = rng.uniform(-2, 2, (4, 5, 2))
    assert surface(points).shape == (4, 5) and surface.hessian(points).shape == (4, 5, 2, 2)
    for index in np.ndindex(4, 5):
        assert surface(points[index]) == pytest.approx(surface(points)[index])
        np.testing.assert_allclose(surface.gradient(points[index]), surface.gradient(points)[index])
        np.testing.assert_allclose(surface.hessian(points[index]), surface.hessian(points)[index])


@each
def test_the_minimum_is_lowest_and_flat(surface, rng):
    if surface.minimum is None:
        assert surface.name == "saddle" and np.linalg.eigvalsh(surface.hessian(np.zeros(2))).min() < 0
        return
    bottom = np.array(surface.minimum)
    assert (surface(rng.uniform(-surface.reach, surface.reach, (2000, 2))) >= surface(bottom)).all()
    np.testing.assert_allclose(surface.gradient(bottom), 0, atol=1e-12)
    assert np.linalg.eigvalsh(surface.hessian(bottom)).min() > 0


@pytest.mark.parametrize("degrees", [0, 30, 45])
def test_a_ravine_has_the_condition_it_was_asked_for_and_the_edge_is_two_over_the_largest_eigenvalue(degrees):
    surface = surfaces.rotated_ravine(40, degrees)
    eigenvalues = np.linalg.eigvalsh(surface.hessian(np.zeros(2)))
    np.testing.assert_allclose(eigenvalues, [1, 40])
    for factor, lands in ((0.95, True), (1.05, False)):
        point, optimizer = np.array([1.0, 1.0]), GradientDescent(factor * 2 / 40)
        for _ in range(300):
            optimizer.step(point, surface.gradient(point))
        assert (surface(point) < 1e-6) == lands


@each
def test_far_away_is_high_and_quiet(surface):
    assert not np.isnan(surface(np.array([1e200, 1.0])))
    surface.gradient(np.array([1e200, 1e200])), surface.hessian(np.array([1e300, 1e300]))


@pytest.mark.parametrize(
    "make, message",
    [
        (lambda: surfaces.bowl()(np.zeros(3)), r"points has shape \(3,\); wanted \(..., 2\)"),
        (lambda: surfaces.bowl()(1.0), r"points has shape \(\); wanted"),
        (lambda: surfaces.bowl()(np.array([1j, 0])), "points holds values of dtype complex128"),
        (lambda: surfaces.ravine(0.5), "condition is 0.5; wanted a number of at least 1"),
    ],
)
def test_bad_input_is_named_in_one_sentence(make, message):
    with pytest.raises(ValueError, match=message):
        make()
