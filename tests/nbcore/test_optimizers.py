"""Optimizers and schedules: sixty steps of each against PyTorch, over many random settings; and their recurrences."""

import numpy as np
import pytest

from nbcore import schedules
from nbcore.losses import MeanSquaredError, SoftmaxCrossEntropy
from nbcore.network import mlp
from nbcore.optimizers import Adam, AdamW, GradientDescent, Momentum, RMSprop
from nbcore.penalties import L2
from nbcore.training import step

METHODS = ["descent", "momentum", "momentum, average", "nesterov", "nesterov, average", "rmsprop", "adam", "adamw"]
RATES = ["constant", "exponential", "staircase", "cosine", "inverse time", "inverse sqrt", "warm-up"]
STEPS, EVERY = 60, 6  # steps in all, and in an epoch


def our_schedule(kind, lr):
    return {
        "constant": lr,
        "exponential": schedules.Exponential(lr, 0.9),
        "staircase": schedules.Staircase(lr, 0.5, 3),
        "cosine": schedules.Cosine(lr, 12, floor=lr / 10),
        "inverse time": schedules.InverseTime(lr, 0.5),
        "inverse sqrt": schedules.InverseSqrt(lr, 0.8),
        "warm-up": schedules.Warmup(schedules.Exponential(lr, 0.8), 4),
    }[kind]


def their_schedule(torch, kind, optimizer, lr):
    """PyTorch's own where it has one; else the formula in LambdaLR."""
    rates = torch.optim.lr_scheduler
    return {
        "constant": lambda: rates.ConstantLR(optimizer, factor=1),
        "exponential": lambda: rates.ExponentialLR(optimizer, 0.9),
        "staircase": lambda: rates.StepLR(optimizer, 3, 0.5),
        "cosine": lambda: rates.CosineAnnealingLR(optimizer, 12, eta_min=lr / 10),
        "inverse time": lambda: rates.LambdaLR(optimizer, lambda epoch: 1 / (1 + 0.5 * epoch)),
        "inverse sqrt": lambda: rates.LambdaLR(optimizer, lambda epoch: 0.8 / max(epoch, 1) ** 0.5),
        "warm-up": lambda: rates.LambdaLR(
            optimizer, lambda epoch: (epoch + 1) / 5 if epoch < 4 else 0.8 ** (epoch - 4)
        ),
    }[kind]()


def pair(torch, method, kind, weights, biases, rng):
    """The same optimizer twice, ours and PyTorch's on tensors; and the L2 penalty, which is PyTorch's weight_decay."""
    beta, lr = rng.uniform(0.5, 0.99), 10 ** rng.uniform(-3, -1.5)
    betas, eps = (rng.uniform(0.5, 0.95), rng.uniform(0.9, 0.999)), 10 ** rng.uniform(-8, -4)
    decay = rng.choice([0, 0.02])
    rate, optim = our_schedule(kind, lr), torch.optim
    groups = [{"params": weights, "weight_decay": decay}, {"params": biases, "weight_decay": 0.0}]
    form = "average" if "average" in method else "classical"
    theirs_lr = lr * (1 - beta) if form == "average" else lr
    if method == "descent":
        ours, theirs = GradientDescent(rate), optim.SGD(groups, lr)
    elif method.startswith(("momentum", "nesterov")):
        nesterov = method.startswith("nesterov")
        ours = Momentum(rate, beta, form, nesterov)
        theirs = optim.SGD(groups, theirs_lr, momentum=beta, nesterov=nesterov)
    elif method == "rmsprop":
        ours, theirs = RMSprop(rate, beta, eps), optim.RMSprop(groups, lr, alpha=beta, eps=eps)
    elif method == "adam":
        ours, theirs = Adam(rate, betas, eps), optim.Adam(groups, lr, betas, eps)
    else:
        ours = AdamW(rate, betas, eps, weight_decay=decay)
        theirs, decay = optim.AdamW([*weights, *biases], lr, betas, eps, weight_decay=decay), 0
    return ours, theirs, their_schedule(torch, kind, theirs, theirs_lr), L2(float(decay)) if decay else None


