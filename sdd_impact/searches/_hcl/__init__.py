"""Terraform's language (HCL 2), as far as reading constant settings needs it.

Why not a library: ``python-hcl2`` refuses a whole file for one broken block, gives expressions back as text that would have to be
parsed again, builds its grammar on first use (1.6 s without a writable cache) and reads about 100 KB a second. Tests hold this reader
against it.
"""

from sdd_impact.searches._hcl.blocks import Attribute, Block, Broken, File, parse
from sdd_impact.searches._hcl.evaluate import Evaluator, Unknown, Value, plain_path
from sdd_impact.searches._hcl.json_syntax import parse_json

__all__ = ["Attribute", "Block", "Broken", "Evaluator", "File", "Unknown", "Value", "parse", "parse_json", "plain_path"]
