"""The network while it learns: needs PyTorch, which reading does not."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from ocr.handwriting.network import LAYERS, OUTPUTS
from ocr.handwriting.training.sets import NO_FIGURE, Examples

BATCH = 64
_TOP_RATE = 3e-3
_PEN_WEIGHT = 0.5  # of the loss for where a pen wrote, beside that for what it wrote


class Learner(nn.Module):  # type: ignore[misc]
    """The network of `ocr.handwriting.network`, layer by layer, with batch norms that are folded into it at the end."""

    def __init__(self) -> None:
        super().__init__()
        parts: list[nn.Module] = []
        for layer in LAYERS:
            reach = (layer.rows // 2 if layer.padded else 0, layer.columns // 2)
            size = (layer.rows, layer.columns)
            parts.append(nn.Conv2d(layer.takes, layer.gives, size, stride=layer.stride, padding=reach, bias=False))
            parts += [nn.BatchNorm2d(layer.gives), nn.ReLU()]
            if layer.halved:
                parts.append(nn.MaxPool2d((2, 1)))
        self.body = nn.Sequential(*parts)
        self.head = nn.Conv2d(LAYERS[-1].gives, OUTPUTS, 1)

    def forward(self, strips: torch.Tensor) -> torch.Tensor:
        """Return batch × OUTPUTS × columns."""
        scores: torch.Tensor = self.head(nn.functional.dropout(self.body(strips), 0.1, self.training)).squeeze(2)
        return scores


def learn(examples: Examples, *, rounds: int, seed: int) -> Iterator[tuple[int, float, Learner]]:
    """Yield, after each round through the examples, its number, mean loss and the network as it is then."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    # Half-precision products and pictures laid out by channel make a round three times as fast on a processor.
    net = Learner().to(memory_format=torch.channels_last)
    count = len(examples.strips)
    steps = rounds * (count // BATCH)
    rule = torch.optim.AdamW(net.parameters(), lr=_TOP_RATE, weight_decay=1e-3)
    pace = torch.optim.lr_scheduler.OneCycleLR(rule, max_lr=_TOP_RATE, total_steps=steps, pct_start=0.15)
    for number in range(1, rounds + 1):
        net.train()
        losses = []
        order = rng.permutation(count)[: count // BATCH * BATCH].reshape(-1, BATCH)
        for chosen in order:
            loss = _loss(net, examples, chosen, rng)
            rule.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            rule.step()
            pace.step()
            losses.append(loss.item())
        yield number, float(np.mean(losses)), net


def _loss(net: Learner, examples: Examples, chosen: npt.NDArray[Any], rng: np.random.Generator) -> torch.Tensor:
    picture = examples.strips[chosen].astype(np.float32) / 255
    gain = rng.uniform(0.7, 1.3, (len(chosen), 1, 1)).astype(np.float32)
    picture = np.clip(np.roll(picture, int(rng.integers(-2, 3)), axis=1) * gain, 0, 1)
    with torch.autocast("cpu", torch.bfloat16):
        scores = net(torch.from_numpy(picture[:, None]).contiguous(memory_format=torch.channels_last)).float()
    figures = torch.from_numpy(examples.figures[chosen])
    lengths = (figures > 0).sum(1)
    odds = scores[:, : NO_FIGURE + 1].log_softmax(1).permute(2, 0, 1)
    columns = torch.full((len(chosen),), odds.shape[0])
    what = nn.functional.ctc_loss(odds, figures, columns, lengths, zero_infinity=True)
    penned = torch.from_numpy(examples.penned[chosen].astype(np.float32))
    where = nn.functional.binary_cross_entropy_with_logits(scores[:, NO_FIGURE + 1], penned)
    return what + _PEN_WEIGHT * where


def folded(net: Learner) -> dict[str, npt.NDArray[np.float16]]:
    """Return the weights as the reader takes them, batch norms folded in."""
    return {**folded_body(net.body), **plain("head", net.head)}


def folded_body(body: nn.Sequential) -> dict[str, npt.NDArray[np.float16]]:
    """Return the weights of convolutions one behind the other, each with its batch norm folded in."""
    weights: dict[str, npt.NDArray[np.float16]] = {}
    norms = [part for part in body if isinstance(part, nn.BatchNorm2d)]
    turns = [part for part in body if isinstance(part, nn.Conv2d)]
    with torch.no_grad():
        for index, (turn, norm) in enumerate(zip(turns, norms, strict=True)):
            gain = norm.weight / torch.sqrt(norm.running_var + norm.eps)
            weights[f"weight{index}"] = (turn.weight * gain[:, None, None, None]).numpy().astype(np.float16)
            weights[f"bias{index}"] = (norm.bias - norm.running_mean * gain).numpy().astype(np.float16)
    return weights


def plain(name: str, layer: Any) -> dict[str, npt.NDArray[np.float16]]:
    """Return the weights of a layer that no batch norm follows."""
    return {
        f"weight_{name}": layer.weight.detach().numpy().astype(np.float16),
        f"bias_{name}": layer.bias.detach().numpy().astype(np.float16),
    }
