# Log-based metrics, alert policies, sinks.

locals {
  base = ["resource.type=\"cloud_run_revision\"", "severity>=ERROR"]
  metrics = {
    resets = "textPayload:\"Password reset\""
    locks  = "jsonPayload.event=\"account_locked\""
  }
}

# owner: support-l2
# expect: from(resource.type="cloud_run_revision") & severity>=~ERROR & message:substring~"order lost"
# is: alert
# who: support-l2
# name: orders/lost
resource "google_logging_metric" "lost" {
  name   = "orders/lost"
  filter = join(" AND ", concat(local.base, ["jsonPayload.message:\"order lost\""]))
}

resource "google_monitoring_alert_policy" "threshold" {
  display_name = "Lost orders"
  combiner     = "OR"
  conditions {
    display_name = "any"
    condition_threshold {
      filter = "metric.type=\"logging.googleapis.com/user/orders/lost\" resource.type=\"cloud_run_revision\""
    }
  }
}

# expect: textPayload:substring~"Password reset"
# expect: event:whole~"account_locked"
resource "google_logging_metric" "each" {
  for_each = local.metrics
  name     = each.key
  filter   = each.value
}

# expect: textPayload:/user \d+ signed in/ & textPayload:cut/user (?P<user>\d+) signed \(in\) in/ & cut/^took (?P<value>[(]?\d+)ms/
resource "google_logging_metric" "extracts" {
  name   = "sign-ins"
  filter = "textPayload=~\"user \\d+ signed in\""
  label_extractors = {
    "user" = "REGEXP_EXTRACT(textPayload, \"user (\\\\d+) signed \\\\(in\\\\) in\")"
    "env"  = "EXTRACT(resource.labels.env)"
  }
  value_extractor = "REGEXP_EXTRACT(jsonPayload, \"^took ([(]?\\\\d+)ms\")"
}

# expect: from(resource.labels.service_name="${var.service}") & textPayload:substring~"job " & textPayload:substring~" gave up" & ?(textPayload:"job ${var.job} gave up") & ?(${var.more})
# is: alert
# name: Jobs give up
# who: jobs
resource "google_monitoring_alert_policy" "open" {
  display_name = "Jobs give up"
  user_labels  = { team = "jobs" }
  conditions {
    display_name = "match"
    condition_matched_log {
      filter = <<-EOT
        resource.labels.service_name="${var.service}"
        textPayload:"job ${var.job} gave up"
        ${var.more}
      EOT
    }
  }
}

# expect: substring~"boom"
# expect: severity=~CRITICAL
# is: alert
resource "google_monitoring_alert_policy" "two" {
  display_name = "Two"
  conditions {
    display_name = "first"
    condition_matched_log {
      filter = "boom"
    }
  }
  conditions {
    display_name = "second"
    condition_matched_log {
      filter = "severity=CRITICAL"
    }
  }
}

# expect: from(logName:"/logs/app") & severity>=~WARNING
# expect: substring~"health check"
resource "google_logging_project_sink" "sink" {
  name        = "to-storage"
  destination = "storage.googleapis.com/logs"
  filter      = "logName:\"/logs/app\" severity>=WARNING"
  exclusions {
    name   = "checks"
    filter = "\"health check\""
  }
}

# expect: textPayload:substring~"noise"
resource "google_logging_project_exclusion" "noise" {
  name   = "noise"
  filter = "textPayload:noise"
}

# expect: ?(google_logging_metric.missing)
resource "google_logging_metric" "missing" {
  name = "missing"
}

# expect: none
resource "google_logging_metric" "audit" {
  name   = "audit"
  filter = "protoPayload.methodName=~\"Delete$\""
}

# expect: from(resource.type=gce_instance)
module "export" {
  source = "terraform-google-modules/log-export/google"
  filter = "resource.type = gce_instance"
}

resource "google_logging_metric" "broken" {
  # unread: resource "google_logging_metric" "broken" cannot be read: a quote is opened and not closed on its line
  filter = "x
}

# expect: substring~"boom" | textPayload:/ba+ng/
# parts: boom ; textPayload=~"ba+ng"
resource "google_logging_metric" "choice" {
  name   = "choice"
  filter = "(boom OR textPayload=~\"ba+ng\")"
}
