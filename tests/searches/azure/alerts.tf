# Alerts of Azure Monitor in Terraform.

locals {
  words = ["card refused", "till offline"]
}

# is: alert
# expect: from(traces) & level>=~error & message:term~"refused"
# name: refused
# who: support-l2
resource "azurerm_monitor_scheduled_query_rules_alert" "refused" {
  name     = "refused"
  query    = <<-QUERY
    traces
    | where severityLevel >= 3
    | where message has "refused" // the till
    | summarize count() by bin(timestamp, 5m)
  QUERY
  severity = 1
  tags = {
    owner = "support-l2"
  }
}

# is: alert
# expect: from(ContainerLogV2) & from(PodName startswith "till") & (term~"offline" | substring"Lost") & !substring~"retry"
# parts: LogMessage has "offline" ; LogMessage contains_cs "Lost"
resource "azurerm_monitor_scheduled_query_rules_alert_v2" "offline" {
  name = "offline"
  criteria {
    query     = "ContainerLogV2 | where PodName startswith \"till\" | where LogMessage has \"offline\" or LogMessage contains_cs \"Lost\" | where LogMessage !contains \"retry\""
    threshold = 0
  }
}

# is: alert
# expect: from(traces) & from(cloud_RoleName == "${var.role}") & message:substring~" is late" & ?(message contains "${var.job} is late")
resource "azurerm_monitor_scheduled_query_rules_alert" "partly_known" {
  name  = "late"
  query = format("traces | where cloud_RoleName == \"%s\" | where message contains \"%s is late\"", var.role, var.job)
}

# is: alert
# expect: from(traces) & from(cloud_RoleName == "${format(…)}") & message:substring~"ends" & ?(message contains "${var.job}ends")
resource "azurerm_monitor_scheduled_query_rules_alert" "format_of_what_is_not_known" {
  name  = "ends"
  query = format("traces | where cloud_RoleName == \"%s\" | where message contains \"${var.job}ends\"", var.role)
}

# is: alert
# expect: ?(${var.query})
resource "azurerm_monitor_scheduled_query_rules_alert" "unknown" {
  name  = "unknown"
  query = var.query
}

resource "azurerm_monitor_scheduled_query_rules_alert" "no_lines" {
  name  = "slow"
  query = "requests | where duration > 500 | summarize count()"
}

# is: alert
# expect: from(traces) & message:substring~"card refused"
# expect: from(traces) & message:substring~"till offline"
resource "azurerm_monitor_scheduled_query_rules_alert" "each" {
  for_each = toset(local.words)
  name     = each.key
  query    = "traces | where message contains \"${each.value}\""
}

# expect: from(Shop_CL) & message:whole"refund made"
resource "azurerm_log_analytics_saved_search" "refunds" {
  name  = "refunds"
  query = "Shop_CL | where Message_s == \"refund made\""
}

# is: alert
# expect: from(traces) & message:substring~"stuck"
# expect: from(exceptions) & message:start~"Timeout"
module "alerts" {
  source = "./alerts"
  query_alerts_list = [
    { name = "stuck", query = "traces | where message contains 'stuck'" },
    { name = "timeouts", query = "exceptions\n| where outerMessage startswith 'Timeout'" },
    { name = "all", query = "traces" },
  ]
}
