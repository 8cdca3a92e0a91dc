"""Run by the Python that has Label Studio's converter: tasks.json of a folder to CoNLL."""

import sys

from label_studio_converter import Converter

_LABELS = "".join(f'<Label value="{kind}"/>' for kind in ("claim", "highlight", "question"))
_CONFIG = f"""<View>
<Labels name="label" toName="text">{_LABELS}</Labels><Text name="text" value="$text"/>
</View>"""

if __name__ == "__main__":
    folder = sys.argv[1]
    made = Converter(_CONFIG, folder, download_resources=False)
    made.convert_to_conll2003(f"{folder}/tasks.json", f"{folder}/out", is_dir=False)
