"""Score the reading of CVs by their headings: a row a layout, seen and unseen apart.

.venv/bin/python tools/score_cv_layouts.py [FOLDER…] [--files]
"""

from __future__ import annotations

import sys
from pathlib import Path

from mestieri.cli.benches.europass.layouts import LayoutScore, score_folder

FIXTURES = Path(__file__).parents[1] / "tests" / "engines" / "europass"


def main(arguments: list[str]) -> None:
    folders = [Path(argument) for argument in arguments if not argument.startswith("--")]
    for folder in folders or [FIXTURES / "layouts_seen", FIXTURES / "layouts_unseen"]:
        scores = score_folder(folder)
        print(f"{folder.name}: {_rate(scores)}")
        for score in scores:
            row = score.as_row()
            print(
                f"  {row['layout']:<36} {row['right']:>3} of {row['files']:<3}"
                f" names {row['names']:<3} experiences {row['found']} of"
                f" {row['experiences']}, invented {row['invented']}"
            )
            if "--files" in arguments:
                for one in score.files:
                    print(
                        f"    {one.file} {one.status} name {one.name_right}"
                        f" {one.found}/{one.experiences} +{one.invented}"
                    )


def _rate(scores: list[LayoutScore]) -> str:
    files = sum(len(score.files) for score in scores)
    right = sum(score.right for score in scores)
    return f"{right} of {files} ({right / files:.0%})" if files else "no files yet"


if __name__ == "__main__":
    main(sys.argv[1:])
