"""The merge check as a job of each CI system: what ``init`` proposes, and what ``docs/ci.md`` shows.

What is installed is one value, ``SDD_IMPACT_PACKAGE``: whether a team takes the tool from a package index, from a file or from a repository
of its own is for the team to say.
"""

from __future__ import annotations

from sdd_impact.tuples import NamedTuple

#: What the value may be, in a line that stands above every proposed job.
PACKAGE_HINT = (
    "SDD_IMPACT_PACKAGE is what pip installs: {package} from your package index, a wheel, or git+https://… of the repository "
    "that you keep the tool in."
)


class Job(NamedTuple):
    """A system's job. ``marks`` are the files that show that the system is used; ``path`` is the file that the job belongs into.

    ``whole`` says that ``text`` is a file of its own; otherwise it is added to the one that is there. ``{package}`` stands for what is installed,
    ``comment`` begins a comment.
    """

    system: str
    marks: tuple[str, ...]
    path: str
    text: str
    whole: bool = False
    comment: str = "# "


GITHUB = """\
name: support impact
on:
  pull_request:
  merge_group:
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    env:
      SDD_IMPACT_PACKAGE: {package}
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install "$SDD_IMPACT_PACKAGE"
      - run: sdd-impact check --format github
"""

GITLAB = """\
support impact:
  image: python:3.12
  variables:
    GIT_DEPTH: 0
    SDD_IMPACT_PACKAGE: {package}
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    - pip install "$SDD_IMPACT_PACKAGE"
    - sdd-impact check --fetch
"""

BITBUCKET = """\
image: python:3.12
pipelines:
  pull-requests:
    "**":
      - step:
          name: support impact
          clone:
            depth: full
          script:
            - export SDD_IMPACT_PACKAGE={package}
            - pip install "$SDD_IMPACT_PACKAGE"
            - sdd-impact check --fetch
"""

AZURE = """\
trigger: none
pr:
  - main
pool:
  vmImage: ubuntu-latest
variables:
  SDD_IMPACT_PACKAGE: {package}
steps:
  - checkout: self
    fetchDepth: 0
    persistCredentials: true
  - script: pip install "$(SDD_IMPACT_PACKAGE)"
  - script: sdd-impact check --fetch
"""

JENKINS = """\
pipeline {{
  agent {{ docker {{ image 'python:3.12' }} }}
  environment {{ SDD_IMPACT_PACKAGE = '{package}' }}
  stages {{
    stage('support impact') {{
      when {{ changeRequest() }}
      steps {{
        sh 'pip install "$SDD_IMPACT_PACKAGE"'
        sh 'sdd-impact check'
      }}
    }}
  }}
}}
"""

CIRCLECI = """\
version: 2.1
jobs:
  support-impact:
    docker:
      - image: cimg/python:3.12
    environment:
      SDD_IMPACT_PACKAGE: {package}
    steps:
      - checkout
      - run: pip install "$SDD_IMPACT_PACKAGE"
      - run: sdd-impact check --fetch
workflows:
  merge-check:
    jobs:
      - support-impact
"""

# `$$`: a single `$` would be replaced when the pipeline is uploaded, where the step's own variables are not known.
BUILDKITE = """\
steps:
  - label: support impact
    env:
      SDD_IMPACT_PACKAGE: {package}
    command:
      - pip install "$$SDD_IMPACT_PACKAGE"
      - sdd-impact check --fetch
"""

JOBS = (
    Job("GitLab CI", (".gitlab-ci.yml",), ".gitlab-ci.yml", GITLAB),
    Job("Bitbucket Pipelines", ("bitbucket-pipelines.yml",), "bitbucket-pipelines.yml", BITBUCKET),
    Job("Azure Pipelines", ("azure-pipelines.yml", ".azure-pipelines"), "azure-pipelines.yml", AZURE),
    Job("Jenkins", ("Jenkinsfile",), "Jenkinsfile", JENKINS, comment="// "),
    Job("CircleCI", (".circleci/config.yml",), ".circleci/config.yml", CIRCLECI),
    Job("Buildkite", (".buildkite/pipeline.yml", ".buildkite"), ".buildkite/pipeline.yml", BUILDKITE),
    Job("GitHub Actions", (".github",), ".github/workflows/support-impact.yml", GITHUB, whole=True),
)


def job_text(job: Job, package: str) -> str:
    """Return the job that installs ``package``."""
    return job.text.format(package=package)
