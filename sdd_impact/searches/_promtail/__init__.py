"""Stages of a pipeline, as promtail's YAML and Grafana Alloy's own syntax write them."""

from sdd_impact.searches._promtail.alloy import pipelines as alloy_pipelines
from sdd_impact.searches._promtail.stages import Pipeline, Stage, texts
from sdd_impact.searches._promtail.stages import pipelines as yaml_pipelines

__all__ = ["Pipeline", "Stage", "alloy_pipelines", "texts", "yaml_pipelines"]
