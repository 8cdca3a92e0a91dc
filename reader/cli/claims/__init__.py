"""``postil claims``: what articles claim, sentence by sentence and across articles."""

import argparse


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; each is imported when it is asked for."""
    if arguments.claims == "board":
        from reader.cli.claims import board as boarding

        return boarding.run(arguments)
    if arguments.claims == "match":
        from reader.cli.claims import match as matching

        return matching.run(arguments)
    from reader.cli.claims import suggest as suggesting

    return suggesting.run(arguments)
