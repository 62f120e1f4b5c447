"""What is deployed: compose.yaml as compose resolves it, the Dockerfile, units, nginx, Caddy."""

import re
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest
import yaml

from tests.requirements import ROOT, requires_program
from tests.services.sites import SCHEDULER, TICK, WEB, WORKER

DEPLOYMENT = ROOT / "cms" / "management" / "deployment"
SECRETS = {
    "SECRET_KEY": "secret-of-the-test",
    "POSTGRES_PASSWORD": "password-of-the-test",
    "SITE_HOST": "act.example.org",
    "EMAIL_URL": "consolemail://",
}
LONG_RUNNING = {"proxy", "web", "worker", "scheduler", "db", "redis"}
OURS = {"web", "worker", "scheduler", "migrate", "backup"}


def compose() -> list[str]:
    """`docker compose` where it is, else docker-compose."""
    docker = shutil.which("docker")
    if (
        docker
        and not subprocess.run([docker, "compose", "version"], capture_output=True).returncode
    ):
        return [docker, "compose"]
    return [str(requires_program("docker-compose", package="docker-compose"))]


def configured(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """What `docker compose config` says with these variables in `.env`, and no others."""
    file = folder / "variables"
    file.write_text("".join(f"{name}={value}\n" for name, value in variables.items()))
    command = [*compose(), "--file", str(ROOT / "compose.yaml"), "--env-file", str(file)]
    profile = [] if "docker-compose" in command[0] else ["--profile", "backup"]
    return subprocess.run(
        [*command, *profile, "config"],
        capture_output=True,
        text=True,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(folder)},
    )


@pytest.fixture(scope="module")
def services(tmp_path_factory) -> dict:
    """The services as compose resolves them."""
    told = configured(tmp_path_factory.mktemp("compose"), **SECRETS)
    assert told.returncode == 0, told.stderr
    found = yaml.safe_load(told.stdout)
    assert found["networks"]["inside"]["internal"] is True
    assert set(found["services"]) == LONG_RUNNING | OURS
    return found["services"]


@pytest.mark.parametrize("missing", SECRETS)
def test_nothing_has_a_default_password(tmp_path, missing):
    told = configured(tmp_path, **{name: v for name, v in SECRETS.items() if name != missing})
    assert told.returncode != 0
    assert missing in told.stderr
    assert ".env" in told.stderr, "the mend"


def test_no_service_may_more_than_it_needs(services):
    for name, service in services.items():
        user, _, group = str(service["user"]).partition(":")
        assert int(user) > 0, name
        assert int(group) > 0, name
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in service["security_opt"], name
        assert not service.get("privileged")
        assert service["mem_limit"], name
        assert service["pids_limit"], name
        for volume in service.get("volumes", []):
            source = volume.split(":")[0] if isinstance(volume, str) else volume["source"]
            assert not source.startswith(("/", ".")), f"{name} sees {source} of the host"


def test_only_the_proxy_is_reached_from_outside(services):
    assert [name for name, service in services.items() if service.get("ports")] == ["proxy"]
    for name in ("db", "redis", "migrate"):
        assert list(services[name]["networks"]) == ["inside"]


def test_images_are_pinned_and_looked_after(services):
    for name in ("db", "redis"):
        assert re.fullmatch(r"[a-z]+:\d+\.\d+(\.\d+)?-[a-z]+", services[name]["image"])
    for name in LONG_RUNNING:
        assert services[name]["healthcheck"]["test"][0] == "CMD", name
        assert services[name]["restart"] == "unless-stopped"
    for name in ("web", "worker", "scheduler"):
        assert services[name]["depends_on"]["migrate"] == {
            "condition": "service_completed_successfully",
            **({"required": True} if "required" in services[name]["depends_on"]["migrate"] else {}),
        }


def test_compose_runs_the_processes_that_are_tested(services):
    assert " ".join(services["worker"]["command"]) == WORKER
    assert " ".join(services["scheduler"]["command"]) == SCHEDULER
    started = re.findall(r"^CMD (\[.+\])$", dockerfile(), re.MULTILINE)
    web = " ".join(yaml.safe_load(started[0]))
    assert web == WEB.format(workers=2, port=8000).replace("127.0.0.1", "0.0.0.0")  # noqa: S104


def dockerfile() -> str:
    """The Dockerfile without its comments."""
    text = (ROOT / "Dockerfile").read_text()
    return "\n".join(line for line in text.splitlines() if not line.startswith("#"))


def test_the_dockerfile_pins_drops_root_and_keeps_no_secret():
    stages = re.split(r"^(?=FROM )", dockerfile(), flags=re.MULTILINE)[1:]
    assert len(stages) == 3
    for stage in stages:
        assert re.match(r"FROM [a-z]+:\d+\.\d+\.\d+-[a-z-]+ AS \w+$", stage, re.MULTILINE)
        assert "ADD " not in stage
        assert not re.search(r"^(ARG|ENV).*(SECRET|PASSWORD|TOKEN|KEY)", stage, re.MULTILINE)
        for update in re.findall(r"apt-get install.*", stage):
            assert "--no-install-recommends" in update
            assert "rm -rf /var/lib/apt/lists" in stage
    for stage in stages[1:]:
        assert re.search(r"^USER \d+:\d+$", stage, re.MULTILINE)
        assert stage.index("USER ") < stage.index("CMD ")
        assert stage.count("USER ") == 1
    assert "--require-hashes" in stages[0]
    assert (ROOT / ".dockerignore").read_text().split("\n*\n")[0].startswith("#"), "all but a few"


