locals {
  scope = "_sourceCategory=shop/pay"
}

# owner: payments
# is: alert
# who: payments
# name: Payments fail
# expect: from(_sourceCategory=shop/pay) & term~"payment failed" & /order (?<order>.*?) of (?<_>.*)/s & order=7*
resource "sumologic_monitor" "payments" {
  name         = "Payments fail"
  monitor_type = "Logs"
  queries {
    row_id = "A"
    query  = <<-EOT
      ${local.scope} "payment failed"
      | parse "order * of *" as order, _
      | where order = "7*"
      | count by order
      | where _count > 5
    EOT
  }
}

# is: alert
# expect: from(_sourceCategory=shop/pay) & (term~"refund" | term~"lost order") & !term~"test*"*
# parts: refund ; "lost order"
resource "sumologic_monitor" "refunds" {
  name = "Refunds"
  queries {
    row_id = "A"
    query  = "_sourceCategory=shop/pay (refund or \"lost order\") !test*"
  }
}

resource "sumologic_monitor" "latency" {
  name         = "Latency"
  monitor_type = "Metrics"
  queries {
    row_id = "A"
    query  = "metric=latency | avg"
  }
}

# who: support-l2
# expect: from(_sourceCategory=shop/*) & term~"reset" & /userId: (?<user>\d+)/
resource "sumologic_field_extraction_rule" "user" {
  name             = "User"
  scope            = "_sourceCategory=shop/* reset"
  parse_expression = "parse regex \"userId: (?<user>\\d+)\""
  tags = {
    owner = "support-l2"
  }
}

# expect: from(_index=main) & term~"login"
resource "sumologic_scheduled_view" "logins" {
  index_name = "logins"
  query      = "_index=main login | count by user"
}

# is: alert
# expect: from(_sourceCategory=shop/pay) & term~"gave up"
module "retries" {
  source       = "SumoLogic/sumo-logic-monitor/sumologic"
  monitor_name = "Retries"
  monitor_queries = {
    A = "_sourceCategory=shop/pay \"gave up\""
  }
}

# is: alert
# expect: ?(${var.query})
resource "sumologic_monitor" "given" {
  name = "Given"
  queries {
    row_id = "A"
    query  = var.query
  }
}

# unread: resource "sumologic_monitor" "broken" cannot be read: a brace is opened and never closed
resource "sumologic_monitor" "broken" {
  queries {
