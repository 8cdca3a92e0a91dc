"""Words that some program would obey, were they not escaped for it."""

import random

FRAGMENTS = (
    # Org
    "  #+end_quote", '  #+INCLUDE: "CANARY"', '#+SETUPFILE: "CANARY"',
    "#+begin_src emacs-lisp :exports results\n(write-region \"\" nil \"CANARY\")\n#+end_src",
    "src_emacs-lisp{(write-region \"\" nil \"CANARY\")}", "call_x()", "#+CALL: x()",
    "[[elisp:(ding)][https://good.example]]", "[[shell:ls]]", "shell:ls", "<elisp:(ding)>",
    "file+sys:/CANARY", "渡shell:ls", "@@html:<script>1</script>@@", "{{{title}}}", "{{{{x}}}}",
    "\\input{CANARY}", "\\alpha", "$x$", "$$y$$", "\\(z\\)", "$5 and 6$.", "\\begin{a}\nb\n\\end{a}",
    "[fn:1] a note", "[fn:: b]", "[cite:@key]", "<<target>>", "<<<radio>>>", "<2024-01-01 Mon>",
    '<%%(write-region "" nil "CANARY")>', "%%(ding)", "CLOCK: [2024-01-01 Mon 10:00]", ":DRAWER:",
    ":END:", ": fixed", "# a comment", "#+TBLFM: $1='(ding)", "-----", "* heading", "** TODO x",
    "- [ ] item", "1. one", "a) one", "Local Variables:\neval: (ding)\nEnd:",
    # Markdown and what is built on it
    "# title", "> quote", "===", "---", ":--", "|:-:|", "a | b\n---|---", "| a |\n|---|", "~~~",
    "```", "    code", "[a]: https://bad.example", "[a](https://bad.example)", "![](https://b.example)",
    "<https://bad.example>", "<script>1</script>", "<!-- a", "&lt;", "&#60;", "*a*", "__b__", "`c`",
    "[^1]: note", "+ a", "2) b", "\\", "a  ",
    # Obsidian
    "%% hidden", "#tag", "==lit==", "^block", "[[Page]]", "![[Page]]", "`= 1`", "<% tp.x %>",
    "[!note]", "key:: value",
    # Logseq
    "{{video https://b.example}}", "{{query x}}", "((01900000-0000-7000-8000-000000000001))",
    "[:script 1]", "^^lit^^", "id:: 1", "#[[a b]]", "collapsed:: true", "#+BEGIN_QUERY", "- block",
    # tables
    "=1+1", "\n=1+1", " \t=1", "\u00a0=1", "\u200b=1", "+1", "-1", "@x", "'=1", "＝1", "\ufeff=1",
    # and words
    "The wall cost 4.1 million", "she said.", "at 12:30", "naïve 渡し船 🚢", "a_b c^d", "“so”", "",
)  # fmt: skip


def hostile_words(seed: int) -> str:
    """A text of some of the fragments, over several lines."""
    chance = random.Random(seed)
    parts = chance.choices(FRAGMENTS, k=chance.randint(1, 7))
    return "".join(part + chance.choice(["\n", "\n", "\n\n", " ", "\n  ", ""]) for part in parts)


def hostile_line(seed: int) -> str:
    """The same on one line, as titles and addresses are."""
    return " ".join(hostile_words(seed).split())