@pytest.mark.torch
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("kind", RATES)
def test_sixty_steps_are_pytorchs(torch, method, kind):
    """Four random settings each, 224 in all: sizes, batch, activation, rates, betas, eps, weight decay."""
    for draw in range(4):
        rng = np.random.default_rng([METHODS.index(method), RATES.index(kind), draw])
        classes, n = int(rng.integers(0, 2)), int(rng.integers(2, 20))
        sizes = [int(size) for size in rng.integers(1, 9, rng.integers(3, 5))]
        sizes[-1] += classes  # a single class has nothing to learn
        bend = str(rng.choice(["tanh", "sigmoid", "relu"]))
        net, x = mlp(sizes, bend, seed=rng), rng.normal(size=(n, sizes[0]))
        y = rng.integers(0, sizes[-1], n) if classes else rng.normal(size=(n, sizes[-1]))
        loss = SoftmaxCrossEntropy() if classes else MeanSquaredError()
        F = torch.nn.functional
        their_loss = F.cross_entropy if classes else F.mse_loss
        params = [torch.tensor(p, requires_grad=True) for _, p in net.named_parameters()]
        ours, theirs, scheduler, penalty = pair(torch, method, kind, params[::2], params[1::2], rng)
        tx, ty = torch.tensor(x), torch.tensor(y)
        for t in range(STEPS):
            ours.epoch = t // EVERY
            step(net, loss, ours, x, y, penalty)
            h = tx
            for i in range(0, len(params), 2):
                h = h @ params[i] + params[i + 1]
                h = getattr(torch, bend)(h) if i + 2 < len(params) else h
            theirs.zero_grad()
            their_loss(h, ty).backward()
            theirs.step()
            if (t + 1) % EVERY == 0:
                scheduler.step()
        expected = torch.cat([p.detach().ravel() for p in params]).numpy()
        error = np.linalg.norm(net.params - expected) / np.linalg.norm(expected)
        assert error < 1e-12, f"{method}, {kind}, draw {draw}: {error:.1e}"


@pytest.mark.parametrize("nesterov", [False, True])
def test_the_averaging_form_is_its_recurrence(nesterov, rng):
    w, v, lr, beta = rng.normal(size=5), np.zeros(5), 0.1, 0.8
    optimizer, params = Momentum(lr, beta, "average", nesterov), w.copy()
    for _ in range(20):
        g = rng.normal(size=5)
        v = beta * v + (1 - beta) * g
        w = w - lr * ((1 - beta) * g + beta * v if nesterov else v)
        optimizer.step(params, g)
    np.testing.assert_allclose(params, w, rtol=1e-12)


def test_adams_first_step_without_correction_is_about_three_times_as_large():
    """(1 - b1) / sqrt(1 - b2) = 0.1 / sqrt(0.001) = 3.16."""
    moved = []
    for correction in (True, False):
        params = np.zeros(1)
        Adam(0.1, eps=1e-12, bias_correction=correction).step(params, np.ones(1))
        moved.append(-params[0])
    assert moved[0] == pytest.approx(0.1) and round(moved[1] / moved[0], 2) == 3.16


@pytest.mark.parametrize("make", [RMSprop, Adam], ids=["rmsprop", "adam"])
def test_a_loss_a_thousand_times_as_large_takes_the_same_steps(make, rng):
    slopes, paths = rng.normal(size=(30, 4)), []
    for scale in (1, 1000):
        optimizer, w = make(eps=1e-14), np.zeros(4)
        for g in slopes:
            optimizer.step(w, scale * g)
        paths.append(w)
    np.testing.assert_allclose(*paths, rtol=1e-9)


def test_the_step_counter_advances_once_a_step():
    optimizer, w = Adam(), np.zeros(1000)
    for _ in range(3):
        optimizer.step(w, np.ones(1000))
    assert optimizer.steps == 3
    optimizer.reset()
    assert optimizer.steps == 0


def test_gradients_are_left_as_they_were(rng):
    for optimizer in (GradientDescent(0.1), Momentum(0.1, nesterov=True), RMSprop(), Adam(), AdamW()):
        g = rng.normal(size=5)
        before = g.copy()
        optimizer.step(np.zeros(5), g)
        assert np.array_equal(g, before)


def test_a_reset_optimizer_starts_over(rng):
    g, paths, optimizer = rng.normal(size=3), [], Adam()
    for _ in range(2):
        w = np.zeros(3)
        optimizer.step(w, g)
        optimizer.step(w, 2 * g)
        optimizer.reset()
        paths.append(w)
    assert np.array_equal(*paths)


