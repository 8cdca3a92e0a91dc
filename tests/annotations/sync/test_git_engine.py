"""Stores that git carries between machines: nothing is lost, and nothing meets a conflict."""

import shutil
from pathlib import Path

import pytest

from annotations import Notebook
from annotations.errors import SyncError
from annotations.store import compaction
from annotations.sync import begin_with_git
from reader.library.collections import Collections
from reader.library.progress import Place, Progress
from tests.annotations.sync.machines import TEXT, Machine, bare, git

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    return bare(tmp_path / "remote.git")


@pytest.fixture
def desk(tmp_path: Path, remote: Path) -> tuple[Machine, Machine]:
    """Two machines in step, on each of which a word was marked."""
    one, two = Machine(tmp_path / "one"), Machine(tmp_path / "two")
    one.mark("w001")
    two.mark("w002")
    one.begin(remote)
    two.begin(remote)
    one.sync()
    return one, two


def test_two_machines_that_begin_apart_come_to_hold_the_same(desk: tuple[Machine, Machine]) -> None:
    one, two = desk
    assert one.shown() == two.shown() == {"w001": "", "w002": ""}
    assert one.problems() == two.problems() == []


def test_what_was_sent_and_received_is_counted_in_versions(desk: tuple[Machine, Machine]) -> None:
    one, two = desk
    one.mark("w003")
    sent = one.sync()
    received = two.sync()
    assert sent.sent > 0
    assert sent.received == 0
    assert (received.sent, received.received) == (0, sent.sent)
    assert one.sync().sentence == "Everything was in step already."


def test_both_sides_notes_on_one_mark_are_kept_as_a_conflict_to_settle(
    desk: tuple[Machine, Machine],
) -> None:
    one, two = desk
    id = one.mark("w010")
    one.sync()
    two.sync()
    one.note(id, "from one")
    two.note(id, "from two")
    one.sync()
    two.sync()
    one.sync()
    for machine in desk:
        with Notebook.open(machine.store) as notebook:
            [conflict] = notebook.maintenance.conflicts()
            notes = {conflict.standing.note, *(each.note for each in conflict.rivals)}
            assert notes == {"from one", "from two"}


def test_undo_takes_back_ones_own_last_step_after_a_sync(desk: tuple[Machine, Machine]) -> None:
    one, two = desk
    start = TEXT.index("w020")
    with Notebook.open(one.store) as notebook:
        from tests.annotations.sync.machines import SOURCE

        notebook.mark(TEXT, start, start + 4, SOURCE)
        two.mark("w021")
        two.sync()
        one.sync()
        notebook.undo()
        assert {each.quote.exact for each in notebook.annotations()} == {"w001", "w002", "w021"}


def test_places_and_collections_are_carried_and_drafts_are_not(
    desk: tuple[Machine, Machine],
) -> None:
    one, two = desk
    Progress.open(one.store).leave("a.txt", "a", Place(1, 0.5, "2026-01-01T00:00:00Z"))
    Collections(one.store).put("a.txt", "a" * 8, ["money"])
    (one.store / "drafts").mkdir()
    (one.store / "drafts" / "x.json").write_text("{}")
    one.sync()
    two.sync()
    assert Collections(two.store).names == ["money"]
    assert Progress.open(two.store).places()
    assert not (two.store / "drafts").exists()


