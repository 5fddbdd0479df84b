"""One training step (forward, loss, backward, Adam) of nbcore, beside eager PyTorch, scikit-learn's MLP and the bare
matrix products; then what an explorer does in a frame: a map of decisions, and 600 epochs; then the import.

    python benchmarks/steps.py                      # or only some of: steps frames imports

All that is compared is measured in one run. Contenders take turns in rounds, and each is given its fastest round: whatever else
the machine does can only add to a time. PyTorch is given its best setting among three Adams (for loop, foreach,
fused). Both libraries compute with the same number of threads.
"""

import os
import platform
import re
import subprocess
import sys
import time

import numpy as np
import sklearn
import torch
from sklearn.neural_network import MLPClassifier, MLPRegressor
from threadpoolctl import threadpool_info, threadpool_limits

from nbcore.losses import MeanSquaredError, SoftmaxCrossEntropy
from nbcore.network import mlp
from nbcore.optimizers import Adam
from nbcore.training import fit, step

CASES = [
    ((2, 16, 16, 1), 32, 0.30),
    ((2, 64, 64, 2), 200, 0.65),
    ((64, 128, 10), 128, 0.65),
    ((784, 512, 512, 10), 128, 1.00),
]  # sizes, batch, wanted: at most this part of PyTorch's time
ADAMS = {"loop": {"foreach": False}, "foreach": {"foreach": True}, "fused": {"fused": True}}