def units() -> dict[str, ConfigParser]:
    """The units of systemd, by name."""
    found = {}
    for file in [*DEPLOYMENT.glob("*.service"), *DEPLOYMENT.glob("*.timer")]:
        unit = ConfigParser(strict=False, interpolation=None, delimiters=("=",))
        unit.optionxform = str  # type: ignore[assignment,method-assign]
        unit.read_string(file.read_text())
        found[file.name] = unit
    return found


def test_units_run_the_processes_that_are_tested():
    expected = {
        "qalam-web": WEB.format(workers=2, port=8000),
        "qalam-worker": WORKER,
        "qalam-scheduler": SCHEDULER,
        "qalam-tick": TICK,
    }
    found = units()
    for name, command in expected.items():
        assert found[f"{name}.service"]["Service"]["ExecStart"] == f"/srv/qalam/.venv/bin/{command}"


def test_units_may_not_more_than_they_need():
    for name, unit in units().items():
        if not name.endswith(".service"):
            continue
        service = unit["Service"]
        assert service["User"] == "qalam"
        for setting in ("NoNewPrivileges", "PrivateTmp", "ProtectHome", "RestrictNamespaces"):
            assert service[setting] == "yes", name
        assert service["ProtectSystem"] == "strict"
        assert service["ReadWritePaths"] == "/var/lib/qalam"
        assert service["CapabilityBoundingSet"] == ""
        assert service["MemoryMax"], name
    assert "MaxRetentionSec=30day" in (DEPLOYMENT / "journald@qalam.conf").read_text()


def test_systemd_understands_the_units(tmp_path):
    program = requires_program("systemd-analyze", package="systemd")
    for name in units():
        text = (DEPLOYMENT / name).read_text()
        # Programs and user are the server's; what is looked at is everything else.
        text = text.replace("/srv/qalam/.venv/bin/", "/bin/").replace("granian", "true")
        (tmp_path / name).write_text(text.replace("/bin/python", "/bin/true"))
    for name in units():
        told = subprocess.run(
            [program, "verify", "--man=no", str(tmp_path / name)], capture_output=True, text=True
        )
        said = [line for line in told.stderr.splitlines() if name.partition(".")[0] in line]
        assert said == [], told.stderr


def test_nginx_understands_its_file_and_writes_down_no_address(tmp_path):
    program = requires_program("nginx", package="nginx-light")
    text = (DEPLOYMENT / "nginx.conf").read_text()
    for variable in ("remote_addr", "http_user_agent", "request_uri", "args", "binary_remote"):
        form = re.search(r"log_format.+", text)[0]
        assert f"${variable}" not in form
    assert re.findall(r"error_log (.+);", text) == ["/dev/null crit"] * 3
    certificate = tmp_path / "certificate"
    making = "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=act.example.org".split()
    making += ["-keyout", f"{certificate}.key", "-out", f"{certificate}.pem"]
    subprocess.run(making, check=True, capture_output=True)
    text = re.sub(r"/etc/letsencrypt/\S+privkey.pem", f"{certificate}.key", text)
    text = re.sub(r"/etc/letsencrypt/\S+fullchain.pem", f"{certificate}.pem", text)
    text = text.replace("/var/log/nginx/", f"{tmp_path}/").replace("[::]:", "127.0.0.2:")
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ {text} }}")
    told = subprocess.run(
        [program, "-t", "-c", whole, "-p", tmp_path], capture_output=True, text=True
    )
    assert told.returncode == 0, told.stderr
    assert "[warn]" not in told.stderr


def as_caddy_has_it(text: str, program: str) -> str:
    """The Caddyfile with the words of the Caddy that is here: before 2.6.3 one was another."""
    told = subprocess.run([program, "version"], capture_output=True, text=True, check=True)
    version = tuple(map(int, re.findall(r"\d+", told.stdout)[:3]))
    if version >= (2, 6, 3):
        return text
    return re.sub(r"request_buffers (\S+)", r"buffer_requests\n\t\tmax_buffer_size \1", text)


def test_caddy_logs_nobody_and_lets_nothing_endless_in(tmp_path):
    text = (DEPLOYMENT / "Caddyfile").read_text()
    for field in ("remote_ip", "client_ip", "headers", "uri"):
        assert f"request>{field} delete" in text
    for limit in ("max_size", "max_header_size", "read_header", "read_body"):
        assert limit in text
    program = str(requires_program("caddy", package="caddy"))
    file = tmp_path / "Caddyfile"
    file.write_text(as_caddy_has_it(text, program))
    told = subprocess.run(
        [program, "validate", "--adapter", "caddyfile", "--config", file],
        capture_output=True,
        text=True,
        env={"SITE_HOST": "localhost", "HOME": "/nonexistent"},
    )
    assert told.returncode == 0, told.stderr


def test_the_readme_names_every_file_of_a_deployment():
    text = (ROOT / "README.md").read_text()
    copied = re.search(r"^# cp (qalam-.+?) /etc/systemd", text, flags=re.MULTILINE)
    patterns = copied[1].split() if copied else []
    assert patterns, "nothing copies the units"
    for file in DEPLOYMENT.iterdir():
        is_copied = any(file.match(pattern) for pattern in patterns)
        assert is_copied or file.name in text or file.name == "Caddyfile", file.name
