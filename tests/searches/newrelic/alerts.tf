locals {
  word = "payment failed"
}

# owner: payments
# is: alert
# who: payments
# name: Payments fail
# expect: message:substring~"payment failed" & level=~ERROR & from(service.name = 'shop')
resource "newrelic_nrql_alert_condition" "failed" {
  name        = "Payments fail"
  runbook_url = "https://wiki.example.org/payments"
  nrql {
    query = "SELECT count(*) FROM Log WHERE message LIKE '%${local.word}%' AND level = 'ERROR' AND service.name = 'shop'"
  }
  critical {
    threshold = 3
  }
}

# is: alert
# expect: message:substring~"refund lost" | message:/\A(?:refund \d+ gone)\z/s
# parts: message LIKE '%refund lost%' ; message RLIKE r'refund \d+ gone'
resource "newrelic_nrql_alert_condition" "lost" {
  name = "Refunds"
  nrql {
    query = <<-EOT
      FROM Log SELECT count(*)
      WHERE message LIKE '%refund lost%' OR message RLIKE r'refund \d+ gone'
      SINCE 5 minutes ago
    EOT
  }
}

resource "newrelic_nrql_alert_condition" "slow" {
  name = "Slow"
  nrql {
    query = "SELECT average(duration) FROM Transaction WHERE name LIKE '%logs%'"
  }
}

# is: alert
# expect: message:substring~"a" & ?(message LIKE '%${var.word}%')
resource "newrelic_nrql_alert_condition" "open" {
  name = "Open"
  nrql {
    query = "FROM Log SELECT count(*) WHERE message LIKE '%a%' AND message LIKE '%${var.word}%'"
  }
}

# expect: message:substring~"order"
resource "newrelic_one_dashboard" "shop" {
  name = "Shop"
  page {
    name = "Orders"
    widget_line {
      title = "Orders"
      nrql_query {
        query = "FROM Log SELECT count(*) WHERE message LIKE '%order%' TIMESERIES"
      }
    }
  }
}

# expect: message:substring~"health check" & from(logtype = 'nginx')
resource "newrelic_nrql_drop_rule" "health" {
  description = "Health checks"
  nrql        = "DELETE FROM Log WHERE message LIKE '%health check%' AND logtype = 'nginx'"
}

# expect: message:/order (?<order>(?:[+-]?[0-9]+))/ & message:start~"order"
resource "newrelic_log_parsing_rule" "orders" {
  name      = "Orders"
  attribute = "message"
  grok      = "order %%{INT:order:int}"
  nrql      = "SELECT * FROM Log WHERE message LIKE 'order%'"
}

# unread: resource "newrelic_nrql_drop_rule" "broken" cannot be read: a brace is opened and never closed
resource "newrelic_nrql_drop_rule" "broken" {
  nrql = 