def test_tidying_on_one_machine_removes_the_files_on_the_others_too(
    desk: tuple[Machine, Machine], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = desk
    monkeypatch.setattr(compaction, "_MANY_LOGS", 3)
    for number in range(30, 40):
        one.mark(f"w{number:03}")
        one.sync()
        two.sync()
    assert len([*(two.store / "log").iterdir()]) <= 5
    assert len(two.shown()) == 12
    assert two.problems() == []


def test_a_file_that_vanished_here_is_put_back(desk: tuple[Machine, Machine]) -> None:
    one, _ = desk
    for path in (one.store / "log").iterdir():
        path.unlink()
    for path in (one.store / "texts").iterdir():
        path.unlink()
    assert any("put back" in remark for remark in one.sync().remarks)
    assert one.shown() == {"w001": "", "w002": ""}
    with Notebook.open(one.store) as notebook:
        [text] = {each.source.text_sha256 for each in notebook.annotations()}
        assert notebook.text(text or "") == TEXT


def test_a_log_that_was_cut_here_gets_its_lines_back(desk: tuple[Machine, Machine]) -> None:
    one, _ = desk
    for path in (one.store / "log").iterdir():
        lines = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(lines[0])
    one.sync()
    assert one.shown() == {"w001": "", "w002": ""}


def test_files_that_another_machine_deleted_by_hand_stay(desk: tuple[Machine, Machine]) -> None:
    one, two = desk
    git(two.store, "rm", "-q", "-r", "log", "texts")
    git(two.store, "commit", "-q", "-m", "tidy my disk")
    git(two.store, "push", "-q", "origin", "HEAD:main")
    one.sync()
    assert one.shown() == {"w001": "", "w002": ""}
    two.sync()
    assert two.shown() == one.shown()


def test_names_for_the_same_thing_are_added_and_deleted_on_both_sides(
    desk: tuple[Machine, Machine],
) -> None:
    one, two = desk
    (one.store / "aliases.txt").write_text("US = America\nUK = Britain\n")
    one.sync()
    two.sync()
    (one.store / "aliases.txt").write_text("UK = Britain\nEU = Union\n")
    (two.store / "aliases.txt").write_text("US = America\nUK = Britain\nUN = Nations\n")
    one.sync()
    two.sync()
    one.sync()
    for machine in desk:
        lines = (machine.store / "aliases.txt").read_text().splitlines()
        assert sorted(lines) == ["EU = Union", "UK = Britain", "UN = Nations"]


def test_a_remote_that_was_set_back_gets_everything_again(
    desk: tuple[Machine, Machine], remote: Path
) -> None:
    one, two = desk
    old = git(remote, "rev-parse", "main").strip()
    one.mark("w050")
    one.sync()
    two.sync()
    git(remote, "update-ref", "refs/heads/main", old)
    two.mark("w051")
    assert any("set back" in remark for remark in two.sync().remarks)
    one.sync()
    assert {*one.shown()} == {*two.shown()} == {"w001", "w002", "w050", "w051"}


def test_a_remote_that_was_begun_anew_gets_everything_again(
    desk: tuple[Machine, Machine], remote: Path
) -> None:
    one, two = desk
    shutil.rmtree(remote)
    bare(remote)
    two.mark("w052")
    two.sync()
    one.sync()
    assert {*one.shown()} == {*two.shown()} == {"w001", "w002", "w052"}


def test_a_push_that_loses_a_race_is_tried_again(desk: tuple[Machine, Machine]) -> None:
    one, two = desk
    one.mark("w060")
    two.mark("w061")
    raced: list[str] = []

    def race(step: str) -> None:
        if step == "Sending…" and not raced:
            raced.append(step)
            two.sync()

    one.sync(progress=race)
    assert {*one.shown()} == {"w001", "w002", "w060", "w061"}


def test_hooks_of_the_repository_never_run(desk: tuple[Machine, Machine], tmp_path: Path) -> None:
    one, _ = desk
    hooks = one.store / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("pre-commit", "pre-push", "reference-transaction", "post-index-change"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {tmp_path / 'ran'}\n")
        (hooks / name).chmod(0o755)
    one.mark("w070")
    one.sync()
    assert not (tmp_path / "ran").exists()


def test_a_remote_whose_hook_refuses_is_told_and_nothing_is_lost(
    desk: tuple[Machine, Machine], remote: Path
) -> None:
    one, _ = desk
    hook = remote / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'not on Sundays' >&2\nexit 1\n")
    hook.chmod(0o755)
    one.mark("w071")
    with pytest.raises(SyncError, match="The remote refuses what was sent"):
        one.sync()
    hook.unlink()
    assert one.sync().sentence == "Everything was in step already."
    assert "w071" in git(remote, "show", "main", "--stat", "-p")


def test_settings_that_start_a_program_are_refused(desk: tuple[Machine, Machine]) -> None:
    one, _ = desk
    git(one.store, "config", "core.sshCommand", "touch /tmp/ran")
    with pytest.raises(SyncError, match="sshcommand"):
        one.sync()


def test_links_that_a_remote_brings_are_not_written(
    desk: tuple[Machine, Machine], remote: Path, tmp_path: Path
) -> None:
    one, _ = desk
    evil = tmp_path / "evil"
    git(tmp_path, "clone", "-q", str(remote), str(evil))
    shutil.rmtree(evil / "places", ignore_errors=True)
    (evil / "places").symlink_to(tmp_path)
    (evil / "log" / "1.jsonl").symlink_to(tmp_path / "out")
    git(evil, "add", "-A")
    git(evil, "commit", "-q", "-m", "evil")
    git(evil, "push", "-q", "origin", "HEAD:main")
    one.sync()
    assert not (one.store / "places").is_symlink()
    assert not (one.store / "log" / "1.jsonl").exists()
    assert one.shown() == {"w001": "", "w002": ""}


@pytest.mark.parametrize(
    ("name", "told"),
    [("rebase-merge", "a rebase under way"), ("MERGE_HEAD", "a merge under way")],
)
def test_what_is_under_way_in_the_repository_is_told(
    desk: tuple[Machine, Machine], name: str, told: str
) -> None:
    one, _ = desk
    (one.store / ".git" / name).write_text("x")
    with pytest.raises(SyncError, match=told):
        one.sync()


def test_a_detached_head_is_told(desk: tuple[Machine, Machine]) -> None:
    one, _ = desk
    git(one.store, "checkout", "-q", "--detach")
    with pytest.raises(SyncError, match="detached"):
        one.sync()


def test_no_git_is_told(
    desk: tuple[Machine, Machine], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(SyncError, match="install it first"):
        desk[0].sync()


def test_a_remote_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SyncError, match="no git repository at the remote"):
        begin_with_git(tmp_path / "store", "/nowhere/at/all.git")


@pytest.mark.parametrize(
    "address",
    ["--upload-pack=touch x", "ext::sh -c x", "https://ann:secret@example.org/x.git", "", "a\x1bb"],
)
def test_addresses_that_git_should_not_be_given_are_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(SyncError) as refused:
        begin_with_git(tmp_path / "store", address)
    assert "secret" not in str(refused.value)


def test_a_store_without_an_address_and_without_a_repository_says_what_to_do(
    tmp_path: Path,
) -> None:
    with pytest.raises(SyncError, match="postil sync --init git@"):
        begin_with_git(tmp_path / "store", None)


class TestLibrary:
    """A library with its articles, in a repository of the user's."""

    @pytest.fixture
    def libraries(self, tmp_path: Path, remote: Path) -> tuple[Path, Path]:
        one, two = tmp_path / "one", tmp_path / "two"
        one.mkdir()
        git(one, "init", "-q", "--initial-branch=main")
        (one / "a.txt").write_text("The ferry was late.\n")
        (one / "b.txt").write_text("Nobody was hurt.\n")
        git(one, "add", "-A")
        git(one, "commit", "-q", "-m", "articles")
        git(one, "remote", "add", "origin", str(remote))
        git(one, "push", "-q", "-u", "origin", "main")
        git(tmp_path, "clone", "-q", str(remote), str(two))
        for library, word in ((one, "w001"), (two, "w002")):
            machine = Machine(library / ".postil")
            machine.mark(word)
            machine.begin(None)
        Machine(one / ".postil").sync()
        return one, two

    def test_the_store_is_carried_and_articles_are_not_committed(
        self, libraries: tuple[Path, Path]
    ) -> None:
        one, two = libraries
        (one / "a.txt").write_text("The ferry was early.\n")
        (one / "c.txt").write_text("New.\n")
        Machine(one / ".postil").mark("w003")
        Machine(one / ".postil").sync()
        Machine(two / ".postil").sync()
        assert {*Machine(two / ".postil").shown()} == {"w001", "w002", "w003"}
        assert (two / "a.txt").read_text() == "The ferry was late.\n"
        assert not (two / "c.txt").exists()
        assert git(one, "status", "--porcelain") == " M a.txt\n?? c.txt\n"
        assert git(two, "status", "--porcelain") == ""

    def test_what_others_committed_to_the_articles_is_checked_out(
        self, libraries: tuple[Path, Path]
    ) -> None:
        one, two = libraries
        (one / "a.txt").write_text("The ferry was early.\n")
        (one / "b.txt").unlink()
        git(one, "add", "-A")
        git(one, "commit", "-q", "-m", "correct")
        Machine(one / ".postil").sync()
        Machine(two / ".postil").sync()
        assert (two / "a.txt").read_text() == "The ferry was early.\n"
        assert not (two / "b.txt").exists()
        assert git(two, "status", "--porcelain") == ""

    def test_an_article_edited_here_that_others_committed_is_left_and_told(
        self, libraries: tuple[Path, Path]
    ) -> None:
        one, two = libraries
        (one / "a.txt").write_text("The ferry was early.\n")
        git(one, "commit", "-q", "-a", "-m", "correct")
        Machine(one / ".postil").sync()
        (two / "a.txt").write_text("The ferry was mine.\n")
        head = git(two, "rev-parse", "HEAD")
        with pytest.raises(SyncError, match="changes of your own"):
            Machine(two / ".postil").sync()
        assert (two / "a.txt").read_text() == "The ferry was mine.\n"
        assert git(two, "rev-parse", "HEAD") == head
        git(two, "checkout", "-q", "a.txt")
        Machine(two / ".postil").sync()
        assert (two / "a.txt").read_text() == "The ferry was early.\n"

    def test_articles_that_both_committed_differently_are_for_git(
        self, libraries: tuple[Path, Path]
    ) -> None:
        for library in libraries:
            (library / "a.txt").write_text(f"The ferry of {library.name}.\n")
            git(library, "commit", "-q", "-a", "-m", "correct")
        Machine(libraries[0] / ".postil").sync()
        with pytest.raises(SyncError, match=r"a\.txt was changed here and elsewhere"):
            Machine(libraries[1] / ".postil").sync()

    def test_with_articles_both_versions_of_an_article_are_kept(
        self, tmp_path: Path, remote: Path
    ) -> None:
        one, two = tmp_path / "one", tmp_path / "two"
        for library in (one, two):
            library.mkdir()
            (library / "a.txt").write_text("The ferry was late.\n")
            Machine(library / ".postil").mark("w001" if library is one else "w002")
            Machine(library / ".postil").begin(remote, library)
        (one / "a.txt").write_text("One.\n")
        (two / "a.txt").write_text("Two.\n")
        Machine(one / ".postil").sync(has_articles=True)
        remarks = Machine(two / ".postil").sync(has_articles=True).remarks
        assert any("a.txt was changed elsewhere too" in remark for remark in remarks)
        Machine(one / ".postil").sync(has_articles=True)
        for library in (one, two):
            texts = {path.read_text() for path in library.glob("*.txt")}
            assert texts == {"One.\n", "Two.\n"}
            assert {*Machine(library / ".postil").shown()} == {"w001", "w002"}


def test_no_configuration_changes_and_what_is_staged_stays(tmp_path: Path, remote: Path) -> None:
    library = tmp_path / "one"
    library.mkdir()
    git(library, "init", "-q", "--initial-branch=main")
    git(library, "remote", "add", "origin", str(remote))
    (library / "a.txt").write_text("staged\n")
    git(library, "add", "a.txt")
    before = (library / ".git" / "config").read_bytes()
    machine = Machine(library / ".postil")
    machine.mark("w001")
    machine.begin(None)
    assert (library / ".git" / "config").read_bytes() == before
    assert git(library, "status", "--porcelain") == "A  a.txt\n"
    assert "Postil on" in git(library, "log", "--format=%s")
