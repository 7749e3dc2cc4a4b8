# Alert rules and dashboards of Grafana in Terraform.
resource "grafana_rule_group" "shop" {
  name = "shop"

  # expect: from({app="shop"}) & substring"login failed"
  # is: alert
  # who: support-l2
  # name: Logins
  rule {
    name   = "Logins"
    labels = { team = "support-l2" }

    data {
      ref_id         = "A"
      datasource_uid = grafana_data_source.loki.uid
      model          = jsonencode({ expr = "count_over_time({app=\"shop\"} |= \"login failed\" [5m])", refId = "A" })
    }

    data {
      ref_id         = "B"
      datasource_uid = "__expr__"
      model          = jsonencode({ type = "threshold", expression = "A" })
    }
  }

  rule {
    name = "Metrics"

    data {
      datasource_uid = var.prometheus
      model          = jsonencode({ expr = "up{app=\"shop\"} == 0" })
    }
  }

  # expect: ?(${terraform.var.query})
  # is: alert
  rule {
    name = "A variable"

    data {
      datasource_uid = var.loki
      model          = jsonencode({ expr = var.query })
    }
  }
}

# expect: from({app="${terraform.var.app}"}) & substring"gone"
# name: Shop / Users
resource "grafana_dashboard" "shop" {
  config_json = jsonencode({
    title  = "Shop"
    panels = [{ title = "Users", datasource = { type = "loki" }, targets = [{ refId = "A", expr = "{app=\"${var.app}\"} |= \"gone\"" }] }]
  })
}
