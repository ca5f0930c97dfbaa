"""What the search of a copy without a server looks in, as the service does: every provision, and the glossary.

An article that says nothing outside its paragraphs is there to be cited.

It is written as a script, since a page that is a file may not read other files.
"""

import json
from collections.abc import Container
from typing import Any

from analyzer.citations import ARTICLE_WORDS, LEVEL_WORDS, NUMBERING_WORDS
from analyzer.fillers import FILLERS
from analyzer.filters import Filters
from analyzer.i18n import LANGUAGES
from webui.offline_addresses import file_name
from webui.site import site, today

SIDES = ("topic", "modality", "bearer", "beneficiary")
"""What a provision is about, besides its kind, as the addresses of searches name it."""

NEVER = "9999"
"""Stands behind every day that is written as in ISO 8601."""


def index(held: Container[str]) -> bytes:
    """Return the script with the index of the pages whose files are `held`; to be called in a request.

    The addresses in it are those of files as seen from the page of the search, which are alike in both languages.
    """
    aids = site().service.search_aids()
    known = (*_provisions(aids), *_wholes(), *_terms())
    content = {
        "names": dict(site().service.knowledge.names),
        "amending": dict(site().service.knowledge.amending),
        "numbering": sorted(NUMBERING_WORDS),
        "articles": ARTICLE_WORDS,
        "levels": sorted(LEVEL_WORDS),
        "fillers": sorted(FILLERS),
        "same": _same(),
        **{name: aids[name] for name in ("forms", "ambiguous", "prominence")},
        "entries": [entry for entry in known if all(f"{tag}/{entry[0]}" in held for tag in LANGUAGES)],
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f'"use strict";\nwindow.selarasIndex = {text};\n'.encode()


def _provisions(aids: dict[str, Any]) -> list[list[Any]]:
    service = site().service
    headed = set(aids["headed"])
    return [
        [
            _file(f"law/{item['id'].replace(':', '/')}"),
            item["id"],
            _both(item["citation"]),
            _both(item["heading"]),
            _both(item["digest"]),
            [f"kind={item['kind'].lower()}", *(f"{side}={value}" for side in SIDES for value in item[side])],
            int(item["inForceOn"]),
            int(item["id"] in headed),
            aids["beside"].get(item["id"], ""),
        ]
        for item in service.listing(today(), Filters())["provisions"]
    ]


def _wholes() -> list[list[Any]]:
    """Return the articles, and parts of them, that say nothing but what their parts say."""
    day = today().isoformat()
    return [
        [
            _file(f"law/{item['id'].replace(':', '/')}"),
            item["id"],
            _both(item["citation"]),
            _both(item["heading"]),
            _both(item["digest"]),
            [],
            int(item["inForce"]["from"] <= day < (item["inForce"]["to"] or NEVER)),
        ]
        for instrument in site().service.instruments()
        for item in instrument["contains"]
        if not any(item["digest"].values())
    ]


def _terms() -> list[list[Any]]:
    return [
        [
            _file(f"glossary/{item['id']}"),
            "",
            _both(item["label"]),
            [" ".join(item["others"][tag]) for tag in LANGUAGES],
            _both(item["meaning"]),
            [],
            1,
        ]
        for item in site().service.glossary()
    ]


def _same() -> dict[str, list[str]]:
    """Return the names that stand for each other, those of one term in both languages, by the file of the term."""
    return {
        _file(f"glossary/{item['id']}"): list(
            dict.fromkeys(name.lower() for tag in LANGUAGES for name in (item["label"][tag], *item["others"][tag]))
        )
        for item in site().service.glossary()
    }


def _both(text: dict[str, str]) -> list[str]:
    return [text[tag] for tag in LANGUAGES]


def _file(path: str) -> str:
    return file_name(f"/{path}")
