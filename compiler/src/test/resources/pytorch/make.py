"""Writes state dicts as PyTorch 2.13 has them, with inputs and the outputs that belong to them.

python make.py [FOLDER]        the small ones, which are kept beside this script
python make.py FOLDER large    a 784-512-256-10 network

For each model: NAME.safetensors or NAME.npz, the state dict, and NAME-data.npz with x and y. Images and series are written
with the channels last, as the networks beside this script want them.
"""

import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from torch import nn

FOLDER = Path(sys.argv[1] if len(sys.argv) > 1 else ".")


def dense(*sizes):
    layers = []
    for i in range(len(sizes) - 1):
        layers += [nn.Linear(sizes[i], sizes[i + 1]), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


class Convolution(nn.Module):
    """conv, batch norm, a grouped conv with stride, and a linear layer over all of the image."""

    def __init__(self):
        super().__init__()
        self.conv_in = nn.Conv2d(2, 4, 3, padding=1)
        self.norm = nn.BatchNorm2d(4)
        self.conv_out = nn.Conv2d(4, 6, 3, stride=2, groups=2)
        self.head = nn.Linear(24, 3)

    def forward(self, x):
        h = torch.relu(self.norm(self.conv_in(x)))
        return self.head(torch.flatten(torch.tanh(self.conv_out(h)), 1))


class Series(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv1d(2, 3, 3, padding=1)
        self.act = nn.PReLU()
        self.norm = nn.RMSNorm(3, eps=1e-6)
        self.head = nn.Linear(3, 2, bias=False)

    def forward(self, x):
        h = self.act(self.conv(x)).transpose(1, 2)
        return self.head(self.norm(h))


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.table = nn.Embedding(5, 4)
        self.first = nn.MultiheadAttention(4, 2, batch_first=True)
        self.after_first = nn.LayerNorm(4)
        self.second = nn.MultiheadAttention(4, 2, batch_first=True)
        self.after_second = nn.LayerNorm(4)
        self.head = nn.Linear(12, 3)

    def forward(self, x):
        h = self.table(x)
        h = self.after_first(h + self.first(h, h, h, need_weights=False)[0])
        h = self.after_second(h + self.second(h, h, h, need_weights=False)[0])
        return self.head(torch.flatten(h, 1))


def trained(model, x):
    """A few steps, so that no weight and no running mean is what it starts as."""
    with torch.no_grad():
        shape = model(x).shape
    target = torch.randn(shape)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for _ in range(20):
        optimizer.zero_grad()
        nn.functional.mse_loss(model(x), target).backward()
        optimizer.step()
    return model.eval()


def write_data(name, model, x, shown):
    with torch.no_grad():
        np.savez(FOLDER / f"{name}-data.npz", x=shown.numpy(), y=model(x).numpy())


def write(name, model, x, shown=None, as_npz=False):
    trained(model, x)
    write_data(name, model, x, x if shown is None else shown)
    if as_npz:
        np.savez(FOLDER / f"{name}.npz", **{k: v.numpy() for k, v in model.state_dict().items()})
    else:
        save_file(model.state_dict(), FOLDER / f"{name}.safetensors", {"format": "pt"})


torch.manual_seed(0)
torch.set_num_threads(1)
if "large" in sys.argv:
    write("large", dense(784, 512, 256, 10), torch.randn(64, 784))
else:
    small, x = dense(8, 6, 4, 3), torch.randn(5, 8)
    write("dense", small, x)
    mixed = {
        key: value.to([torch.float16, torch.bfloat16, torch.float64][i % 3])
        for i, (key, value) in enumerate(small.state_dict().items())
    }
    save_file(mixed, FOLDER / "mixed.safetensors")
    small.load_state_dict(mixed)
    write_data("mixed", small, x, x)
    image = torch.randn(3, 2, 5, 5)
    write("convolution", Convolution(), image, image.permute(0, 2, 3, 1).contiguous())
    series = torch.randn(3, 2, 4)
    write("series", Series(), series, series.transpose(1, 2).contiguous())
    write("attention", Attention(), torch.randint(0, 5, (4, 3)), as_npz=True)
