"""Every rule against its examples: the name of a file or folder under tests/rules/<rule>/ says the outcome.

A file is one page, a folder is a small site. The first line of a file may be a comment of `name: value`
pairs: `url` (the address it stands for), `type` (Content-Type; "none" leaves the header out), `keys` (of the
findings), `profile` (whose options hold). A folder may hold a site.toml: start, today, crawled,
official_host, keys, statuses, failures, redirects, options, accounts, ipv6, earlier.
"""

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector import Outcome, Page, Rule, store
from inspector.errors import UsageError
from inspector.inspection import Inspection
from inspector.page import Record
from inspector.profile import load_profile
from inspector.rule import load_rules

EXAMPLES = Path(__file__).parent / "rules"
RULES = load_rules()
PROFILE = load_profile("cn-2019", RULES)
TODAY = date(2026, 1, 15)
HOST = "http://www.example.gov.cn"
EXPECTED = {
    "pass": Outcome.PASSED,
    "fail": Outcome.FAILED,
    "ask": Outcome.CANT_TELL,
    "none": Outcome.INAPPLICABLE,
}
TYPES = {".js": "application/javascript", ".css": "text/css"}
HEAD = re.compile(rb"\s*<!--(.*?)-->\s*", re.S)


def examples(rule: str) -> list[Path]:
    folder = EXAMPLES / rule
    return sorted(path for path in folder.iterdir()) if folder.is_dir() else []


def settings(body: bytes) -> tuple[dict[str, str], bytes]:
    """The pairs of the leading comment, and the body without it."""
    head = HEAD.match(body)
    if not head or b": " not in head[1]:
        return {}, body
    pairs = (pair.split(": ", 1) for pair in head[1].decode().split(";"))
    return {name.strip(): value.strip() for name, value in pairs}, body[head.end() :]


def page_of(path: Path, url: str, today: date = TODAY) -> tuple[Page, list[str] | None]:
    given, body = settings(path.read_bytes())
    kind = given.get("type", TYPES.get(path.suffix, "text/html"))
    page = Page(
        given.get("url", url),
        headers=() if kind == "none" else (("content-type", kind),),
        body=body,
        fetched=datetime.combine(today, time(2), UTC),
    )
    return page, sorted(given["keys"].split(", ")) if "keys" in given else None


def site_of(folder: Path, rule: Rule) -> tuple[Inspection, list[str] | None]:
    """An inspection of the small site in a folder, judged by one rule."""
    path = folder / "site.toml"
    given = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    today = given.get("today", TODAY)
    start = given.get("start", HOST + "/")
    base = start.rstrip("/")
    profile = PROFILE.model_copy(
        update={
            "options": {
                **PROFILE.options,
                rule.id: {**PROFILE.options.get(rule.id, {}), **given.get("options", {})},
            }
        }
    )
    inspection = Inspection(
        None,
        start,
        profile,
        {rule.id: rule},
        today,
        crawled=given.get("crawled", True),
        only=frozenset((rule.id,)),
        official_host=given.get("official_host"),
    )
    kept = {key: given.get(key) for key in ("ipv6", "earlier")}
    store.put(inspection.connection, new_media=given.get("accounts", []), **kept)
    when = datetime.combine(today, time(2), UTC)
    statuses = given.get("statuses", {})
    for file in sorted(folder.rglob("*.*")):
        if file.name == "site.toml":
            continue
        place = "/" + file.relative_to(folder).as_posix().removesuffix("index.html")
        page, _ = page_of(file, base + place, today)
        record = Record("evidence.warc.gz", 0, 0, "sha256:" + sha256(page.body).hexdigest())
        inspection.add(Page(page.url, statuses.pop(place, 200), page.headers, page.body, when, record=record))

    def absolute(place: str) -> str:
        return place if "//" in place else base + place

    for place, status in statuses.items():
        inspection.add(Page(absolute(place), status, (("content-type", "text/html"),), b"", when))
    for place, target in given.get("redirects", {}).items():
        inspection.add(Page(absolute(place), 302, (("location", absolute(target)),), b"", when))
    for place, reason in given.get("failures", {}).items():
        inspection.add(Page(absolute(place), 0, fetched=when, failure=reason))
    inspection.finish()
    return inspection, sorted(given["keys"]) if "keys" in given else None


