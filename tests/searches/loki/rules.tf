# Rules of Loki in Terraform.
locals {
  words = { gone = "user gone", lost = "user lost" }
}

resource "loki_rule_group_alerting" "shop" {
  for_each = local.words
  name     = "shop-${each.key}"

  # owner: support-l2
  # expect: from({app="${terraform.var.app}"}) & substring"user gone"
  # expect: from({app="${terraform.var.app}"}) & substring"user lost"
  # is: alert
  # who: support-l2
  rule {
    alert = "Users"
    expr  = "count_over_time({app=\"${var.app}\"} |= \"${each.value}\" [5m]) > 0"
  }

  # expect: from({app="x"}) & substring"user ${terraform.var.name} gone" & ?(|= "${terraform.var.word}")
  # expect: from({app="x"}) & substring"user ${terraform.var.name} gone" & ?(|= "${terraform.var.word}")
  # is: alert
  # who: payments
  rule {
    alert  = "Named"
    expr   = <<-EOT
      rate({app="x"} |= "user ${var.name} gone" |= "${var.word}" [5m])
    EOT
    labels = { team = "payments" }
  }
}

resource "loki_rule_group_recording" "shop" {
  # expect: from({app="x"}) & substring"made"
  # name: shop:made
  rule {
    record = "shop:made"
    expr   = "rate({app=\"x\"} |= \"made\" [5m])"
  }
}
