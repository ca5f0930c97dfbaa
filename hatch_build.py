"""Build step of the wheel: compiles the interface catalogues and adds the knowledge base as package data."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CATALOGUES = "*/translations/*/LC_MESSAGES/*.po"
KNOWLEDGE_BASE = ("ontology", "corpus")


def compile_catalogue(source: Path) -> Path:
    """Compile one gettext catalogue next to its source.

    Args:
        source: a `.po` file inside `<locale>/LC_MESSAGES/`. Entries marked fuzzy are left out, as gettext does.

    Returns:
        The `.mo` file written.

    Raises:
        babel.messages.pofile.PoFileError: a line of the catalogue breaks the PO format.
    """
    with source.open("rb") as lines:
        catalogue = read_po(lines, locale=source.parent.parent.name, abort_invalid=True)
    target = source.with_suffix(".mo")
    with target.open("wb") as output:
        write_mo(output, catalogue)
    return target


class KnowledgeBaseHook(BuildHookInterface[Any]):
    """Readies what a wheel carries beside Python modules and templates."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile every catalogue; in a wheel that is not editable, add the knowledge base.

        Args:
            version: `standard` or `editable`, the two kinds of wheel that hatchling builds.
            build_data: what hatchling lets a hook add to the build.
        """
        root = Path(self.root)
        for source in sorted(root.glob(CATALOGUES)):
            compile_catalogue(source)
        # An editable install reads both folders from the checkout; a copy would only go stale.
        if version == "standard":
            for folder in KNOWLEDGE_BASE:
                build_data["force_include"][str(root / folder)] = f"analyzer/_data/{folder}"
