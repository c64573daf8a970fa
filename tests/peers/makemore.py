"""The six models of makemore.py in eager PyTorch, written from their architectures: a peer to measure experiments/makemore against.

python3 tests/peers/makemore.py NAMES.TXT [--steps 10000] [--model bigram,rnn] [--seed N]
"""
import argparse
import math
import random
import time

import torch
from torch import nn
from torch.nn import functional as F

CONTEXT, WIDTH, HEADS, LAYERS, BATCH = 16, 64, 4, 4, 32
END, IGNORED = 0, -1


class Bigram(nn.Module):
    def __init__(self, vocabulary):
        super().__init__()
        self.table = nn.Parameter(torch.zeros(vocabulary, vocabulary))

    def forward(self, tokens):
        return self.table[tokens]


class Mlp(nn.Module):
    """At each place the last 16 tokens, the newest first; a token of its own stands before the start."""

    def __init__(self, vocabulary):
        super().__init__()
        self.blank = vocabulary
        self.embedding = nn.Embedding(vocabulary + 1, WIDTH)
        self.layers = nn.Sequential(nn.Linear(CONTEXT * WIDTH, WIDTH), nn.Tanh(), nn.Linear(WIDTH, vocabulary))

    def forward(self, tokens):
        padded = F.pad(tokens, (CONTEXT - 1, 0), value=self.blank)
        windows = padded.unfold(1, CONTEXT, 1).flip(-1)
        return self.layers(self.embedding(windows).flatten(2))


class Residual(nn.Module):
    def __init__(self, *layers):
        super().__init__()
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return x + self.layers(x)


class TokenAndPlace(nn.Module):
    def __init__(self, vocabulary):
        super().__init__()
        self.token, self.place = nn.Embedding(vocabulary, WIDTH), nn.Embedding(CONTEXT, WIDTH)

    def forward(self, tokens):
        return self.token(tokens) + self.place.weight[:tokens.shape[1]]


class CausalMean(nn.Module):
    def forward(self, x):
        weights = torch.ones(x.shape[1], x.shape[1]).tril()
        return weights / weights.sum(1, keepdim=True) @ x


def bag_of_words(vocabulary):
    hidden = Residual(nn.Linear(WIDTH, WIDTH), nn.Tanh(), nn.Linear(WIDTH, WIDTH))
    return nn.Sequential(TokenAndPlace(vocabulary), Residual(CausalMean()), hidden, nn.Linear(WIDTH, vocabulary))


class RnnCell(nn.Module):
    def __init__(self):
        super().__init__()
        self.state = nn.Linear(2 * WIDTH, WIDTH)

    def forward(self, x, h):
        return torch.tanh(self.state(torch.cat([x, h], 1)))


class GruCell(nn.Module):
    def __init__(self):
        super().__init__()
        self.update, self.reset, self.candidate = (nn.Linear(2 * WIDTH, WIDTH) for _ in range(3))

    def forward(self, x, h):
        both = torch.cat([x, h], 1)
        z, r = torch.sigmoid(self.update(both)), torch.sigmoid(self.reset(both))
        candidate = torch.tanh(self.candidate(torch.cat([x, r * h], 1)))
        return (1 - z) * h + z * candidate


