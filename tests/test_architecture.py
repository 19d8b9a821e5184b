"""The house rules of docs/architecture.md that ruff and import-linter do not hold by themselves.

Each rule reads a source tree and returns what breaks it. Below the rules, each is run on the real tree, and on a bad
example to prove that it can fail. import-linter's contracts (pyproject.toml) are proven here in the same way.
"""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "kokemus"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
LAYERS = [re.findall(r"\w+", layer) for layer in reversed(CONTRACTS[0]["layers"])]  # lowest first

FUNCTION_LINES, FUNCTION_LINES_P90, FILE_LINES, TEMPLATE_LINES, README_LINES = 50, 25, 400, 150, 20
RUNTIME_DEPENDENCIES = 25

# Names that mean the same thing in every app.
MODULES = {
    "urls", "views", "forms", "actions", "emails", "workflow", "permissions", "models", "calculation", "matching",
    "admin", "apps", "jobs", "demo", "exports", "importer", "feeds", "documents",
    # Django, allauth and the settings name these by path (docs/decisions/0003-file-names.md).
    "middleware", "context_processors", "checks", "adapters", "backends", "fields",
}  # fmt: skip
FOLDERS = {"templates", "static", "tests", "migrations", "locale", "templatetags", "data"}
FORBIDDEN = {"utils", "util", "helpers", "services", "managers", "signals", "common", "misc"}

# Modules named after the one rule that they hold, each with that rule.
OWN = {
    "config": {
        "bench": "measures pages on this machine",
        "cli": "the kokemus command and its arguments",
        "commands": "what each command does",
        "finding": "prints what the finder finds and what it costs",
        "searching": "what a search of the register costs",
        "server": "the web server, with the ticker beside it",
        "settings": "reads the environment",
        "ticker": "does what is due, each job by itself",
        "wsgi": "entry of the web server",
    },
    "core": {
        "caching": "which pages any cache may keep, and for how long",
        "erasing": "what is erased is gone from the files too",
        "formats": "dates, times and euros in each language's form",
        "i18n": "languages and their fallback",
        "links": "signed links and opaque ids",
        "listing": "filter, sort and page a list",
        "money": "Decimal euros and their rounding",
        "personal": "whether a text holds a name or a number",
        "ratelimit": "how often a public form may be sent",
        "look": "the sources of the one style sheet",
        "style": "what the living style page shows",
        "text": "casefolded and sorted forms of a text",
        "triggers": "tables that are append only",
        "voice": "Django's own form messages in our voice",
        "workdays": "working days and hours in Finland",
        "workflow": "the table of steps that apps fill in",
    },
    "experts": {
        "languages": "languages spoken and their names",
        "phones": "phone numbers as typed, kept, shown and searched",
        "reading": "who looks at a person's data and why, in words",
        "search": "what the register's free text search looks in",
    },
    "fees": {"reference": "the Finnish reference number of an invoice"},
    "gigs": {
        "cancellation": "whether a cancelled gig is paid",
        "facts": "what the matching knows of a gig and a person",
        "inbox": "what needs a coordinator today",
        "reasons": "the matching's reasons in words",
        "shortlist": "reads what the matching must know",
    },
    "home": {"history": "the log of a person in words"},
    "pages": {
        "content": "the texts that an installation starts with, as data",
        "history": "the course of one question in words",
        "situations": "whether a text tells of the writer's own situation",
        "filling": "what a text's placeholders and short names stand for",
        "markup": "the Markdown of a page to clean HTML",
        "search": "ranks texts by the words that are asked",
    },
    "organisation": {
        "answering": "who answers for what, as the public sees it",
        "contrast": "whether a colour can be read",
        "logo": "an uploaded picture made safe",
        "places": "municipalities and places with coordinates",
        "routing": "who gets what arrives",
        "tables": "which tables the admin keeps, and their columns",
    },
    "topics": {
        "finder": "plain words to topics",
        "found": "what the finder's steps hand on",
        "lexicon": "the finder's words, as data",
        "perspective": "whose view a text tells",
        "search": "what a search looks for: words, or the topics they mean",
        "understanding": "the finder with the county's own words and topics",
        "unfound": "which words that told no topic are worth a look",
        "words": "word forms of the finder",
    },
}

