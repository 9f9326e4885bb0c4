"""`mestieri train …`: make the weights that ship, from public data, again and alike."""

from __future__ import annotations

import dataclasses
import shlex
from pathlib import Path
from typing import Annotated, Any

import typer

from mestieri.cli.output import CommandFailure, print_json, progress, say
from mestieri.config.environment import data_folder
from mestieri.engines.occupations import Classification, ClassificationProblem, read_classification
from mestieri.engines.occupations.packaged import write
from mestieri.engines.occupations.training.corpus import Corpus, corpus_of
from mestieri.engines.occupations.training.recipe import Recipe
from mestieri.engines.occupations.training.trainer import Training, TrainingProblem, train_steps

training_verbs = typer.Typer(no_args_is_help=True, help="Make the weights that ship.")

STEPS_BETWEEN_LINES = 50


@training_verbs.callback()
def _root() -> None:
    """Keep «occupations» a word of the command even while it is the only one."""


@training_verbs.command("occupations")
def occupations(
    esco: Annotated[
        list[Path], typer.Option("--esco", help="Zip, CSV file or folder of ESCO, newest first.")
    ],
    more: Annotated[list[Path] | None, typer.Argument(help="Further paths of ESCO.")] = None,
    output: Annotated[
        Path | None, typer.Option(help="Folder to write; default: occupations in MESTIERI_DATA.")
    ] = None,
    settings: Annotated[
        list[str] | None, typer.Option("--set", help="A setting of the recipe, «steps=800».")
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget an interrupted run.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON value on stdout.")] = False,
) -> None:
    """Train the title encoder on ESCO and write it, with the labels, to a folder.

    An interrupted run goes on where it was saved; on one machine the same data and the
    same recipe give the same weights.
    """
    paths = [*esco, *(more or [])]
    recipe = _recipe(settings or [])
    folder = output or data_folder() / "occupations"
    saved = folder / "training.npz"
    if fresh:
        saved.unlink(missing_ok=True)
    try:
        say("Reading ESCO and hashing its titles…")
        classification = read_classification(paths)
        training = Training(corpus_of(classification), recipe)
        _learn(training, saved, folder / "training.log")
        made_by = _made_by(paths, settings or [], classification, training.corpus, recipe)
        manifest = write(folder, classification, training.encoder(), made_by)
    except (ClassificationProblem, TrainingProblem) as problem:
        raise CommandFailure(str(problem)) from None
    except OSError as problem:
        raise CommandFailure(f"«{folder}» cannot be written: {problem.strerror}.") from None
    saved.unlink(missing_ok=True)
    if as_json:
        print_json(manifest)
    else:
        size = sum(file["bytes"] for file in manifest["files"].values()) / 2**20
        say(f"Trained {recipe.steps} steps; {size:.1f} MB written to «{folder}».")


def _learn(training: Training, saved: Path, log: Path) -> None:
    """Run the steps that are left, with a bar for the person and a line a while in the log."""
    log.parent.mkdir(parents=True, exist_ok=True)
    if saved.exists():
        training.resume(saved)
        say(f"Going on after step {training.steps_done}, where the run was interrupted.")
    left = training.recipe.steps - training.steps_done
    with log.open("a", encoding="utf8") as lines:
        for step, loss in progress(train_steps(training, saved), "Learning", total=left):
            if step % STEPS_BETWEEN_LINES == 0 or step == training.recipe.steps:
                lines.write(f"step {step} loss {loss:.4f}\n")
                lines.flush()


def _made_by(
    paths: list[Path],
    settings: list[str],
    classification: Classification,
    corpus: Corpus,
    recipe: Recipe,
) -> dict[str, Any]:
    """What the manifest says of the run. Folders of this machine are nobody's business."""
    command = ["mestieri", "train", "occupations"]
    command += [word for path in paths for word in ("--esco", path.name)]
    command += [word for setting in settings for word in ("--set", setting)]
    return {
        "command": shlex.join(command),
        "data": {
            "version": classification.version,
            "occupations": len(classification.occupations),
            "groups": len(classification.groups),
            "distinct titles": corpus.titles,
            "languages": sorted({lang for c in classification.concepts for lang in c.labels}),
        },
        "recipe": recipe.as_dict(),
    }


def _recipe(settings: list[str]) -> Recipe:
    """The default recipe with the settings of the command line."""
    known: dict[str, Any] = Recipe().as_dict()
    changed: dict[str, Any] = {}
    for setting in settings:
        name, _, value = setting.partition("=")
        if name not in known:
            raise CommandFailure(f"There is no setting «{name}». Known: {', '.join(known)}.")
        try:
            changed[name] = type(known[name])(float(value))
        except ValueError:
            raise CommandFailure(f"«{setting}» does not give {name} a number.") from None
    try:
        return dataclasses.replace(Recipe(), **changed)
    except ValueError as problem:
        raise CommandFailure(str(problem)) from None


def register(app: typer.Typer) -> None:
    app.add_typer(training_verbs, name="train")
