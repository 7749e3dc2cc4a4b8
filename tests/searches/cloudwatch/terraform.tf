# What is constant in Terraform, and what is not.

locals {
  word  = "ERROR"
  words = ["one", "two"]
  both  = join(" ", [for w in local.words : "?${w}"])
  filters = {
    reset = { pattern = "PasswordReset", metric = "resets" }
    lock  = { pattern = "\"account locked\"", metric = "locks" }
  }
  loop = local.loop
}

# expect: substring"ERROR" & !substring"DEBUG"
# name: errors
resource "aws_cloudwatch_log_metric_filter" "local" {
  name    = "errors"
  pattern = "${local.word} -DEBUG"
}

# expect: substring"one" | substring"two"
# parts: one ; two
# name: aws_cloudwatch_log_metric_filter.functions
resource "aws_cloudwatch_log_metric_filter" "functions" {
  name    = "${var.env}-functions"
  pattern = local.both
}

# expect: substring"PasswordReset"
# expect: substring"account locked"
# is: alert
resource "aws_cloudwatch_log_metric_filter" "each" {
  for_each = local.filters
  name     = each.key
  pattern  = each.value.pattern
  metric_transformation {
    name = each.value.metric
  }
}

resource "aws_cloudwatch_metric_alarm" "resets" {
  metric_name = "resets"
}

resource "aws_cloudwatch_metric_alarm" "locks" {
  metric_query {
    metric {
      metric_name = "locks"
    }
  }
}

# expect: substring"a0"
# expect: substring"a1"
resource "aws_cloudwatch_log_metric_filter" "counted" {
  count   = 2
  pattern = format("a%d", count.index)
}

# expect: substring"user " & substring" failed" & ?("user ${var.user} failed")
# is: alert
# who: support-l2
# owner: support-l2
resource "aws_cloudwatch_log_metric_filter" "partly" {
  pattern = "\"user ${var.user} failed\""
  metric_transformation {
    name = "partly"
  }
}

resource "aws_cloudwatch_metric_alarm" "partly" {
  metric_name = aws_cloudwatch_log_metric_filter.partly.metric_transformation[0].name
}

# expect: level=ERROR & ?($.app = "${var.app}")
# who: platform
resource "aws_cloudwatch_log_metric_filter" "json_partly" {
  pattern = <<EOT
{ $.level = "ERROR" &&
  $.app = "${var.app}" }
EOT
  tags = {
    Owner = "platform"
  }
}

# expect: ?(${var.pattern})
resource "aws_cloudwatch_log_metric_filter" "unknown" {
  pattern = var.pattern
}

# expect: ?(${local.loop})
resource "aws_cloudwatch_log_metric_filter" "loop" {
  pattern = local.loop
}

# expect: substring"x" & ?("${each.key}")
resource "aws_cloudwatch_log_metric_filter" "unknown_each" {
  for_each = var.names
  pattern  = "x \"${each.key}\""
}

# expect: substring"100%{done}" & substring"${kept}"
resource "aws_cloudwatch_log_metric_filter" "escaped" {
  pattern = "\"100%%{done}\" \"$${kept}\""
}

# expect: substring"yes"
resource "aws_cloudwatch_log_metric_filter" "choice" {
  pattern = length(local.words) == 2 ? "yes" : "no"
}

# expect: substring"lost"
# name: lost connections
module "lost" {
  source  = "terraform-aws-modules/cloudwatch/aws//modules/log-metric-filter"
  name    = "lost connections"
  pattern = "lost"
}

/*
resource "aws_cloudwatch_log_metric_filter" "commented_out" {
  pattern = "no"
}
*/

resource "aws_ssm_document" "holds_what_looks_like_a_resource" {
  content = <<DOC
resource "aws_cloudwatch_log_metric_filter" "text" {
  pattern = "no"
}
DOC
}

resource "aws_cloudwatch_log_metric_filter" "broken" {
  # unread: resource "aws_cloudwatch_log_metric_filter" "broken" cannot be read: a quote is opened and not closed on its line
  pattern = "ERROR
}

# expect: ?(aws_cloudwatch_log_metric_filter.no_pattern)
resource "aws_cloudwatch_log_metric_filter" "no_pattern" {
  name = "no pattern"
}

# expect: substring"after"
resource "aws_cloudwatch_log_metric_filter" "after" {
  pattern = "after"
}
