"""Steps of training in eager PyTorch on one thread, made when they are asked for: a peer of `step` in tests/Makemore.Benchmarks.

Each line of the input is a model and a number of steps, as in `gru 100`; the answer to it is a line of JSON with the microseconds of a
step. With models as arguments it prints the median of each instead, as one object.

python3 tests/peers/steps.py [MODEL...]
"""
import json
import statistics
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

import makemore

WIDTH, VOCABULARY, CONTEXT, BATCHES = makemore.WIDTH, 27, makemore.CONTEXT, 8


class Part2(nn.Module):
    """Lecture 2's MLP; its rate is a constant."""

    def __init__(self):
        super().__init__()
        self.c, self.w1, self.b1 = (nn.Parameter(torch.randn(shape)) for shape in ((27, 10), (30, 200), (200,)))
        self.w2, self.b2 = (nn.Parameter(torch.randn(shape)) for shape in ((200, 27), (27,)))

    def forward(self, tokens):
        return torch.tanh(self.c[tokens].view(-1, 30) @ self.w1 + self.b1) @ self.w2 + self.b2


class Part3(nn.Module):
    """Lecture 3's MLP, with batch normalization as it writes it."""

    def __init__(self):
        super().__init__()
        self.c, self.w1 = nn.Parameter(torch.randn(27, 10)), nn.Parameter(torch.randn(30, 200) * (5 / 3) / 30 ** 0.5)
        self.w2, self.b2 = nn.Parameter(torch.randn(200, 27) * 0.01), nn.Parameter(torch.zeros(27))
        self.gain, self.shift = nn.Parameter(torch.ones(1, 200)), nn.Parameter(torch.zeros(1, 200))
        self.mean, self.deviation = torch.zeros(1, 200), torch.ones(1, 200)

    def forward(self, tokens):
        before = self.c[tokens].view(-1, 30) @ self.w1
        mean, deviation = before.mean(0, keepdim=True), before.std(0, keepdim=True)
        with torch.no_grad():
            self.mean = 0.999 * self.mean + 0.001 * mean
            self.deviation = 0.999 * self.deviation + 0.001 * deviation
        return torch.tanh(self.gain * (before - mean) / deviation + self.shift) @ self.w2 + self.b2


class Gpt(nn.Module):
    """The transformer of makemore.py in another size."""

    def __init__(self, vocabulary, context, width, heads, layers):
        super().__init__()
        self.token, self.place = nn.Embedding(vocabulary, width), nn.Embedding(context, width)
        self.blocks = nn.Sequential(*(Block(width, heads, context) for _ in range(layers)))
        self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, vocabulary, bias=False)

    def forward(self, tokens):
        x = self.token(tokens) + self.place.weight[:tokens.shape[1]]
        return self.head(self.norm(self.blocks(x)))


class Block(nn.Module):
    def __init__(self, width, heads, context):
        super().__init__()
        self.heads = heads
        self.first, self.second = nn.LayerNorm(width), nn.LayerNorm(width)
        self.inputs, self.output = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.units = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU("tanh"), nn.Linear(4 * width, width))
        self.register_buffer("future", torch.ones(context, context, dtype=torch.bool).triu(1))

    def forward(self, x):
        x = x + self.attention(self.first(x))
        return x + self.units(self.second(x))

    def attention(self, x):
        batch, length, width = x.shape
        q, k, v = (part.view(batch, length, self.heads, -1).transpose(1, 2) for part in self.inputs(x).split(width, 2))
        scores = q @ k.transpose(2, 3) * (width // self.heads) ** -0.5
        weights = scores.masked_fill(self.future[:length, :length], float("-inf")).softmax(3)
        return self.output((weights @ v).transpose(1, 2).reshape(batch, length, width))


class BagOfWords(nn.Module):
    def __init__(self):
        super().__init__()
        self.token, self.place = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(CONTEXT, WIDTH)
        self.hidden, self.back, self.head = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, VOCABULARY)
        self.register_buffer("counts", torch.arange(1, CONTEXT + 1).view(-1, 1).float())

    def forward(self, tokens):
        x = self.token(tokens) + self.place.weight[:tokens.shape[1]]
        x = x + x.cumsum(1) / self.counts[:tokens.shape[1]]
        return self.head(x + self.back(torch.tanh(self.hidden(x))))


class Training:
    """A model with the optimizer and random batches that it learns from."""

    def __init__(self, model, vocabulary=VOCABULARY, batch=32, context=CONTEXT, rate=5e-4, decay=0.01, clip=0, is_windowed=False, is_plain=False):
        self.model, self.clip, self.next = model, clip, 0
        self.tokens = torch.randint(vocabulary, (BATCHES, batch, context))
        self.targets = torch.randint(vocabulary, (BATCHES, batch) if is_windowed else (BATCHES, batch * context))
        self.optimizer = torch.optim.SGD(model.parameters(), lr=rate) if is_plain else torch.optim.AdamW(
            model.parameters(), lr=rate, betas=(0.9, 0.99), eps=1e-8, weight_decay=decay)

    def step(self):
        self.next = (self.next + 1) % BATCHES
        self.optimizer.zero_grad(set_to_none=True)
        logits = self.model(self.tokens[self.next])
        loss = F.cross_entropy(logits.view(-1, logits.shape[-1]), self.targets[self.next])
        loss.backward()
        if self.clip:
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.clip)
        self.optimizer.step()
        return loss.item()

    def microseconds(self, steps):
        start = time.perf_counter()
        for _ in range(steps):
            self.step()
        return 1e6 * (time.perf_counter() - start) / steps


LECTURE = {"context": 3, "rate": 0.01, "is_windowed": True, "is_plain": True}

MODELS = {
    "part2": lambda: Training(Part2(), **LECTURE),
    "part3": lambda: Training(Part3(), **LECTURE),
    "bow": lambda: Training(BagOfWords()),
    "rnn": lambda: Training(makemore.MODELS["rnn"](VOCABULARY)),
    "gru": lambda: Training(makemore.MODELS["gru"](VOCABULARY)),
    "cell": lambda: Training(makemore.MODELS["gru"](VOCABULARY)),
    "mlp": lambda: Training(makemore.MODELS["mlp"](VOCABULARY)),
    "transformer": lambda: Training(Gpt(VOCABULARY, CONTEXT, WIDTH, makemore.HEADS, makemore.LAYERS)),
    "nanogpt": lambda: Training(Gpt(65, 64, 128, 4, 4), vocabulary=65, batch=12, context=64, rate=1e-3, decay=0.1, clip=1),
}


def main():
    torch.set_num_threads(1)
    torch.manual_seed(5)
    if sys.argv[1:]:
        trainings = {name: MODELS[name]() for name in sys.argv[1:]}
        for training in trainings.values():
            training.microseconds(20)
        print(json.dumps({name: statistics.median(training.microseconds(10) for _ in range(15)) for name, training in trainings.items()}))
        return
    trainings = {}
    for line in sys.stdin:
        name, steps = line.split()
        if name not in trainings:
            trainings[name] = MODELS[name]()
        print(json.dumps({"model": name, "microseconds": trainings[name].microseconds(int(steps))}), flush=True)


if __name__ == "__main__":
    main()
