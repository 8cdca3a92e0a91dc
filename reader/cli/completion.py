"""Completion scripts for shells, made from the parsers, so that they cannot lag behind them."""

import argparse
from collections.abc import Iterable, Iterator
from shlex import quote

from reader.cli.parser import COMMANDS, SHELLS, command_parser, reading_parser

_Parsers = dict[str, argparse.ArgumentParser]
"""By the words that lead to each: "", "export", "claims", "claims board"."""

_FISH_SEEN = "__fish_seen_subcommand_from {}"


def script(shell: str) -> str:
    """The script to be evaluated by the shell, one of ``SHELLS``."""
    parsers: _Parsers = {"": reading_parser()}
    for command in COMMANDS:
        parsers[command.name] = parser = command_parser(command)
        parsers |= {f"{command.name} {name}": each for name, each in _inner(parser).items()}
    makers = dict(zip(SHELLS, (_bash, _zsh, _fish), strict=True))
    return "\n".join(makers[shell](parsers)) + "\n"


def _inner(parser: argparse.ArgumentParser) -> _Parsers:
    """The parsers of a command's own commands, by their names."""
    return {
        name: each
        for action in parser._actions  # noqa: SLF001  (argparse names no other way)
        if isinstance(action, argparse._SubParsersAction)  # noqa: SLF001
        for name, each in action.choices.items()
    }


def _options(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    return [action for action in parser._actions if action.option_strings]  # noqa: SLF001  (argparse names no other way)


def _words(parser: argparse.ArgumentParser) -> str:
    return " ".join(name for option in _options(parser) for name in option.option_strings)


def _has_value(option: argparse.Action) -> bool:
    return option.nargs != 0


def _bash(parsers: _Parsers) -> Iterator[str]:
    skipped = "|".join(
        name
        for option in _options(parsers[""])
        if _has_value(option)
        for name in option.option_strings
    )
    groups = "|".join(name for name, parser in parsers.items() if _inner(parser))
    names = " ".join(command.name for command in COMMANDS)
    yield "_postil() {"
    yield '    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command="" at'
    yield "    for ((at = 1; at < COMP_CWORD; at++)); do"
    yield "        case ${COMP_WORDS[at]} in"
    yield f"            {skipped}) ((at++)) ;;"
    yield "            -*) ;;"
    yield '            *) command="${command:+$command }${COMP_WORDS[at]}"'
    yield f"                case $command in {groups}) ;; *) break ;; esac ;;"
    yield "        esac"
    yield "    done"
    yield "    COMPREPLY=()"
    yield "    case $command:$prev in"
    for command, parser in parsers.items():
        for option in filter(_has_value, _options(parser)):
            pattern = "|".join(quote(f"{command}:{name}") for name in option.option_strings)
            reply = f'COMPREPLY=($(compgen -W {quote(_choices(option))} -- "$cur")); '
            yield f"        {pattern}) {reply if option.choices else ''}return ;;"
    yield "    esac"
    yield "    case $command:$cur in"
    for command, parser in parsers.items():
        shown = f'COMPREPLY=($(compgen -W {quote(_words(parser))} -- "$cur")) ;;'
        yield f"        {quote(command + ':')}-*) {shown}"
        if inner := " ".join(_inner(parser)):
            yield f'        {command}:*) COMPREPLY=($(compgen -W {quote(inner)} -- "$cur")) ;;'
    yield f'        :*) COMPREPLY=($(compgen -W {quote(names)} -- "$cur") $(compgen -f -- "$cur")) ;;'
    yield "    esac"
    yield "}"
    # Where nothing is offered, the shell completes names of files.
    yield "complete -o default -o filenames -F _postil postil"


def _choices(option: argparse.Action) -> str:
    return " ".join(map(str, option.choices or ()))


def _zsh(parsers: _Parsers) -> Iterator[str]:
    yield "#compdef postil"
    yield "_postil() {"
    yield "    local context state state_descr line"
    yield "    typeset -A opt_args"
    yield from _zsh_arguments(parsers[""], "'1: :->first' '*:: :->rest'", "    ")
    yield "    case $state in"
    yield "        first)"
    yield "            local -a commands=("
    for command in COMMANDS:
        yield f"                {quote(f'{command.name}:{command.help}')}"
    yield "            )"
    yield "            _describe command commands"
    yield "            _files ;;"
    yield "        rest)"
    yield from _zsh_case({name: each for name, each in parsers.items() if " " not in name}, 12)
    yield "            ;;"
    yield "    esac"
    yield "}"
    yield 'if [[ $funcstack[1] == _postil ]]; then _postil "$@"; else compdef _postil postil; fi'


def _zsh_case(parsers: _Parsers, indent: int) -> Iterator[str]:
    """What follows the first word, which is a command's name or that of a file."""
    blank = " " * indent
    yield f"{blank}case $words[1] in"
    for name, parser in parsers.items():
        if not name:
            continue
        yield f"{blank}    {name})"
        if inner := _inner(parser):
            rest = f"'1: :({' '.join(inner)})' '*:: :->inner'"
            yield from _zsh_arguments(parser, rest, f"{blank}        ")
            yield f"{blank}        if [[ $state == inner ]]; then"
            yield from _zsh_case(inner, indent + 12)
            yield f"{blank}        fi"
        else:
            yield from _zsh_arguments(parser, "'*: :_files'", f"{blank}        ")
        yield f"{blank}        ;;"
    yield f"{blank}    *) _files ;;"
    yield f"{blank}esac"


def _zsh_arguments(parser: argparse.ArgumentParser, rest: str, indent: str) -> Iterator[str]:
    yield f"{indent}_arguments -C \\"
    for option in _options(parser):
        for name in option.option_strings:
            about = (option.help or "").replace("[", "(").replace("]", ")").replace(":", r"\:")
            yield f"{indent}    {quote(f'{name}[{about}]{_zsh_value(option)}')} \\"
    yield f"{indent}    {rest}"


def _zsh_value(option: argparse.Action) -> str:
    if not _has_value(option):
        return ""
    return f": :({_choices(option)})" if option.choices else ": :_files"


def _fish(parsers: _Parsers) -> Iterator[str]:
    for command in COMMANDS:
        about = quote(command.help)
        yield f"complete -c postil -n __fish_use_subcommand -a {command.name} -d {about}"
    for name, parser in parsers.items():
        seen = " ; and ".join(map(_FISH_SEEN.format, name.split()))
        where = quote(seen) if name else "__fish_use_subcommand"
        inner = _inner(parser)
        first = quote(f"{seen} ; and not {_FISH_SEEN.format(' '.join(inner))}")
        for each, its in inner.items():
            about = quote(its.description or "")
            yield f"complete -c postil -n {first} -f -a {each} -d {about}"
        for option in _options(parser):
            yield " ".join(("complete -c postil -n", where, *_fish_option(option)))


def _fish_option(option: argparse.Action) -> Iterable[str]:
    for name in option.option_strings:
        yield f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}"
    if option.choices:
        yield f"-x -a {quote(_choices(option))}"
    elif _has_value(option):
        yield "-r"
    yield f"-d {quote(option.help or '')}"