def test_rates_of_the_lecture():
    assert [round(schedules.InverseTime(0.2, 1)(epoch), 3) for epoch in (1, 2, 3, 4)] == [0.1, 0.067, 0.05, 0.04]
    assert [schedules.Staircase(0.8, 0.5, 2)(epoch) for epoch in range(5)] == [0.8, 0.8, 0.4, 0.4, 0.2]
    assert [schedules.InverseSqrt(0.2, 2)(epoch) for epoch in (0, 1, 4, 16)] == [0.4, 0.4, 0.2, 0.1]
    cosine = schedules.Cosine(1.0, 10, floor=0.2)
    assert [cosine(epoch) for epoch in (0, 10, 50)] == [1.0, 0.2, 0.2] and cosine(5) == pytest.approx(0.6)
    assert [schedules.Warmup(0.5, 4)(epoch) for epoch in range(6)] == pytest.approx([0.1, 0.2, 0.3, 0.4, 0.5, 0.5])
    assert Adam(schedules.Constant(0.3)).lr == 0.3


@pytest.mark.parametrize(
    "make, message",
    [
        (lambda: GradientDescent(0), "lr is 0; wanted a number above 0"),
        (lambda: Adam(-0.1), "lr is -0.1; wanted a number above 0"),
        (lambda: Adam(np.nan), "lr is nan; wanted a number above 0"),
        (lambda: Adam("fast"), "lr is 'fast'; wanted a number above 0"),
        (lambda: Momentum(0.1, 1.0), r"beta is 1.0; wanted a number in \[0, 1\)"),
        (lambda: Momentum(0.1, form="heavy"), "form is 'heavy'; wanted one of 'classical', 'average'"),
        (lambda: RMSprop(alpha=-0.1), r"alpha is -0.1; wanted a number in \[0, 1\)"),
        (lambda: RMSprop(eps=-1e-8), "eps is -1e-08; wanted a number above 0"),
        (lambda: Adam(betas=(0.9, 1.0)), r"betas\[1\] is 1.0; wanted a number in \[0, 1\)"),
        (lambda: Adam(betas=(-0.9, 0.9)), r"betas\[0\] is -0.9; wanted a number in \[0, 1\)"),
        (lambda: Adam(betas=0.9), r"betas is 0.9; wanted two numbers in \[0, 1\)"),
        (lambda: AdamW(weight_decay=-1), "weight_decay is -1; wanted a number of at least 0"),
        (lambda: schedules.InverseTime(0.1, -1), "decay is -1; wanted a number of at least 0"),
        (lambda: schedules.Exponential(0.1, 1.5), "gamma is 1.5; wanted a number above 0 and at most 1"),
        (lambda: schedules.Staircase(0.1, 0.5, 0), "every is 0; wanted a whole number of at least 1"),
        (lambda: schedules.Cosine(-1, 10), "lr is -1; wanted a number above 0"),
        (lambda: schedules.Warmup(-1, 10), "lr is -1; wanted a number above 0"),
        (lambda: schedules.InverseSqrt(1, 0), "k is 0; wanted a number above 0"),
        (lambda: Adam().step(np.zeros(3), np.zeros(4)), r"grads is an array of shape \(4,\).*; wanted .* \(3,\)"),
        (lambda: Adam().step(np.zeros(3), np.zeros(3, np.float32)), "grads is .* float32; wanted .* float64"),
        (lambda: Adam().step(np.zeros(3), [0, 0, 0]), r"grads is \[0, 0, 0\]; wanted an array"),
        (lambda: Adam().step(np.zeros(3, int), np.zeros(3)), "params is .* int(32|64); wanted a flat vector of floats"),
        (lambda: Adam().step(np.zeros(3, object), np.zeros(3)), "params is .* object; wanted a flat vector of floats"),
        (
            lambda: Adam().step(np.zeros(3, complex), np.zeros(3)),
            "params is .* complex128; wanted a flat vector of floats",
        ),
        (lambda: Adam().step(np.zeros((3, 1)), np.zeros((3, 1))), r"params is .* \(3, 1\).*; wanted a flat vector"),
    ],
)
def test_bad_input_is_named_in_one_sentence(make, message):
    with pytest.raises(ValueError, match=message) as caught:
        make()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("sizes", [[2, 3, 1], [2, 4, 1]])
def test_another_networks_vector_is_refused_whatever_its_length(sizes):
    optimizer, net, other = Adam(), mlp([2, 3, 1], seed=0), mlp(sizes, seed=1)
    optimizer.step(net.params, net.grads)
    with pytest.raises(ValueError, match="params is .*, not the vector of 13 that this Adam has stepped so far"):
        optimizer.step(other.params, other.grads)
    optimizer.step(net.params[:], net.grads)  # another view of the same numbers is fine