class Recurrent(nn.Module):
    def __init__(self, vocabulary, cell):
        super().__init__()
        self.start = nn.Parameter(torch.zeros(WIDTH))
        self.embedding, self.cell, self.head = nn.Embedding(vocabulary, WIDTH), cell, nn.Linear(WIDTH, vocabulary)

    def forward(self, tokens):
        h, states = self.start.expand(len(tokens), WIDTH), []
        for x in self.embedding(tokens).unbind(1):
            h = self.cell(x, h)
            states.append(h)
        return self.head(torch.stack(states, 1))


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.inputs, self.output = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)

    def forward(self, x):
        time_steps = x.shape[1]
        q, k, v = (part.unflatten(2, (HEADS, WIDTH // HEADS)).transpose(1, 2) for part in self.inputs(x).chunk(3, 2))
        scores = q @ k.transpose(2, 3) / math.sqrt(WIDTH // HEADS)
        future = torch.ones(time_steps, time_steps, dtype=torch.bool).triu(1)
        mixed = scores.masked_fill(future, -math.inf).softmax(3) @ v
        return self.output(mixed.transpose(1, 2).flatten(2))


def transformer(vocabulary):
    blocks = [layer for _ in range(LAYERS) for layer in (
        Residual(nn.LayerNorm(WIDTH), Attention()),
        Residual(nn.LayerNorm(WIDTH), nn.Linear(WIDTH, 4 * WIDTH), nn.GELU("tanh"), nn.Linear(4 * WIDTH, WIDTH)))]
    head = nn.Linear(WIDTH, vocabulary, bias=False)
    return nn.Sequential(TokenAndPlace(vocabulary), *blocks, nn.LayerNorm(WIDTH), head)


MODELS = {
    "bigram": Bigram,
    "mlp": Mlp,
    "bow": bag_of_words,
    "rnn": lambda vocabulary: Recurrent(vocabulary, RnnCell()),
    "gru": lambda vocabulary: Recurrent(vocabulary, GruCell()),
    "transformer": transformer,
}


def read(path):
    """The vocabulary's size, and (tokens, targets) of the training and the test names, each (names, 16)."""
    with open(path, encoding="utf-8") as file:
        names = file.read().splitlines()
    ids = {character: index for index, character in enumerate(sorted(set("".join(names))), END + 1)}
    random.seed(42)
    random.shuffle(names)
    tokens = torch.full((len(names), CONTEXT), END)
    targets = torch.full((len(names), CONTEXT), IGNORED)
    for row, name in enumerate(names):
        encoded = torch.tensor([ids[character] for character in name])
        tokens[row, 1:len(name) + 1] = encoded
        targets[row, :len(name)] = encoded
        targets[row, len(name)] = END
    train = int(0.9688 * len(names))
    return len(ids) + 1, (tokens[:train], targets[:train]), (tokens[train:], targets[train:])


def loss_of(model, tokens, targets, reduction="mean"):
    return F.cross_entropy(model(tokens).flatten(0, 1), targets.flatten(), ignore_index=IGNORED, reduction=reduction)


@torch.no_grad()
def mean_loss(model, tokens, targets):
    """In nats per token, of all tokens of a split."""
    sums = [loss_of(model, *part, "sum").item() for part in zip(tokens.split(1000), targets.split(1000))]
    return sum(sums) / (targets != IGNORED).sum().item()


def train(model, tokens, targets, steps):
    """Milliseconds per step."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=5e-4, betas=(0.9, 0.99), eps=1e-8, weight_decay=0.01)
    start = time.perf_counter()
    for _ in range(steps):
        names = torch.randint(len(tokens), (BATCH,))
        optimizer.zero_grad(set_to_none=True)
        loss_of(model, tokens[names], targets[names]).backward()
        optimizer.step()
    return 1000 * (time.perf_counter() - start) / steps


def main():
    parser = argparse.ArgumentParser(description="Trains makemore.py's models in PyTorch.")
    parser.add_argument("names", metavar="NAMES.TXT")
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--model", default=",".join(MODELS), help="some of %(default)s")
    parser.add_argument("--seed", type=int, default=3407)
    arguments = parser.parse_args()
    chosen = arguments.model.split(",")
    unknown = [name for name in chosen if name not in MODELS]
    if unknown or arguments.steps < 1:
        parser.error(f"no model named {', '.join(unknown)}: use {', '.join(MODELS)}" if unknown else "--steps must be at least 1")
    torch.set_num_threads(1)
    vocabulary, training, test = read(arguments.names)
    print(f"{'model':<12}{'parameters':>11}{'train':>9}{'test':>9}{'ms/step':>9}", flush=True)
    for name in chosen:
        torch.manual_seed(arguments.seed)
        model = MODELS[name](vocabulary)
        parameters = sum(parameter.numel() for parameter in model.parameters())
        milliseconds = train(model, *training, arguments.steps)
        losses = f"{mean_loss(model, *training):>9.4f}{mean_loss(model, *test):>9.4f}"
        print(f"{name:<12}{parameters:>11,}{losses}{milliseconds:>9.2f}", flush=True)


if __name__ == "__main__":
    main()