def judge_page(rule: Rule, path: Path) -> tuple[Outcome, list[str], list[str] | None]:
    page, keys = page_of(path, f"{HOST}/{path.name}")
    given, _ = settings(path.read_bytes())
    profile = load_profile(given["profile"], RULES) if "profile" in given else PROFILE
    options = {**rule.options, **profile.options.get(rule.id, {})}
    if not page.seen or not rule.applies(page):
        return Outcome.INAPPLICABLE, [], keys
    findings = list(rule.check(page, **options))
    outcomes = {finding.outcome for finding in findings}
    worst = next((o for o in (Outcome.FAILED, Outcome.CANT_TELL) if o in outcomes), Outcome.PASSED)
    for finding in findings:
        text = finding.message.format_map(dict(finding.data))
        assert "{" not in finding.message or text != finding.message
    return worst, sorted(finding.key for finding in findings), keys


def judge_site(rule: Rule, folder: Path) -> tuple[Outcome, list[str], list[str] | None]:
    inspection, keys = site_of(folder, rule)
    with inspection:
        found = list(inspection.site.query("SELECT * FROM findings WHERE rule = ?", rule.id))
        outcomes = {
            row["outcome"]
            for row in inspection.site.query("SELECT outcome FROM outcomes WHERE rule = ?", rule.id)
        }
        reading = list(inspection.site.query("SELECT data FROM findings WHERE rule = 'reading'"))
    assert not reading, [row["data"] for row in reading]
    crashes = [row["data"] for row in found if row["key"] == "crash"]
    assert not crashes
    worst = next(
        (o for o in (Outcome.FAILED, Outcome.CANT_TELL, Outcome.PASSED) if o in outcomes),
        Outcome.INAPPLICABLE,
    )
    return worst, sorted(row["key"] for row in found), keys


def cases() -> Iterator[tuple[str, Path]]:
    for rule in RULES:
        for path in examples(rule):
            yield rule, path


@pytest.mark.parametrize(("rule", "path"), [pytest.param(r, p, id=f"{r}/{p.name}") for r, p in cases()])
def test_example(rule: str, path: Path) -> None:
    judge = judge_page if RULES[rule].scope == "page" else judge_site
    outcome, found, expected = judge(RULES[rule], path)
    assert (outcome, found) == (EXPECTED[path.name.split("-")[0]], found if expected is None else expected)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_every_rule_is_documented_and_has_examples(rule: Rule) -> None:
    prefixes = {path.name.split("-")[0] for path in examples(rule.id)}
    assert {"pass", "fail"} <= prefixes
    assert rule.title.endswith(".")
    assert rule.why
    assert rule.fix


def test_no_examples_without_a_rule() -> None:
    assert {path.name for path in EXAMPLES.iterdir() if path.is_dir()} <= set(RULES)


def test_every_finding_shows_what_was_seen() -> None:
    """A page rule's finding names the place and, where something stands there, the text."""
    for rule, path in cases():
        if RULES[rule].scope == "page":
            page, _ = page_of(path, f"{HOST}/{path.name}")
            if page.seen and RULES[rule].applies(page):
                for finding in RULES[rule].check(page, **RULES[rule].options):
                    assert finding.at
                    assert finding.key


PIECES = st.sampled_from(
    [
        *(
            "<title>",
            "</title>",
            "<h1>",
            "</h1>",
            "<p>",
            "</p>",
            "\n",
            "：",
            "发布时间：",
            "2026-02-30",
            "测试测试",
        ),
        *(
            "<meta name=PubDate content='",
            "<meta name=SiteDomain content='http://[",
            "'>",
            "{{",
            "}}",
            "${",
            "<%",
        ),
        *(
            "%>",
            "[!--",
            "--]",
            "正在建设中",
            "敬请期待",
            "lorem ipsum dolor",
            "索引号",
            "文号：",
            "〔2026〕1号",
        ),
        *(
            "<table><tr><td>",
            "</td></tr></table>",
            "9" * 40,
            "{" * 40,
            "<jsp:include ",
            "#if($",
            "\x00",
            "\ufffd",
        ),
    ]
)


@given(
    st.lists(PIECES | st.text(max_size=20), max_size=60).map("".join), st.sampled_from(["utf-8", "gb18030"])
)
def test_no_page_makes_a_rule_raise(markup: str, encoding: str) -> None:
    body = markup.encode(encoding, "ignore")
    page = Page(f"{HOST}/a/1.html", headers=(("content-type", "text/html"),), body=body)
    for rule in RULES.values():
        if rule.scope == "page" and rule.applies(page):
            for finding in rule.check(page, **rule.options):
                assert finding.message.format_map(dict(finding.data))


@pytest.mark.parametrize("code", ["def x(", "import no_such_module", "x = 1", "raise RuntimeError"])
def test_a_rule_file_that_cannot_be_loaded_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    package = f"rules_{len(code)}"
    (tmp_path / package).mkdir()
    (tmp_path / package / "__init__.py").touch()
    (tmp_path / package / "broken.py").write_text(code)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(UsageError, match=f"{package}/broken.py"):
        load_rules(package)
