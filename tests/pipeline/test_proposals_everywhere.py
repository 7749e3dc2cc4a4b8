"""One reworded line, held against a search of every format and form: a new query is proposed, proved, and put into the file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matching.written import change, printed, template

from sdd_impact import matching, searches
from sdd_impact.matching.either import either
from sdd_impact.matching.transplanting import transplanted
from sdd_impact.model import Change, Event, Phrase, Proposal, SavedSearch, SearchVerdict, Settings, Source, Statement
from sdd_impact.pipeline.placing import placed
from sdd_impact.pipeline.proposing import with_proposals
from sdd_impact.pipeline.splicing import Rereading
from sdd_impact.pipeline.visit import Outside

OLD = "payment failed for order {order:id} of {user:id}"
NEW = "charge declined for order {order:id} by {user:id}"


class Form(NamedTuple):
    path: str
    text: str
    new: str = "charge declined"
    both: str = ""


class Files:
    """A tree of one file."""

    def __init__(self, path: str, text: str) -> None:
        self._source = Source(path, text.encode())

    def paths(self) -> tuple[str, ...]:
        return (self._source.path,)

    def read(self, path: str) -> Source | None:
        return self._source if path == self._source.path else None

    def containing(self, words: Iterable[str]) -> tuple[str, ...]:
        return ()


def metric_filter(pattern: str) -> str:
    return f'resource "aws_cloudwatch_log_metric_filter" "s" {{\n  name           = "S"\n  pattern        = {pattern}\n  log_group_name = "app"\n}}\n'


def insights(text: str) -> str:
    return f'resource "aws_cloudwatch_query_definition" "s" {{\n  name = "S"\n  query_string = <<-EOT\n    fields @timestamp\n    | {text}\n    | sort @timestamp\n  EOT\n}}\n'


def kusto(text: str) -> str:
    return f'resource "azurerm_monitor_scheduled_query_rules_alert" "s" {{\n  name  = "S"\n  query = <<-QUERY\n    traces\n    | {text}\n    | summarize count() by bin(timestamp, 5m)\n  QUERY\n}}\n'


def gcp(text: str) -> str:
    return f'resource "google_logging_metric" "s" {{\n  name   = "S"\n  filter = <<-EOT\n    resource.type="cloud_run_revision"\n    {text}\n  EOT\n}}\n'


def datadog(text: str) -> str:
    return f'resource "datadog_logs_index" "s" {{\n  name = "S"\n  filter {{\n    query = "{text}"\n  }}\n}}\n'


def loki(text: str) -> str:
    return f'groups:\n  - name: shop\n    rules:\n      # the payments\n      - alert: S\n        expr: |\n          sum(count_over_time(\n            {{app="shop"}} {text} [5m]\n          )) > 3\n'


def vlogs(text: str) -> str:
    return f"groups:\n  - name: shop\n    type: vlogs\n    rules:\n      - alert: S\n        expr: '{text}'\n      - alert: T\n        expr: other\n"


def grafana(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'{{"title": "Shop", "schemaVersion": 30, "panels": [\n {{"title": "S", "type": "logs", "datasource": {{"type": "loki"}}, "targets": [{{"refId": "A", "expr": "{{app=\\"shop\\"}} {text}"}}]}}\n]}}\n'


def elastalert(text: str) -> str:
    return f"name: S\ntype: frequency\nindex: app-*\nfilter:\n{text}\nalert: email\n"


def sigma(text: str) -> str:
    return f"title: S\nlogsource:\n  product: shop\ndetection:\n  selection:\n{text}\n  condition: selection\nlevel: high\n"


def splunk(text: str) -> str:
    return f"# ours\n[S]\nsearch = index=app \\\n  {text} \\\n| stats count\nalert.track = 1\n\n[T]\nsearch = other\n"


def rest(search: str, indent: int | None = 1) -> str:
    entries = [
        {"name": name, "acl": {"owner": "ops"}, "content": {"search": each, "is_scheduled": True}}
        for name, each in (("R", "other"), ("S", search))
    ]
    return json.dumps({"origin": "https://s:8089/services/saved/searches", "entry": entries, "paging": {"total": 2}}, indent=indent)


def plain(text: str) -> str:
    return f"version: 1\nsearches:\n  # first\n  - name: S\n    {text}\n    owner: us\n  - {{name: T, contains: other}}\n"


def logstash(text: str) -> str:
    return f'filter {{\n  grok {{\n    id => "S"\n    match => {{ "message" => {text} }}\n  }}\n}}\n'


def kibana(query: str, language: str) -> str:
    query = query.replace('"', '\\\\\\"')
    return f'{{"type": "search", "attributes": {{"title": "S", "kibanaSavedObjectMeta": {{"searchSourceJSON": "{{\\"query\\": {{\\"query\\": \\"{query}\\", \\"language\\": \\"{language}\\"}}}}"}}}}}}\n'


def watch(query: str) -> str:
    return f'{{\n "trigger": {{"schedule": {{"interval": "10m"}}}},\n "metadata": {{"name": "S"}},\n "input": {{"search": {{"request": {{"body": {{\n  "query": {query}\n }}}}}}}}\n}}\n'


def detection(query: str, language: str) -> str:
    return f'[metadata]\nmaturity = "production"\n\n[rule]\nname = "S"\ntype = "query"\nlanguage = "{language}"\nquery = \'\'\'\n{query}\n\'\'\'\n'


def ingest(processor: str) -> str:
    return f'{{\n  "processors": [\n    {processor}\n  ]\n}}\n'


def promtail(stage: str) -> str:
    return f"scrape_configs:\n  - job_name: S\n    pipeline_stages:\n      {stage}\n"


def alloy(stage: str) -> str:
    return f'loki.process "S" {{\n  forward_to = []\n\n  {stage}\n}}\n'


def newrelic(text: str) -> str:
    return f'resource "newrelic_nrql_alert_condition" "s" {{\n  name = "S"\n  nrql {{\n    query = "{text}"\n  }}\n}}\n'


def sumologic(text: str) -> str:
    return f'resource "sumologic_monitor" "s" {{\n  name = "S"\n  queries {{\n    row_id = "A"\n    query  = "{text}"\n  }}\n}}\n'


def otel(text: str) -> str:
    return f"# ours\n{text}\nservice: {{}}\n"


def stack(pattern: str) -> str:
    return f"Resources:\n  S:\n    Type: AWS::Logs::MetricFilter\n    Properties:\n      LogGroupName: app\n      FilterPattern: {pattern}\n"


FORMS = {
    "cloudwatch, one phrase": Form("main.tf", metric_filter('"\\"payment failed\\""')),
    "cloudwatch, terms": Form("main.tf", metric_filter('"payment failed"')),
    "cloudwatch, choice": Form("main.tf", metric_filter('"?\\"payment failed\\" ?\\"refund lost\\""')),
    "cloudwatch, JSON": Form("main.tf", metric_filter('"{ $.message = \\"payment failed*\\" }"')),
    "cloudwatch, JSON of two": Form("main.tf", metric_filter('"{ ($.message = \\"*payment failed*\\") && ($.level = \\"INFO\\") }"')),
    "cloudwatch, words of a line": Form("main.tf", metric_filter('"[w1=payment, w2=failed, ...]"'), new="w1=charge, w2=declined"),
    "cloudwatch, one field": Form("main.tf", metric_filter('"[w=\\"*payment failed*\\"]"')),
    "cloudwatch, expression": Form("main.tf", metric_filter('"%payment failed for order [a-z0-9]+%"')),
    "insights, like": Form("main.tf", insights('filter @message like "payment failed"')),
    "insights, expression": Form("main.tf", insights("filter @message like /payment failed for order/")),
    "insights, =~": Form("main.tf", insights("filter @message =~ /payment +failed/ and level = 'info'")),
    "insights, strcontains": Form("main.tf", insights('filter strcontains(@message, "payment failed")')),
    "kusto, has": Form("main.tf", kusto('where message has "payment failed"')),
    "kusto, contains": Form("main.tf", kusto('where message contains "payment failed" and severityLevel >= 1')),
    "kusto, expression": Form("main.tf", kusto('where message matches regex "payment failed for order [a-z0-9]+"')),
    "kusto, startswith": Form("main.tf", kusto("where message startswith 'payment failed'")),
    "kusto, join": Form("main.tf", kusto('where message has "payment failed"\n    | join (traces | where message has "begun") on operation_Id')),
    "kusto, function": Form("main.tf", kusto('where message has "payment failed"').replace("    traces\n", "    let f = (n: int) { requests };\n    traces\n")),
    "gcp, has": Form("main.tf", gcp('textPayload:"payment failed"')),
    "gcp, everywhere": Form("main.tf", gcp('"payment failed"')),
    "gcp, expression": Form("main.tf", gcp('textPayload=~"payment failed for order [a-z0-9]+"')),
    "datadog, phrase": Form("main.tf", datadog('service:shop \\"payment failed\\"')),
    "datadog, words": Form("main.tf", datadog("payment failed"), new="charge declined"),
    "loki, text": Form("ops/loki-rules.yaml", loki('|= "payment failed"')),
    "loki, expression": Form("ops/loki-rules.yaml", loki("|~ `payment failed for order \\S+`")),
    "loki, quoted expression": Form("ops/loki-rules.yaml", loki('|~ "payment failed for order \\\\S+"')),
    "loki, pattern": Form("ops/loki-rules.yaml", loki('|> "payment failed for order <_>"')),
    "grafana, text": Form("grafana/shop-dashboard.json", grafana('|= "payment failed"')),
    "grafana, expression": Form("grafana/shop-dashboard.json", grafana("|~ `payment failed for order \\S+`")),
    "victorialogs, phrase": Form("ops/vlogs-rules.yaml", vlogs('{app="shop"} "payment failed" | stats count() n')),
    "victorialogs, words": Form("ops/vlogs-rules.yaml", vlogs("payment failed"), new="charge declined"),
    "victorialogs, expression": Form("ops/vlogs-rules.yaml", vlogs('_msg:~"payment failed for order [a-z0-9]+"')),
    "kibana, KQL": Form("kibana/s.ndjson", kibana('message: "payment failed" and level: info', "kuery")),
    "kibana, Lucene": Form("kibana/s.ndjson", kibana('message:"payment failed" AND level:info', "lucene")),
    "kibana, match_phrase": Form("watches/watch.json", watch('{"bool": {"must": [\n   {"match_phrase": {"message": "payment failed"}}\n  ]}}')),
    "kibana, match_phrase alone": Form("watches/watch.json", watch('{\n   "match_phrase": {\n    "message": {"query": "payment failed"}\n   }\n  }')),
    "kibana, query_string": Form("watches/watch.json", watch('{"query_string": {"query": "message:\\"payment failed\\""}}')),
    "kibana, monitor": Form(
        "ops/monitor.json",
        '{"type": "monitor", "name": "S", "inputs": [{"search": {"query": {"query": {"match_phrase": {"message": "payment failed"}}}}}], "triggers": []}\n',
    ),
    "elastalert, query_string": Form("elastalert/s.yaml", elastalert("  - query:\n      query_string:\n        query: 'message:\"payment failed\"'")),
    "elastalert, match": Form("elastalert/s.yaml", elastalert("  - bool:\n      must:\n        - match_phrase:\n            message: payment failed")),
    "elastalert, JSON": Form("elastalert/s.yaml", elastalert('  - {"match_phrase": {"message": "payment failed"}}')),
    "elastalert, match_phrase": Form("elastalert/s.yaml", elastalert("  - match_phrase:\n      message: payment failed")),
    "detection rule, KQL": Form("rules/s.toml", detection('message : "payment failed" and user.name : *', "kuery")),
    "detection rule, Lucene": Form("rules/s.toml", detection('message:"payment failed"', "lucene")),
    "detection rule, EQL": Form("rules/s.toml", detection('any where message : "*payment failed*" and user.name != null', "eql")),
    "detection rule, EQL of two": Form("rules/s.toml", detection('any where message like~ ("*payment failed*", "*refund lost*")', "eql")),
    "detection rule, EQL sequence": Form("rules/s.toml", detection('sequence by user.id\n  [any where stringContains(message, "payment failed")]\n  [any where message : "*sent*"]', "eql")),
    "detection rule, EQL regex": Form("rules/s.toml", detection('any where message regex "payment failed for order [a-z0-9]+ .*"', "eql")),
    "detection rule, ES|QL": Form("rules/s.toml", detection('FROM app-*\n| WHERE message LIKE "*payment failed*"\n| STATS c = COUNT(*)', "esql")),
    "detection rule, ES|QL match": Form("rules/s.toml", detection('FROM app-* | WHERE MATCH_PHRASE(message, "payment failed") AND log.level == "info"', "esql")),
    "detection rule, ES|QL RLIKE": Form("rules/s.toml", detection('FROM app-* | WHERE message RLIKE "payment failed for order [a-z0-9]+ .*"', "esql")),
    "otel, filter": Form("ops/otel.yaml", otel("processors:\n  filter/s:\n    logs:\n      log_record:\n        - 'IsMatch(body, \"payment failed\")'")),
    "otel, filter of two": Form("ops/otel.yaml", otel("processors:\n  filter/s:\n    logs:\n      log_record:\n        - 'IsMatch(body, \"payment failed\") and severity_number < SEVERITY_NUMBER_WARN'\n        - 'IsMatch(body, \"refund lost\")'")),
    "otel, statement": Form("ops/otel.yaml", otel('processors:\n  transform/s:\n    log_statements:\n      - set(attributes["x"], 1) where HasPrefix(body, "payment failed")')),
    "otel, regex_parser": Form("ops/otel.yaml", otel("receivers:\n  syslog/s:\n    operators:\n      - type: regex_parser\n        regex: '^payment failed for order (?P<order>\\S+) of (?P<user>\\S+)$'")),
    "otel, expression": Form("ops/otel.yaml", otel("receivers:\n  syslog/s:\n    operators:\n      - type: filter\n        expr: 'body contains \"payment failed\"'")),
    "vector, filter": Form("ops/vector.toml", "[transforms.s]\ntype = \"filter\"\ncondition = 'contains!(.message, \"payment failed\")'\n"),
    "vector, expression": Form("ops/vector.toml", "[transforms.s]\ntype = \"filter\"\ncondition = '''\nmatch!(.message, r'payment failed for order \\w+') && .level == \"info\"\n'''\n"),
    "vector, parse_regex": Form("ops/vector.yaml", "transforms:\n  s:\n    type: remap\n    source: |\n      . |= parse_regex!(.message, r'^payment failed for order (?P<order>\\S+) of (?P<user>\\S+)$')\n"),
    "vector, if": Form("ops/vector.yaml", 'transforms:\n  s:\n    type: remap\n    source: |\n      # ours\n      if contains!(.message, "payment failed") {\n        abort\n      }\n'),
    "newrelic, like": Form("main.tf", newrelic("FROM Log SELECT count(*) WHERE message LIKE '%payment failed%' SINCE 1 hour ago")),
    "newrelic, like of two": Form("main.tf", newrelic("SELECT count(*) FROM Log WHERE (message LIKE '%payment failed%' OR message LIKE '%refund lost%') AND level = 'INFO'")),
    "newrelic, rlike": Form("main.tf", newrelic("SELECT count(*) FROM Log WHERE message RLIKE r'.*payment failed for order [a-z0-9]+.*'")),
    "newrelic, figure": Form("main.tf", newrelic("SELECT percentage(count(*), WHERE message LIKE 'payment failed%') FROM Log")),
    "sumologic, phrase": Form("main.tf", sumologic('_sourceCategory=shop \\"payment failed\\" | count')),
    "sumologic, terms": Form("main.tf", sumologic("_sourceCategory=shop payment failed"), new="charge declined"),
    "sumologic, matches": Form("main.tf", sumologic('_sourceCategory=shop | where _raw matches \\"*payment failed*\\"')),
    "sumologic, parse": Form("main.tf", sumologic('_sourceCategory=shop | parse \\"payment failed for order * of *\\" as order, user')),
    "sumologic, parse regex": Form("main.tf", sumologic('_sourceCategory=shop | parse regex \\"payment failed for order (?<order>[a-z0-9]+)\\"')),
    "sigma, value": Form("sigma/s.yml", sigma("    message|contains: payment failed")),
    "sigma, list": Form("sigma/s.yml", sigma("    message|contains:\n      - payment failed\n      - refund lost")),
    "sigma, expression": Form("sigma/s.yml", sigma("    message|re: 'payment failed for order \\S+'")),
    "sigma, wildcards": Form("sigma/s.yml", sigma("    message: '*payment failed*'")),
    "sigma, words": Form("sigma/s.yml", sigma("    - payment failed\n    - refund lost")),
    "splunk, phrase": Form("ops/savedsearches.conf", splunk('"payment failed"')),
    "splunk, terms": Form("ops/savedsearches.conf", splunk("payment failed")),
    "splunk, field": Form("ops/savedsearches.conf", splunk('message="payment failed*"')),
    "splunk, regex": Form("ops/savedsearches.conf", splunk('| regex _raw="payment failed for order \\S+"')),
    "splunk, REST": Form("ops/saved_searches.json", rest('index=app "payment failed" | stats count')),
    "splunk, REST in one line": Form("ops/saved_searches.json", rest('index=app "payment failed" | rex "order (?<order>\\S+)"', indent=None)),
    "splunk, where like": Form("ops/savedsearches.conf", splunk('| where like(_raw, "%payment failed%")')),
    "splunk, EXTRACT": Form("app/default/props.conf", "# ours\n[shop:app]\nTIME_PREFIX = ^\nEXTRACT-order = ^payment failed for order (?<order>\\S+) of (?<user>\\S+)$\nEXTRACT-other = refund (?<refund>\\d+)\n"),
    "splunk, EXTRACT of a field": Form("app/default/props.conf", "[shop:app]\nEXTRACT-order = payment failed for order (?<order>\\S+) in message\n"),
    "splunk, SEDCMD": Form("app/default/props.conf", "[shop:app]\nSEDCMD-s = s/payment failed for order \\S+/payment failed for order ***/g\n"),
    "splunk, transform": Form("app/default/transforms.conf", "[shop_null]\nREGEX = payment failed\nDEST_KEY = queue\nFORMAT = nullQueue\n"),
    "grok": Form("logstash/s.conf", logstash('"^payment failed for order %{WORD:order} of %{WORD:user}"')),
    "grok, list": Form("logstash/s.conf", logstash('[\n      "payment failed for order %{WORD:order}",\n      "refund %{WORD:order} lost"\n    ]')),
    "logstash, dissect": Form("logstash/s.conf", 'filter {\n  dissect {\n    id => "S"\n    mapping => { "message" => "payment failed for order %{order} of %{user}" }\n  }\n}\n'),
    "logstash, if in": Form("logstash/s.conf", 'output {\n  if "payment failed" in [message] and [type] == "shop" {\n    email { to => "x" }\n  }\n}\n'),
    "logstash, if =~": Form("logstash/s.conf", "filter {\n  if [message] =~ /payment failed for order \\w+/ {\n    drop { }\n  }\n}\n"),
    "grok, ingest": Form(
        "ingest/s.json",
        '{\n  "processors": [\n    {"grok": {"tag": "S", "field": "message", "patterns": ["payment failed for order %{WORD:order}"]}}\n  ]\n}\n',
    ),
    "dissect": Form("ingest/s.json", ingest('{"dissect": {"tag": "S", "field": "message", "pattern": "payment failed for order %{order} of %{user}"}}')),
    "dissect, in one line": Form("ingest/s.json", '{"processors": [{"dissect": {"tag": "S", "field": "message", "pattern": "payment failed for order %{order} of %{user}"}}]}\n'),
    "dissect, YAML": Form("ingest/s.yml", "processors:\n  - dissect:\n      tag: S\n      field: message\n      pattern: 'payment failed for order %{order} of %{user}'\n"),
    "mtail": Form("ops/s.mtail", "counter s by order\n\n/payment failed for order (?P<order>\\S+)/ {\n  s[$order]++\n}\n"),
    "mtail, inner": Form("ops/s.mtail", "counter s\ncounter t\n\n/user|order/ {\n  /payment failed/ {\n    s++\n  }\n}\n/other/ { t++ }\n"),
    "mtail, constant": Form("ops/s.mtail", "counter s\n\nconst WHAT /payment failed/\n\n// + WHAT {\n  s++\n}\n"),
    "mtail, choice": Form("ops/s.mtail", "counter s\n\n/payment failed/ || /refund lost/ {\n  s++\n}\n"),
    "promtail, regex": Form("promtail/s.yaml", promtail("- regex:\n          expression: '^payment failed for order (?P<order>\\S+)'")),
    "promtail, drop": Form("promtail/s.yaml", promtail('- drop:\n          expression: "payment failed.*"')),
    "promtail, match": Form("promtail/s.yaml", promtail("- match:\n          selector: '{app=\"shop\"} |= \"payment failed\"'\n          action: drop")),
    "alloy, regex": Form("ops/s.alloy", alloy('stage.regex {\n    expression = "^payment failed for order (?P<order>\\\\S+)"\n  }')),
    "alloy, raw": Form("ops/s.alloy", alloy("stage.drop {\n    expression = `payment failed for order \\S+`\n  }")),
    "alloy, match": Form("ops/s.alloy", alloy('stage.match {\n    selector = "{app=\\"shop\\"} |= \\"payment failed\\""\n    action   = "drop"\n  }')),
    "alloy, otelcol": Form("ops/s.alloy", 'otelcol.processor.filter "S" {\n  logs {\n    log_record = [\n      `IsMatch(body, "payment failed")`,\n      `IsMatch(body, "refund lost")`,\n    ]\n  }\n}\n'),
    "fluentbit, parser": Form("fluent-bit.conf", "[PARSER]\n    Name    S\n    Format  regex\n    Regex   ^payment failed for order (?<order>\\S+) of (?<user>\\S+)$\n"),
    "fluentbit, grep": Form("fluent-bit.conf", "[FILTER]\n    Name    grep\n    Match   app.*\n    Alias   S\n    Regex   log payment failed\n    Exclude log retry\n"),
    "fluentbit, grep of two": Form("fluent-bit.conf", "[FILTER]\n    Name    grep\n    Match   app.*\n    Alias   S\n    Regex   log payment failed\n    Regex   log order [a-z0-9]+\n"),
    "fluentbit, options": Form("fluent-bit.conf", "[FILTER]\n    Name    grep\n    Match   *\n    Alias   S\n    Exclude log /PAYMENT FAILED/i\n"),
    "fluentbit, rewrite_tag": Form("fluent-bit.conf", "[FILTER]\n    Name    rewrite_tag\n    Match   app.*\n    Rule    $log ^payment\\s+failed\\s+for S false\n", new="charge"),
    "fluentbit, YAML": Form("fluent-bit.yaml", "parsers:\n  - name: S\n    format: regex\n    regex: '^payment failed for order (?<order>\\S+) of (?<user>\\S+)$'\n"),
    "cloudformation, phrase": Form("infra/template.yaml", stack("'\"payment failed\"'")),
    "cloudformation, block": Form("infra/template.yaml", stack('>-\n        ?"payment failed"\n        ?"refund lost"')),
    "cloudformation, JSON pattern": Form("infra/template.yaml", stack('\'{ $.message = "payment failed*" }\'')),
    "cloudformation, in JSON": Form("infra/template.json", '{"Resources": {"S": {"Type": "AWS::Logs::MetricFilter", "Properties": {"LogGroupName": "app", "FilterPattern": "\\"payment failed\\""}}}}\n'),
    "cloudformation, Sub": Form("infra/template.yaml", stack("!Sub '\"payment failed\"'")),
    "fail2ban": Form(
        "fail2ban/filter.d/shop.conf",
        "[INCLUDES]\nbefore = common.conf\n\n[Definition]\n_daemon = shop\n"
        "failregex = ^%(__prefix_line)spayment failed for order \\S+ of <HOST>$\n            ^%(__prefix_line)srefund lost of <HOST>$\nignoreregex =\n",
    ),
    "fail2ban, one line": Form("fail2ban/filter.d/shop.conf", "[Definition]\nfailregex = ^payment failed for order \\S+ of <F-ID>\\S+</F-ID>$\n"),
    "logcheck": Form("logcheck/violations.d/shop", "# ours\n^\\w{3} [ :0-9]{11} [._[:alnum:]-]+ shop\\[[0-9]+\\]: payment failed for order [[:alnum:]]+ of [[:alnum:]]+$\nrefund lost\n"),
    "npd": Form(
        "npd/shop-monitor.json",
        '{"plugin": "filelog", "logPath": "/var/log/shop.log", "bufferSize": 10, "source": "shop-monitor",\n'
        ' "rules": [{"type": "temporary", "reason": "S", "pattern": "payment failed for order \\\\S+ of .*"}]}\n',
    ),
    "plain, contains": Form("searches.yaml", plain("contains: payment failed")),
    "plain, contains quoted": Form("searches.yaml", plain('contains: "payment failed for"')),
    "plain, regex": Form("searches.yaml", plain("regex: 'payment failed for order (?P<order>\\S+)'")),
    "plain, any": Form("searches.yaml", plain("any: [payment failed, refund lost]")),
    "plain, spl": Form("searches.yaml", plain('spl: index=app "payment failed" | stats count')),
}  # fmt: skip


def read(path: str, text: str) -> SavedSearch:
    found = searches.read(Source(path, text.encode()))
    assert not found.unread, found.unread
    named = [
        each for each in found.searches if each.name.lower().startswith("s") or len(found.searches) == 1 or "shop" in each.name
    ]
    return named[0]


def printed_alone(one: Statement) -> Event:
    """What a statement prints whose layout has nothing but the message, and the message as a field."""
    return printed(one)._replace(line=one.template)


def judged(search: SavedSearch, one: Change) -> SearchVerdict:
    found = matching.verdicts([search], [search], [one], printed_alone, printed_alone)
    return found[0]


def proposed(form: Form) -> tuple[SavedSearch, Rereading, Proposal]:
    search = read(form.path, form.text)
    verdict = judged(search, change(1, OLD, NEW))
    assert verdict.verdict in ("broken", "likely-broken", "narrowed", "captures-changed"), verdict
    rereading = Rereading((Files(form.path, form.text),), Settings())
    (found,) = with_proposals([verdict], printed_alone, printed_alone, rereading)
    assert found.proposal is not None
    return search, rereading, found.proposal


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("both", [False, True], ids=["new", "both"])
def test_a_query_is_proposed_and_written(name: str, both: bool) -> None:
    form = FORMS[name]
    search, rereading, proposal = proposed(form)
    text = proposal.both if both else proposal.query
    if both and "dissect" in form.text:
        assert text == "%{} for order %{order} %{} %{user}"  # a pattern of keys knows no choice
    assert text, proposal
    spliced = rereading.spliced(search, text)
    assert spliced is not None, text
    again = read(form.path, spliced.text)
    for line in (NEW, OLD) if both else (NEW,):
        assert matching.hold(again.query, printed_alone(change(1, None, line).statement)).bound, (text, line)
    if not both:
        assert form.new in text
        lines, others = form.text.split("\n"), spliced.text.split("\n")
        assert len(lines) == len(others)
        assert sum(one != other for one, other in zip(lines, others, strict=True)) == 1


def test_captures_stay_with_their_values() -> None:
    form = Form("searches.yaml", plain('spl: \'"order" | rex "order (?<order>\\S+) of (?<who>\\S+)"\''))
    search = read(form.path, form.text)
    verdict = judged(search, change(1, "order {order:id} of {user:id}", "order {order:id}, user {user:id}"))
    assert verdict.verdict == "captures-changed"
    (found,) = with_proposals([verdict], printed_alone, printed_alone, Rereading((Files(form.path, form.text),), Settings()))
    assert found.proposal is not None
    assert found.proposal.query == '"order" | rex "order (?<order>\\S+), user (?<who>\\S+)"'


@pytest.mark.parametrize(
    ("new", "files", "reason"),
    [
        (None, None, "no line is left that a new query could be tried on"),
        ("{x:int}", None, "no query could be proposed that is proved to match the new line"),
        ("{x:int}", Files("other.yaml", ""), "its file is not at hand, so that a new query cannot be read as its format reads it"),
        ("{x:int}", Files("ops/searches.yaml", "version: 1\n"), "its text does not stand in the file as it is read (it is put together from parts)"),
    ],
)  # fmt: skip
def test_why_nothing_is_proposed_is_said(new: str | None, files: Files | None, reason: str) -> None:
    path, text = "ops/searches.yaml", plain("contains: payment failed")
    verdict = judged(read(path, text), change(1, OLD, new))
    rereading = Rereading((files or Files(path, text),), Settings())
    (found,) = with_proposals([verdict], printed_alone, printed_alone, rereading)
    assert (found.proposal, found.unproposed) == (None, reason)
    (fine,) = with_proposals([verdict._replace(verdict="still-matches", also=())], printed_alone, printed_alone, rereading)
    assert (fine.proposal, fine.unproposed) == (None, "")


def test_quotation_marks_of_the_new_line_are_escaped() -> None:
    path, text = (
        "infra/template.yaml",
        "Resources:\n  S:\n    Type: AWS::Logs::MetricFilter\n    Properties: {FilterPattern: '\"payment failed\"'}\n",
    )
    search = read(path, text)
    verdict = judged(search, change(1, OLD, 'charge "declined" for order {order:id} by {user:id}'))
    (found,) = with_proposals([verdict], printed_alone, printed_alone, Rereading((Files(path, text),), Settings()))
    assert found.proposal is not None
    assert found.proposal.query == r'"charge \"declined\""'
    assert found.proposal.both == r'?"payment failed" ?"charge \"declined\""'


def test_files_from_outside_are_read_too() -> None:
    path = "../obs/searches.yaml"
    text = plain("contains: payment failed")
    search = read(path, text)
    outside = (Outside(Source(path, text.encode())),)
    rereading = Rereading((Files("other.yaml", ""),), Settings(), outside)
    assert isinstance(search.query, Phrase)
    assert rereading.query(search, "charge declined") == search.query._replace(text="charge declined")
    assert Rereading((), Settings()).query(search, "charge declined") is None


@pytest.mark.parametrize("text", ["(" * 3_000, "a" * 200_000, "\x00\ud800", "payment " * 5_000, '"' * 4_000, "payment\n" * 3_000])
def test_hostile_texts_are_bounded(text: str) -> None:
    list(either("splunk", text, text.replace("a", "b")))
    list(transplanted(text, template(OLD), template(NEW), expression=True))
    list(islice(placed(text * 2, 1, text, text + "x"), 200))


@given(st.text(alphabet='ab"\\ \n()|%{}.', max_size=40), st.text(alphabet='ab"\\ \n()|%{}.', max_size=40))
@settings(max_examples=60)
def test_any_two_texts_can_be_tried(old: str, new: str) -> None:
    for each in either("cloudwatch", old, new):
        assert each != new
    for text in placed(f"key: {old}\n", 1, old, new):
        assert isinstance(text, str)
