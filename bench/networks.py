"""The same as bench/networks.cpp, written for Debian's python3-torch as its users write it:

    networks.py predict|train pinnacle|resnet18 THREADS

predict: milliseconds for 46 strips, one view each, median of 20. train: examples a second over whole steps on a batch
that lies ready (no augmentation), batches of 32, AdamW.
"""
import statistics
import sys
import time

import torch
from torch import nn


class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(True),
            nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs))
        same = inputs == outputs and stride == 1
        self.shortcut = nn.Identity() if same else nn.Sequential(
            nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        return torch.relu(self.body(x) + self.shortcut(x))


def stem(outputs, kernel):
    return nn.Sequential(nn.Conv2d(2, outputs, kernel, 2, kernel // 2, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(True))


class Pinnacle(nn.Module):
    def __init__(self):
        super().__init__()
        self.maps = nn.Sequential(stem(24, 3), Residual(24, 48, 2), Residual(48, 48, 1), Residual(48, 96, 2),
                                  Residual(96, 96, 1), Residual(96, 128, 2))
        self.head = nn.Sequential(nn.Linear(128 * 8 + 4, 256), nn.ReLU(), nn.Dropout(0.3))
        self.named, self.turned = nn.Linear(256, 24), nn.Linear(256, 1)

    def forward(self, strips, scalars):
        rows = nn.functional.adaptive_avg_pool2d(self.maps(strips), (8, 1)).flatten(1)
        features = self.head(torch.cat([rows, scalars], 1))
        return self.named(features), self.turned(features)


class ResNet18(nn.Module):
    def __init__(self):
        super().__init__()
        self.maps = nn.Sequential(stem(64, 7), nn.MaxPool2d(3, 2, 1), Residual(64, 64, 1), Residual(64, 64, 1),
                                  Residual(64, 128, 2), Residual(128, 128, 1), Residual(128, 256, 2),
                                  Residual(256, 256, 1), Residual(256, 512, 2), Residual(512, 512, 1))
        self.named, self.turned = nn.Linear(516, 24), nn.Linear(516, 1)

    def forward(self, strips, scalars):
        features = torch.cat([nn.functional.adaptive_avg_pool2d(self.maps(strips), 1).flatten(1), scalars], 1)
        return self.named(features), self.turned(features)


def predict(network):
    network.eval()
    strips, scalars = torch.rand(46, 2, 128, 48), torch.rand(46, 4)
    milliseconds = []
    with torch.inference_mode():
        for _ in range(20):
            start = time.perf_counter()
            network(strips, scalars)
            milliseconds.append(1000 * (time.perf_counter() - start))
    return statistics.median(milliseconds)


def train(network):
    optimizer = torch.optim.AdamW(network.parameters(), 1e-3)
    strips, scalars = torch.rand(32, 2, 128, 48), torch.rand(32, 4)
    classes, turned = torch.arange(32) % 24, torch.ones(32, 1)
    warm_up, steps = 5, 45
    for step in range(warm_up + steps):
        if step == warm_up:
            start = time.perf_counter()
        named, orientation = network(strips, scalars)
        loss = nn.functional.cross_entropy(named, classes) + 0.5 * nn.functional.binary_cross_entropy_with_logits(orientation, turned)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return steps * 32 / (time.perf_counter() - start)


if __name__ == "__main__":
    task, model, threads = sys.argv[1:]
    torch.set_num_threads(int(threads))
    network = {"pinnacle": Pinnacle, "resnet18": ResNet18}[model]()
    print(f"{ {'predict': predict, 'train': train}[task](network):.1f}")