SELF = {"__init__", "__main__"}


def shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def python_files(root: Path, *, tests: bool = False) -> Iterator[Path]:
    """Python files that people write; with or without tests."""
    for path in sorted(root.rglob("*.py")):
        folders = set(path.relative_to(root).parts[:-1])
        if "migrations" not in folders and (tests or "tests" not in folders):
            yield path


def functions(root: Path) -> Iterator[tuple[str, int]]:
    """Every function of the source with its length in lines."""
    for path in python_files(root):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{shown(path, root)}::{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def app_folders(root: Path) -> list[Path]:
    return sorted(path.parent for path in root.glob("*/__init__.py"))


def long_functions(root: Path) -> list[str]:
    return [f"{name} has {lines} lines" for name, lines in functions(root) if lines > FUNCTION_LINES]


def long_functions_on_the_whole(root: Path) -> list[str]:
    lengths = sorted(lines for _name, lines in functions(root))
    p90 = lengths[int(len(lengths) * 0.9)] if lengths else 0
    return [f"one function in ten has {p90} lines or more"] if p90 > FUNCTION_LINES_P90 else []


def long_files(root: Path) -> list[str]:
    sizes = {path: len(path.read_text("utf-8").splitlines()) for path in python_files(root, tests=True)}
    return [f"{shown(path, root)} has {lines} lines" for path, lines in sizes.items() if lines > FILE_LINES]


def long_templates(root: Path) -> list[str]:
    paths = sorted(path for path in root.rglob("*") if path.is_file() and "templates" in path.parts)
    sizes = {path: len(path.read_text("utf-8").splitlines()) for path in paths}
    return [
        f"{shown(path, root)} has {lines} lines" for path, lines in sizes.items() if lines > TEMPLATE_LINES
    ]


def imports_inside_functions(root: Path) -> list[str]:
    found = []
    for path in python_files(root):
        for function in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                inside = [
                    node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)
                ]
                found += [
                    f"{shown(path, root)}:{node.lineno} imports inside {function.name}" for node in inside
                ]
    return found


def forbidden_names(root: Path) -> list[str]:
    names = [path for path in sorted(root.rglob("*")) if path.suffix == ".py" or path.is_dir()]
    return [f"{shown(path, root)} says nothing of what it holds" for path in names if path.stem in FORBIDDEN]


def unknown_names(root: Path) -> list[str]:
    """Files and packages directly inside an app that are neither one of the usual names nor listed in OWN."""
    found = []
    for folder in app_folders(root):
        allowed = MODULES | SELF | set(OWN.get(folder.name, ()))
        for path in sorted(folder.iterdir()):
            is_module, is_folder = path.suffix == ".py", path.is_dir() and path.name != "__pycache__"
            if (is_module and path.stem not in allowed) or (is_folder and path.name not in allowed | FOLDERS):
                found.append(f"{shown(path, root)} has no place in an app")
    return found


def names_of_nothing(root: Path) -> list[str]:
    """Entries of OWN for an app that is gone or has become a usual name."""
    existing = {folder.name for folder in app_folders(root)}
    return [f"OWN names {app}, which is no app" for app in OWN if app not in existing] + [
        f"OWN names {app}/{name}, which is a usual name"
        for app, names in OWN.items()
        for name in names
        if name in MODULES - {"workflow"}
    ]


def missing_readmes(root: Path) -> list[str]:
    found = []
    for folder in app_folders(root):
        readme = folder / "README.md"
        if not readme.exists():
            found.append(f"{folder.name} has no README.md")
        elif len(readme.read_text("utf-8").splitlines()) > README_LINES:
            found.append(f"{folder.name}/README.md is longer than {README_LINES} lines")
    return found


