# Monitors of logs.

locals {
  service = "checkout"
  errors = {
    declined = { text = "Payment declined", last = "5m" }
    timeout  = { text = "Gateway timeout", last = "10m" }
  }
  handed = [
    { name = "From a list", type = "log alert", query = "logs(\"\\\"Stock is empty\\\" OR restock\").index(\"*\").rollup(\"count\").last(\"5m\") > 1", tags = ["team:stock"] },
  ]
}

# expect: from(service:checkout) & from(env:prod) & status=~error & message:term~"Too Many Requests"
# is: alert
# who: payments
# name: Too many requests
resource "datadog_monitor" "requests" {
  name  = "Too many requests"
  type  = "log alert"
  query = "logs(\"service:${local.service} env:prod status:error \\\"Too Many Requests\\\"\").index(\"*\").rollup(\"count\").last(\"5m\") > 3"
  tags  = ["env:prod", "team:payments"]
}

# expect: from(index:main OR index:audit) & from(service:web OR service:api) & message:term~"reset" & !message:term~"retry later"
# is: alert
resource "datadog_monitor" "index" {
  name  = "Resets"
  type  = "log alert"
  query = <<-EOQ
    logs("service:(web OR api) reset -\"retry later\"").index("main", "audit").rollup("count").last("5m") > 3
  EOQ
}

# expect: message:term~"Payment declined"
# expect: message:term~"Gateway timeout"
# is: alert
resource "datadog_monitor" "each" {
  for_each = local.errors
  name     = "Errors ${each.key}"
  type     = "log alert"
  query    = "logs(\"\\\"${each.value.text}\\\"\").index(\"*\").rollup(\"count\").last(\"${each.value.last}\") > 1"
}

# expect: from(env:${var.env}) & message:term~"Job" & message:term~"gave up" & ?(Job ${var.job} gave up) & ?(${var.more})
# is: alert
# name: datadog_monitor.open
resource "datadog_monitor" "open" {
  name  = "[${var.env}] Jobs"
  type  = "log alert"
  query = "logs(\"env:${var.env} \\\"Job ${var.job} gave up\\\" ${var.more}\").index(\"*\").rollup(\"count\").last(\"5m\") > 1"
}

# expect: message:term~"login failed"
# expect: message:term~"login"
# is: alert
resource "datadog_monitor" "formula" {
  name  = "Share of failed logins"
  type  = "log alert"
  query = "formula(\"failed / total\").last(\"5m\") > 0.5"
  variables {
    event_query {
      data_source = "logs"
      name        = "failed"
      indexes     = ["*"]
      compute {
        aggregation = "count"
      }
      search {
        query = "\"login failed\""
      }
    }
    event_query {
      data_source = "logs"
      name        = "total"
      search {
        query = "login"
      }
    }
    event_query {
      data_source = "rum"
      name        = "other"
      search {
        query = "login"
      }
    }
  }
}

resource "datadog_monitor" "metric" {
  name  = "CPU"
  type  = "metric alert"
  query = "avg(last_5m):avg:system.cpu.user{env:prod} > 90"
}

# expect: ?(${var.query})
# is: alert
resource "datadog_monitor" "handed_through" {
  name  = var.name
  type  = var.type
  query = var.query
}

# expect: ?(errors > 5)
# is: alert
resource "datadog_monitor" "wrong" {
  name  = "No search"
  type  = "log alert"
  query = "errors > 5"
}

# expect: message:term~"Stock is empty" | message:term~"restock"
# parts: "Stock is empty" ; restock
# is: alert
# who: stock
# name: From a list
module "monitors" {
  source   = "./monitors"
  monitors = local.handed
}

# expect: message:term~"Card expired"
# is: alert
# name: Cards
module "one" {
  source = "./monitor"
  name   = "Cards"
  query  = "logs(\"\\\"Card expired\\\"\").index(\"*\").rollup(\"count\").last(\"5m\") > 1"
}

# expect: message:term~"disk full"
# is: alert
# name: Disk
resource "datadog_monitor_json" "document" {
  monitor = jsonencode({
    name    = "Disk"
    type    = "log alert"
    query   = "logs(\"\\\"disk full\\\"\").index(\"*\").rollup(\"count\").last(\"5m\") > 1"
    message = "@ops"
  })
}

resource "datadog_monitor" "broken" {
  # unread: resource "datadog_monitor" "broken" cannot be read: a quote is opened and not closed on its line
  name = "x
}
