"""The map of hyperparameters: learning rate against L2 penalty, and the error of real nets as shades of blue."""

import numpy as np

from .nets import LAMBDAS, RATES

DARK_IS_LOW = ["#08335e", "#2b7bba", "#9ecae1", "#e3eef8", "#f7fbff"]


class ErrorMap:
    """Learning rate against L2 penalty, and on it the error of the nets: darker is lower."""

    def __init__(self, stage, axes):
        from course.live.artists import Field

        axes.set(xlim=(-4.08, 1.08), ylim=(-5.1, 0.1), xlabel="learning rate η", ylabel="L2 penalty λ")
        axes.set_xticks(range(-4, 2), ["0.0001", "0.001", "0.01", "0.1", "1", "10"])
        axes.set_yticks(range(-5, 1), ["0.00001", "0.0001", "0.001", "0.01", "0.1", "1"])
        self.field = Field(stage, axes, DARK_IS_LOW, low=np.log(9), high=np.log(92), cells=110, bands=40)
        lr, lam = 10.0**self.field.points.T
        self.rows = np.abs(np.log(LAMBDAS[:, None] / lam)).argmin(axis=0)
        self.columns = np.abs(np.log(RATES[:, None] / lr)).argmin(axis=0)

    def show(self, errors):
        """errors: in percent, (lambdas, rates); None hides the map."""
        self.field.set_visible(errors is not None)
        if errors is not None:
            self.field.show(np.log(errors)[self.rows, self.columns])