def undecided_dependencies(root: Path) -> list[str]:
    """Direct dependencies and the record that gives a reason for each; root is the repository here."""
    record = (root / "docs" / "decisions" / "0001-dependencies.md").read_text("utf-8")
    decided = set(re.findall(r"^\| `([\w.-]+)`", record, re.MULTILINE))
    runtime = dependencies(root / "requirements" / "base.in")
    wanted = runtime | dependencies(root / "requirements" / "dev.in")
    found = [f"{name} has no reason in 0001-dependencies.md" for name in sorted(wanted - decided)]
    found += [f"0001-dependencies.md tells of {name}, which is not used" for name in sorted(decided - wanted)]
    if len(runtime) > RUNTIME_DEPENDENCIES:
        found.append(f"{len(runtime)} direct runtime dependencies")
    return found


def dependencies(path: Path) -> set[str]:
    return set(re.findall(r"^([a-z][\w.-]*)", path.read_text("utf-8"), re.MULTILINE))


def relations(of: Iterable[type[models.Model]]) -> Iterator[tuple[str, str, str]]:
    """Each relation that our models define: where it stands, the app that has it, the app that it points to."""
    for model in of:
        fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
        for field in fields:
            if isinstance(field.related_model, type) and model.__module__.startswith("kokemus."):
                yield (
                    f"{model._meta.label}.{field.name}",
                    model._meta.app_label,
                    field.related_model._meta.app_label,
                )


def upward_relations(of: Iterable[type[models.Model]]) -> list[str]:
    """Relations to a higher layer or to a neighbour. What other packages bring counts as the lowest layer."""
    rank = {app: number for number, layer in enumerate(LAYERS) for app in layer}
    return [
        f"{where} points up or sideways to {target}"
        for where, app, target in relations(of)
        if target != app and rank.get(target, -1) >= rank[app]
    ]


