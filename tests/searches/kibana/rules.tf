# Rules and monitors in Terraform.

# is: alert
# who: payments
# name: refusals
# expect: message:word~"card refused" & from(service.name: ${var.service})
resource "elasticstack_kibana_alerting_rule" "refusals" {
  name         = "refusals"
  rule_type_id = ".es-query"
  tags         = ["team:payments"]
  params = jsonencode({
    searchType          = "searchSource"
    searchConfiguration = { query = { query = "message: \"card refused\" and service.name: ${var.service}", language = "kuery" } }
  })
}

# is: alert
# name: stuck
# expect: message:word~"queue stuck" & ?(queue: ${var.queue})
resource "opensearch_monitor" "stuck" {
  body = <<-JSON
    {"name": "stuck", "inputs": [{"search": {"query": {"query": {"bool": {"must": [
      {"match_phrase": {"message": "queue stuck"}}, {"match": {"queue": "${var.queue}"}}]}}}}}]}
  JSON
}

# is: alert
# name: nightly
# expect: message:word~"backup late"
resource "elasticstack_elasticsearch_watch" "nightly" {
  watch_id = "nightly"
  input    = jsonencode({ search = { request = { body = { query = { match_phrase = { message = "backup late" } } } } } })
}

# is: alert
# expect: event.action=sudo
resource "elasticstack_kibana_security_detection_rule" "sudo" {
  name     = "sudo"
  type     = "query"
  language = "kuery"
  query    = "event.action: sudo"
}

# is: alert
# expect: ?(${file("monitor.json")})
resource "opensearch_monitor" "elsewhere" {
  body = file("monitor.json")
}

# name: Saved
# expect: message:word~"refund"
resource "elasticstack_kibana_import_saved_objects" "saved" {
  file_contents = <<-NDJSON
    {"type": "search", "attributes": {"title": "Saved", "kibanaSavedObjectMeta": {"searchSourceJSON": "{\"query\": {\"query\": \"message: refund\", \"language\": \"kuery\"}}"}}}
  NDJSON
}

# is: alert
# name: duplicates
# expect: from(kubernetes.namespace_name: shop) & word~"duplicate"
module "alert" {
  source                = "github.com/example/terraform-opensearch-alerts"
  opensearch_alert_name = "duplicates"
  alert_query = jsonencode({
    size = 0
    query = { bool = { filter = [
      { match_phrase = { "kubernetes.namespace_name" = { query = "shop", slop = 0 } } },
      { match_phrase = { log = "duplicate" } },
    ] } }
  })
}
