"""What an article is called where its whole path is not shown."""

import os

from reader.loading import endings_to_look_into


def file_name(path: str) -> str:
    """The name of the article's file; of one of several in a file, that and its own name.

    >>> file_name("2023/letter.txt"), file_name("2023/corpus.jsonl/0012")
    ('letter.txt', 'corpus.jsonl/0012')
    """
    return path[_start_of_file(path) :]


def stem(path: str) -> str:
    """Likewise, without the ending of the file.

    >>> stem("2023/letter.txt"), stem("2023/corpus.jsonl/0012")
    ('letter', 'corpus/0012')
    """
    file, slash, member = file_name(path).partition("/")
    return f"{file.rpartition('.')[0] or file}{slash}{member}"


def _start_of_file(path: str) -> int:
    """Where the name of the file begins: the first that may hold several, else the last."""
    several = endings_to_look_into()
    start = 0
    while (end := path.find("/", start)) >= 0:
        is_file = os.path.splitext(path[start:end])[1].lower() in several  # noqa: PTH122  (a string)
        if is_file or end == len(path) - 1:
            return start
        start = end + 1
    return start