def data(sizes, n, dtype):
    """x (n, features) and y: (n, 1) numbers for one output, (n,) classes for more."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(n, sizes[0])).astype(dtype)
    return x, rng.normal(size=(n, 1)).astype(dtype) if sizes[-1] == 1 else rng.integers(0, sizes[-1], n)


def ours(sizes, n, dtype):
    net, loss = mlp(sizes, seed=0, dtype=dtype), MeanSquaredError() if sizes[-1] == 1 else SoftmaxCrossEntropy()
    optimizer, (x, y) = Adam(), data(sizes, n, dtype)
    return lambda: step(net, loss, optimizer, x, y)


def pytorchs(sizes, n, dtype, adam):
    kind = torch.float32 if dtype == np.float32 else torch.float64
    layers = []
    for fan_in, fan_out in zip(sizes, sizes[1:]):
        layers += [torch.nn.Linear(fan_in, fan_out, dtype=kind), torch.nn.ReLU()]
    net = torch.nn.Sequential(*layers[:-1])
    loss = torch.nn.functional.mse_loss if sizes[-1] == 1 else torch.nn.functional.cross_entropy
    optimizer, (x, y) = torch.optim.Adam(net.parameters(), **ADAMS[adam]), map(torch.from_numpy, data(sizes, n, dtype))

    def one():
        optimizer.zero_grad()
        value = loss(net(x), y)
        value.backward()
        optimizer.step()
        return value.item()

    return one


def scikit_learns(sizes, n, dtype):
    x, y = data(sizes, n, dtype)
    kind = MLPRegressor if sizes[-1] == 1 else MLPClassifier
    net = kind(hidden_layer_sizes=sizes[1:-1], batch_size=n, alpha=0.0, random_state=0)
    if sizes[-1] == 1:
        return lambda: net.partial_fit(x, y.ravel())
    classes = np.arange(sizes[-1])
    return lambda: net.partial_fit(x, y, classes=classes)


def products(sizes, n, dtype):
    """Only the matrix products that a step cannot do without, into arrays that are there already."""
    rng = np.random.default_rng(0)
    a = [rng.normal(size=(n, size)).astype(dtype) for size in sizes]
    w = [rng.normal(size=pair).astype(dtype) for pair in zip(sizes, sizes[1:])]
    dw, da = [np.empty_like(m) for m in w], [np.empty_like(m) for m in a]

    def one():
        for i in range(len(w)):
            np.matmul(a[i], w[i], out=da[i + 1])
        for i in reversed(range(len(w))):
            np.matmul(a[i].T, a[i + 1], out=dw[i])
            if i:
                np.matmul(a[i + 1], w[i].T, out=da[i])

    return one


def fastest(contenders, rounds=20, burst=0.05):
    """name -> seconds for one call, in its fastest round. Each round gives every contender about `burst` seconds."""
    calls = {}
    for name, one in contenders.items():
        for _ in range(3):
            one()
        start = time.perf_counter()
        one()
        calls[name] = max(1, int(burst / (time.perf_counter() - start)))
    best = dict.fromkeys(contenders, np.inf)
    for _ in range(rounds):
        for name, one in contenders.items():
            start = time.perf_counter()
            for _ in range(calls[name]):
                one()
            best[name] = min(best[name], (time.perf_counter() - start) / calls[name])
    return best


def steps(threads):
    print(f"\n{threads} thread{'s' * (threads > 1)}, µs a step\n")
    print(
        "| network | batch | dtype | nbcore | PyTorch loop / foreach / fused | scikit-learn | products "
        "| nbcore : PyTorch's best | wanted |\n|---|--:|---|--:|--:|--:|--:|--:|--:|"
    )
    torch.set_num_threads(threads)
    with threadpool_limits(threads):
        for sizes, n, wanted in CASES:
            for dtype in (np.float32, np.float64):
                case = (sizes, n, dtype)
                best = fastest(
                    {
                        "nbcore": ours(*case),
                        **{adam: pytorchs(*case, adam) for adam in ADAMS},
                        "scikit-learn": scikit_learns(*case),
                        "products": products(*case),
                    }
                )
                us = {name: f"{seconds * 1e6:,.0f}" for name, seconds in best.items()}
                ratio = best["nbcore"] / min(best[adam] for adam in ADAMS)
                print(
                    f"| {'-'.join(map(str, sizes))} | {n} | {dtype.__name__} | {us['nbcore']} "
                    f"| {' / '.join(us[adam] for adam in ADAMS)} | {us['scikit-learn']} | {us['products']} "
                    f"| {ratio:.2f} | {f'{wanted:.2f}' if dtype == np.float32 else ''} |"
                )


def frames():
    rng = np.random.default_rng(0)
    net, points = mlp([2, 32, 32, 1], seed=0), rng.normal(size=(100 * 100, 2))
    x = rng.normal(size=(100, 2))
    y = x[:, :1] * x[:, 1:]

    def train():
        fit(mlp([2, 16, 16, 1], seed=0), MeanSquaredError(), Adam(1e-2), x, y, epochs=600)

    best = fastest({"map": lambda: net.predict(points), "epochs": train})
    print("\n| what an explorer does in a frame, float64, all threads | ms | wanted |\n|---|--:|--:|")
    print(f"| map of 100 x 100 decisions through 2-32-32-1 | {best['map'] * 1e3:.1f} | 3 |")
    print(f"| 600 full-batch epochs of 2-16-16-1 on 100 points | {best['epochs'] * 1e3:.0f} | 60 |")


def imports():
    """Both ways of importing nbcore, each with NumPy, which `import nbcore` alone does not load yet."""
    codes = {
        "nothing": "pass",
        "numpy": "import numpy",
        "nbcore": "import numpy, nbcore",
        "every chapter of nbcore": "import numpy, nbcore; [getattr(nbcore, name) for name in nbcore.__all__]",
    }

    def one(code):
        return lambda: subprocess.run([sys.executable, "-c", code], check=True)

    best = fastest({name: one(code) for name, code in codes.items()})
    print("\n| a new Python that imports | ms | part of numpy's time | wanted |\n|---|--:|--:|--:|")
    for name, seconds in best.items():
        wanted = "1.20" if name == "nbcore" else ""
        print(f"| {name} | {seconds * 1e3:.0f} | {seconds / best['numpy']:.2f} | {wanted} |")


def machine():
    print(
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; "
        f"Python {platform.python_version()}, NumPy {np.__version__}, PyTorch {torch.__version__}, "
        f"scikit-learn {sklearn.__version__}"
    )
    for pool in threadpool_info():
        kernel = pool.get("architecture", "")
        print(
            f"  {pool['user_api']}: {pool['internal_api']} {pool['version'] or ''} {kernel} "
            f"({os.path.basename(pool['filepath'])}), {pool['num_threads']} threads"
        )
    print(
        f"  PyTorch: BLAS {re.search('BLAS_INFO=([^,]+)', torch.__config__.show())[1]}, "
        f"kernels {torch.backends.cpu.get_cpu_capability()}"
    )


if __name__ == "__main__":
    parts = sys.argv[1:] or ["steps", "frames", "imports"]
    machine()
    for threads in sorted({1, os.cpu_count()}) if "steps" in parts else ():
        steps(threads)
    if "frames" in parts:
        frames()
    if "imports" in parts:
        imports()
