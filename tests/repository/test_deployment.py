"""The deployment files say what they must: every variable described, no secret inside, not root, a health check."""

import ast
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
READERS = {"str", "bool", "list", "date", "int", "dj_db_url", "dj_cache_url", "dj_email_url"}
OTHERS = {"FORWARDED_ALLOW_IPS"}  # read by gunicorn
PER_COUNTRY = {"EMERGENCY_NUMBER_GB", "URGENT_CONTACT_GB", "CRISIS_LINE_GB"}


def variables_read() -> set[str]:
    found = set()
    for name in ("settings.py", "environment.py"):
        for node in ast.walk(ast.parse((ROOT / "footcare" / name).read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READERS:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and ast.unparse(node.func.value) == "env":
                    found.add(first.value)
    return found


def example_lines() -> dict[str, str]:
    text = (ROOT / ".env.example").read_text()
    return dict(re.findall(r"^#?([A-Z][A-Z0-9_]+)=(.*)$", text, re.MULTILINE))


def instructions() -> list[tuple[str, str]]:
    """(INSTRUCTION, words) of the Dockerfile, continued lines joined."""
    text = re.sub(r"\\\n", " ", (ROOT / "Dockerfile").read_text())
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split()[0], line.partition(" ")[2].strip()) for line in lines]


def compose() -> dict:
    return yaml.load((ROOT / "compose.yaml").read_text(), Loader=yaml.CSafeLoader)


def test_example_names_every_variable_and_no_other() -> None:
    assert set(example_lines()) == variables_read() | OTHERS | PER_COUNTRY


def test_example_holds_no_secret() -> None:
    assert example_lines()["SECRET_KEY"] == ""


def test_dockerfile_runs_without_privileges() -> None:
    users = [words for name, words in instructions() if name == "USER"]
    assert users
    assert users[-1] not in {"root", "0"}
    assert [name for name, _words in instructions()].index("USER") > max(
        number for number, (name, _words) in enumerate(instructions()) if name in {"RUN", "COPY"}
    )


def test_dockerfile_has_a_health_check_and_serves_with_gunicorn() -> None:
    said = dict(instructions())
    assert "/healthz" in said["HEALTHCHECK"]
    assert "gunicorn footcare.wsgi" in said["CMD"]


def test_dockerfile_health_check_is_valid_python() -> None:
    command = yaml.safe_load(dict(instructions())["HEALTHCHECK"].partition("CMD ")[2])
    assert command[:2] == ["python", "-c"]
    compile(command[2], "HEALTHCHECK", "exec")


def test_dockerfile_last_stage_copies_what_exists() -> None:
    copied = [words for name, words in instructions() if name == "COPY" and "--from" not in words]
    sources = [word for words in copied for word in words.split()[:-1]]
    assert {"manage.py", "footcare", "assessments", "programs", "templates", "static"} <= set(sources)
    assert [one for one in sources if not (ROOT / one).exists()] == []


@pytest.mark.parametrize("name", ["Dockerfile", "compose.yaml"])
def test_no_secret_inside(name: str) -> None:
    found = re.findall(
        r"(?i)^\s*-?\s*\w*(?:secret_key|password|token)\s*[:=](?!\s*(?:\$\{|$)).+$", (ROOT / name).read_text(), re.M
    )
    assert found == []


def test_compose_web_is_locked_down_and_local() -> None:
    web = compose()["services"]["web"]
    assert web["read_only"] is True
    assert web["cap_drop"] == ["ALL"]
    assert all(port.startswith("127.0.0.1:") for port in web["ports"])


def test_compose_database_keeps_its_data_and_is_not_published() -> None:
    database = compose()["services"]["database"]
    assert "ports" not in database
    assert any(volume.startswith("database:") for volume in database["volumes"])
    assert "healthcheck" in database


def daemon_answers() -> bool:
    docker = shutil.which("docker")
    return bool(docker) and subprocess.run([docker, "info"], capture_output=True, check=False).returncode == 0


@pytest.mark.slow
def test_image_is_built_where_a_daemon_answers() -> None:
    if not daemon_answers():
        pytest.skip("no Docker daemon answers")
    subprocess.run(["docker", "build", "--quiet", "--tag", "footcare:test", str(ROOT)], check=True, env={**os.environ})
    size = subprocess.run(
        ["docker", "image", "inspect", "--format", "{{.Size}}", "footcare:test"], capture_output=True, check=True
    )
    assert int(size.stdout) <= 300_000_000
