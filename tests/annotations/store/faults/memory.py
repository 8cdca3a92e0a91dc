"""A disk of files in memory that can only be read: what is damaged on it stays as it is."""

from collections.abc import Mapping
from pathlib import Path

from annotations.store.disk import Disk, Stamp


class ReadOnlyDisk(Disk):
    """These files and the folders they lie in; nothing can be changed."""

    def __init__(self, files: Mapping[Path, bytes]) -> None:
        super().__init__()
        self.files = files
        self._folders = {folder for path in files for folder in path.parents}

    def create(self, path: Path) -> int:
        raise PermissionError(f"{path} was to be made, where there is only to read")

    def replace(self, source: Path, target: Path) -> None:
        raise PermissionError(f"{target} was to be replaced, where there is only to read")

    def unlink(self, path: Path) -> None:
        raise PermissionError(f"{path} was to be removed, where there is only to read")

    def make_folder(self, folder: Path) -> None:
        raise PermissionError(f"{folder} was to be made, where there is only to read")

    def read(self, path: Path, start: int = 0, size: int = -1) -> bytes:
        if path not in self.files:
            raise FileNotFoundError(path)
        return self.files[path][start:][: size if size >= 0 else None]

    def look(self, path: Path) -> Stamp | None:
        if path in self._folders:
            return 1, 0, 0
        content = self.files.get(path)
        return None if content is None else (hash(path), len(content), 0)

    def names(self, folder: Path) -> list[str]:
        return sorted(path.name for path in self.files if path.parent == folder)

    def is_held(self, path: Path) -> bool:
        return False
