"""The network of single figures while it learns: needs PyTorch, which reading does not."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from ocr.handwriting.figures import CHANNELS, CLASSES, FLAT, INNER, KERNELS
from ocr.handwriting.training.cuts import Cuts
from ocr.handwriting.training.learning import folded_body, plain

_BATCH = 256
_TOP_RATE = 3e-3
_SMOOTH = 0.02  # of the odds that go to the other classes: what is cut is sometimes named wrongly
_MOST_SHIFT = 1  # pixels a picture is moved while it is learnt from
_GAIN = (0.6, 1.5)  # of ink: pale pens and dark ones


class Learner(nn.Module):  # type: ignore[misc]
    """The network of `ocr.handwriting.figures`, with batch norms that are folded into it at the end."""

    def __init__(self) -> None:
        super().__init__()
        parts: list[nn.Module] = []
        for (takes, gives), side in zip(pairwise(CHANNELS), KERNELS, strict=True):
            parts += [nn.Conv2d(takes, gives, side, padding=side // 2, bias=False), nn.BatchNorm2d(gives)]
            parts += [nn.ReLU(), nn.MaxPool2d(2)]
        self.body = nn.Sequential(*parts)
        self.inner, self.last = nn.Linear(FLAT, INNER), nn.Linear(INNER, CLASSES)

    def forward(self, pictures: torch.Tensor, sizes: torch.Tensor) -> torch.Tensor:
        """Return batch × CLASSES."""
        flat = torch.cat([self.body(pictures).flatten(1), sizes], 1)
        inner = nn.functional.relu(self.inner(nn.functional.dropout(flat, 0.2, self.training)))
        scores: torch.Tensor = self.last(nn.functional.dropout(inner, 0.2, self.training))
        return scores


def learn(cuts: Cuts, *, rounds: int, seed: int) -> Iterator[tuple[int, float, Learner]]:
    """Yield, after each round through what was cut, its number, mean loss and the network as it is then."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    # Half-precision products and pictures laid out by channel take two fifths of the time.
    net = Learner().to(memory_format=torch.channels_last)
    count = len(cuts.classes)
    rule = torch.optim.AdamW(net.parameters(), lr=_TOP_RATE, weight_decay=1e-3)
    steps = rounds * (count // _BATCH)
    pace = torch.optim.lr_scheduler.OneCycleLR(rule, max_lr=_TOP_RATE, total_steps=steps, pct_start=0.15)
    for number in range(1, rounds + 1):
        net.train()
        losses = []
        for chosen in rng.permutation(count)[: count // _BATCH * _BATCH].reshape(-1, _BATCH):
            loss = _loss(net, cuts, chosen, rng)
            rule.zero_grad()
            loss.backward()
            rule.step()
            pace.step()
            losses.append(loss.item())
        yield number, float(np.mean(losses)), net


def _loss(net: Learner, cuts: Cuts, chosen: npt.NDArray[Any], rng: np.random.Generator) -> torch.Tensor:
    pictures = cuts.pictures[chosen].astype(np.float32) / 255
    shift = (int(rng.integers(-_MOST_SHIFT, _MOST_SHIFT + 1)), int(rng.integers(-_MOST_SHIFT, _MOST_SHIFT + 1)))
    gain = rng.uniform(*_GAIN, (len(chosen), 1, 1)).astype(np.float32)
    pictures = np.clip(np.roll(pictures, shift, axis=(1, 2)) * gain, 0, 1)
    sizes = cuts.sizes[chosen] * rng.uniform(0.95, 1.05, (len(chosen), 1)).astype(np.float32)
    seen = torch.from_numpy(pictures[:, None]).contiguous(memory_format=torch.channels_last)
    with torch.autocast("cpu", torch.bfloat16):
        scores = net(seen, torch.from_numpy(sizes)).float()
    wanted = torch.from_numpy(cuts.classes[chosen])
    return nn.functional.cross_entropy(scores, wanted, label_smoothing=_SMOOTH)


def folded(net: Learner) -> dict[str, npt.NDArray[np.float16]]:
    """Return the weights as the reader takes them, batch norms folded in."""
    return {**folded_body(net.body), **plain("inner", net.inner), **plain("last", net.last)}
