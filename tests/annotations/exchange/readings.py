"""What the readers of others made of our exports, where they cannot be had as wheels.

``clippings`` and ``myclippings`` are released as sources alone, and ``label-studio-sdk`` brings
pandas and nltk with it: none of them is a dependency of ``make check``. Each has
read one export, and what it read is kept in ``tests/data/readings`` beside the file that it was
given; its README says with which release and when. To have one read again, run this module with a
Python that has it::

    python -m tests.annotations.exchange.readings export
    PYTHONPATH=. python tests/annotations/exchange/readings.py clippings
"""

import io
import json
import sys
from pathlib import Path

READINGS = Path(__file__).parents[2] / "data" / "readings"
KINDLE, KINDLE_READING = READINGS / "kindle.clippings.txt", READINGS / "kindle.json"
TASKS, TASKS_READING = READINGS / "tasks.labelstudio.json", READINGS / "tasks.conll"

_LABELS = "".join(f'<Label value="{kind}"/>' for kind in ("claim", "highlight", "question"))
_CONFIGURATION = f"""<View>
<Labels name="label" toName="text">{_LABELS}</Labels><Text name="text" value="$text"/>
</View>"""


def export() -> None:
    """Write the files that are given to the readers."""
    from annotations.exchange import FORMATS  # A reader's Python has nothing of ours to import.
    from tests.annotations.exchange.builders import read_by_others

    READINGS.mkdir(exist_ok=True)
    for name, file in (("clippings", KINDLE), ("labelstudio", TASKS)):
        text = "".join(FORMATS[name].write(*read_by_others()))
        file.write_text(text, encoding="utf-8", newline="")


def read_clippings() -> None:
    """Write what ``clippings`` and ``myclippings`` read in the Kindle's file."""
    import clippings.parser  # Each reader is in an environment of its own.
    import myclippings

    text = KINDLE.read_text(encoding="utf-8-sig")
    entries = clippings.parser.parse_clippings(io.StringIO(text, newline=""))
    books = myclippings.clippings_file_to_parsed_array(str(KINDLE))
    reading = {
        "clippings": [
            [each.metadata.category, each.metadata.timestamp.isoformat(), each.content]
            for each in entries
        ],
        "myclippings": [
            [each["note_type"], each["date"], each["content"]]
            for book in books
            for each in book["clippings"]
        ],
    }
    written = json.dumps(reading, ensure_ascii=False, indent=1, default=str) + "\n"
    KINDLE_READING.write_text(written, encoding="utf-8", newline="\n")


def read_tasks(folder: Path) -> None:
    """Write the CoNLL file that Label Studio's converter makes of the tasks, by way of a folder."""
    from label_studio_sdk.converter import Converter  # Each reader is in an environment of its own.

    made = Converter(_CONFIGURATION, str(folder), download_resources=False)
    made.convert_to_conll2003(str(TASKS), str(folder / "out"), is_dir=False)
    conll = (folder / "out" / "result.conll").read_text(encoding="utf-8")
    TASKS_READING.write_text(conll, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["export"]:
            export()
        case ["clippings"]:
            read_clippings()
        case ["labelstudio", folder]:
            read_tasks(Path(folder))
        case _:
            sys.exit("Say export, clippings, or labelstudio and a folder for its work.")