Rule = Callable[[Path], list[str]]
RULES: dict[Rule, Path] = {
    long_functions: SOURCE,
    long_functions_on_the_whole: SOURCE,
    long_files: SOURCE,
    long_templates: SOURCE,
    imports_inside_functions: SOURCE,
    forbidden_names: SOURCE,
    unknown_names: SOURCE,
    names_of_nothing: SOURCE,
    missing_readmes: SOURCE,
    undecided_dependencies: ROOT,
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule_is_kept_in_the_real_source(rule: Rule) -> None:
    assert rule(RULES[rule]) == []


@pytest.mark.parametrize("folder", ["tests", "tools"])
def test_files_are_short_when_they_are_tests_and_tools(folder: str) -> None:
    assert long_files(ROOT / folder) == []


def test_relations_point_downwards_in_the_real_models() -> None:
    assert upward_relations(apps.get_models(include_auto_created=True)) == []


def test_audit_has_no_relation_when_it_must_outlive_what_it_tells_of() -> None:
    assert [where for where, app, _target in relations(apps.get_models()) if app == "audit"] == []


def test_contract_inside_an_app_names_every_app() -> None:
    named = set(CONTRACTS[1]["containers"])
    assert named == {f"kokemus.{folder.name}" for folder in app_folders(SOURCE)} - {"kokemus.config"}


# Each rule can fail: a bad example, and what the rule must say of it.


def lines(number: int) -> str:
    return "    x = 1\n" * number


DEPENDENCIES = {
    "docs/decisions/0001-dependencies.md": "| `django` | the framework |\n| `gone` | not used |\n",
    "requirements/base.in": "django>=5\n" + "".join(f"extra-{number}\n" for number in range(25)),
    "requirements/dev.in": "-r base.in\npytest>=9\n",
}
BAD: list[tuple[Rule, dict[str, str], str]] = [
    (long_functions, {"gigs/views.py": "def f():\n" + lines(50)}, "gigs/views.py::f has 51 lines"),
    (long_functions_on_the_whole, {"gigs/views.py": "def f():\n" + lines(25)}, "has 26 lines or more"),
    (long_files, {"gigs/tests/test_x.py": "x = 1\n" * 401}, "gigs/tests/test_x.py has 401 lines"),
    (long_templates, {"gigs/templates/gigs/list.html": "<p>\n" * 151}, "list.html has 151 lines"),
    (imports_inside_functions, {"gigs/views.py": "def f():\n    import os\n"}, "views.py:2 imports inside f"),
    (
        imports_inside_functions,
        {"gigs/views.py": "async def f():\n    from os import sep\n"},
        "imports inside f",
    ),
    (forbidden_names, {"gigs/views/helpers.py": ""}, "gigs/views/helpers.py"),
    (forbidden_names, {"gigs/services/__init__.py": ""}, "gigs/services"),
    (unknown_names, {"gigs/__init__.py": "", "gigs/stuff.py": ""}, "gigs/stuff.py"),
    (unknown_names, {"gigs/__init__.py": "", "gigs/money.py": ""}, "gigs/money.py"),
    (unknown_names, {"gigs/__init__.py": "", "gigs/stuff/x.py": ""}, "gigs/stuff"),
    (names_of_nothing, {"core/__init__.py": ""}, "OWN names topics"),
    (missing_readmes, {"gigs/__init__.py": ""}, "gigs has no README.md"),
    (missing_readmes, {"gigs/__init__.py": "", "gigs/README.md": "x\n" * 21}, "longer than 20"),
    (undecided_dependencies, DEPENDENCIES, "pytest has no reason"),
    (undecided_dependencies, DEPENDENCIES, "gone, which is not used"),
    (undecided_dependencies, DEPENDENCIES, "26 direct runtime dependencies"),
]


def lay(root: Path, files: dict[str, str]) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")


@pytest.mark.parametrize(("rule", "files", "says"), BAD, ids=lambda value: getattr(value, "__name__", ""))
def test_rule_fails_when_the_example_is_bad(
    rule: Rule, files: dict[str, str], says: str, tmp_path: Path
) -> None:
    lay(tmp_path, files)
    assert says in "\n".join(rule(tmp_path))


def test_every_rule_has_a_bad_example() -> None:
    assert {rule for rule, _files, _says in BAD} == set(RULES)


@isolate_apps("kokemus.fees", "kokemus.gigs", "kokemus.topics", "kokemus.messaging")
def test_relation_is_told_when_it_points_up_or_sideways() -> None:
    def model(app: str, name: str, **fields: models.Field) -> type[models.Model]:
        meta = type("Meta", (), {"app_label": app})
        return type(name, (models.Model,), {"Meta": meta, "__module__": f"kokemus.{app}.models", **fields})

    gig, message = model("gigs", "Gig"), model("messaging", "Message")
    claim = model("fees", "Claim", gig=models.ForeignKey(gig, models.CASCADE))
    topic = model("topics", "Topic", messages=models.ManyToManyField(message))
    offer = model("gigs", "Offer", claim=models.ForeignKey(claim, models.CASCADE))
    assert upward_relations([gig, message, claim, topic, offer]) == [
        "fees.Claim.gig points up or sideways to gigs",
        "topics.Topic.messages points up or sideways to messaging",
    ]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("core/money.py", "import kokemus.gigs.models"),
        ("topics/finder.py", "import kokemus.messaging.models"),
        ("gigs/actions.py", "import kokemus.gigs.views"),
        ("gigs/calculation.py", "import kokemus.gigs.models"),
        ("newcomer/__init__.py", ""),
    ],
)
def test_contract_breaks_when_an_import_points_up_or_an_app_has_no_layer(
    path: str, content: str, tmp_path: Path
) -> None:
    names = ["__init__", "urls", "views", "forms", "actions", "models", "calculation"]
    every = [f"kokemus/{app}/{name}.py" for layer in LAYERS for app in layer for name in names]
    lay(tmp_path, dict.fromkeys(["kokemus/__init__.py", *every], ""))
    assert lint(tmp_path) == 0
    lay(tmp_path, {f"kokemus/{path}": content})
    assert lint(tmp_path) == 1


def lint(folder: Path) -> int:
    """Run import-linter with the real contracts on a source tree in a folder; its exit code."""
    program = Path(sys.executable).with_name("lint-imports")
    command = [str(program), "--no-cache", "--config", str(ROOT / "pyproject.toml")]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False).returncode
