"""How long the inspector takes to start, and to judge one saved page; print a Markdown table.

python benchmarks/startup.py [--rounds N]
"""

import argparse

import corpora
from measuring import cost, inspector, setting, spread, table


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    page = next(iter(sorted(corpora.portal(300).glob("art/**/*.html"))))
    commands = {
        "inspector --help": inspector("--help"),
        "inspector check FILE": inspector("check", page),
        "inspector check FILE --format json": inspector("check", page, "--format", "json"),
    }
    rows = []
    for name, command in commands.items():
        runs = [cost(command, corpora.WORK / "startup.log") for _ in range(options.rounds)]
        rows.append(
            [f"`{name}`", spread([run.wall for run in runs], 2), spread([run.memory for run in runs])]
        )
    print(f"{setting()} {options.rounds} rounds.\n")
    print(table(["command", "seconds", "peak MB"], rows))


if __name__ == "__main__":
    main()
