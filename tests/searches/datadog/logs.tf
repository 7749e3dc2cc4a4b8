# Everything but monitors.

# expect: message:term~"order lost"
# is: alert
# name: orders.lost
resource "datadog_logs_metric" "lost" {
  name = "orders.lost"
  compute {
    aggregation_type = "count"
  }
  filter {
    query = "\"order lost\""
  }
}

resource "datadog_monitor" "lost" {
  name  = "Lost orders"
  type  = "query alert"
  query = "sum(last_5m):sum:orders.lost{*}.as_count() > 1"
}

# expect: message:term~"order kept"
resource "datadog_logs_metric" "kept" {
  name = "orders.kept"
  filter {
    query = "\"order kept\""
  }
}

# expect: every
# expect: message:term~"health check"
# expect: status=~debug | status=~trace
resource "datadog_logs_index" "main" {
  name = "main"
  filter {
    query = "*"
  }
  exclusion_filter {
    name = "checks"
    filter {
      query = "\"health check\""
    }
  }
  dynamic "exclusion_filter" {
    for_each = ["status:debug"]
    content {
      name = "quiet"
      filter {
        query = exclusion_filter.value
      }
    }
  }
}

# expect: from(source:shop)
# expect: message:term~"stock"
# expect: message:term~"empty"
resource "datadog_logs_custom_pipeline" "shop" {
  name = "shop"
  filter {
    query = "source:shop"
  }
  processor {
    pipeline {
      name = "stock"
      filter {
        query = "stock"
      }
    }
  }
  processor {
    category_processor {
      target = "kind"
      category {
        name = "out"
        filter {
          query = "empty"
        }
      }
    }
  }
}

# expect: from(source:orders) & message:cut/^(?:Order (?P<order_id>[-+]?\d+) took (?:(?P<took>[-+]?\d+(?:\.\d+)?))ms)$/
resource "datadog_logs_custom_pipeline" "orders" {
  name = "orders"
  filter {
    query = "source:orders"
  }
  processor {
    grok_parser {
      source = "message"
      grok {
        support_rules = "_took %%{number:took:scale(1000)}"
        match_rules   = <<-EOT
          order Order %%{integer:order.id} took %%{_took}ms
          other %%{unheard:x}
        EOT
      }
    }
  }
}

# expect: message:term~"audit"
resource "datadog_logs_archive" "old" {
  name  = "old"
  query = "audit"
}

# expect: message:term~"brute force"
# is: alert
resource "datadog_security_monitoring_rule" "force" {
  name = "Force"
  type = "log_detection"
  query {
    name  = "a"
    query = "\"brute force\""
  }
}

# expect: from($env) & status=~error & message:term~"boom"
# expect: message:term~"slow"
resource "datadog_dashboard" "shop" {
  title       = "Shop"
  layout_type = "ordered"
  widget {
    group_definition {
      widget {
        log_stream_definition {
          title = "Errors"
          query = "$env status:error boom"
        }
      }
    }
  }
  widget {
    timeseries_definition {
      title = "Slow"
      request {
        log_query {
          index        = "*"
          search_query = "slow"
        }
      }
    }
  }
}
