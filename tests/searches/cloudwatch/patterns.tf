# Filter patterns, as metric filters have them.

# expect: substring"ERROR"
resource "aws_cloudwatch_log_metric_filter" "one_term" {
  name    = "one term"
  pattern = "ERROR"
}

# expect: substring"Failed" & substring"to" & substring"process"
resource "aws_cloudwatch_log_metric_filter" "terms" {
  pattern = "Failed to process"
}

# expect: substring"[ERROR] user "7""
resource "aws_cloudwatch_log_metric_filter" "phrase" {
  pattern = "\"[ERROR] user \\\"7\\\"\""
}

# expect: substring"ERROR" | substring"out of memory"
# parts: ERROR ; "out of memory"
resource "aws_cloudwatch_log_metric_filter" "optional" {
  pattern = "?ERROR ?\"out of memory\""
}

# expect: substring"REQUEST" & ?(?ERROR ?WARN)
resource "aws_cloudwatch_log_metric_filter" "ignored_optional" {
  pattern = "?ERROR ?WARN REQUEST"
}

# expect: substring"ERROR" & !substring"DEBUG" & !substring"retry later"
resource "aws_cloudwatch_log_metric_filter" "excluded" {
  pattern = "ERROR -DEBUG - \"retry later\""
}

# expect: /[Ee]rror|[Ff]ail/
resource "aws_cloudwatch_log_metric_filter" "regex" {
  pattern = "%[Ee]rror|[Ff]ail%"
}

# expect: every
resource "aws_cloudwatch_log_subscription_filter" "everything" {
  filter_pattern = ""
}

# expect: level=ERROR & message:substring"password reset"
resource "aws_cloudwatch_log_metric_filter" "json" {
  pattern = "{ $.level = \"ERROR\" && $.message = \"*password reset*\" }"
}

# expect: (user.id=1 & users[0].email:start"John") | (kind exists & !kind:end"x" & took>=500 & code!=200)
# parts: $.user.id = 1 && ($.users[0].email = "John*") ; $.kind != *x && $.took >= 500 && $.code != 200
resource "aws_cloudwatch_log_metric_filter" "json_choice" {
  pattern = "{ $.user.id = 1 && ($.users[0].email = \"John*\") || $.kind != *x && $.took >= 500 && $.code != 200 }"
}

# expect: !a exists & b exists & c=~true & ?($.d IS NULL) & e f:/x|y/ & g=a*b* & ?(a*b) & h exists
resource "aws_cloudwatch_log_metric_filter" "json_states" {
  pattern = "{ $.a NOT EXISTS && $.b EXISTS && $.c IS TRUE && $.d IS NULL && $['e f'] = %x|y% && $.g = \"a*b\" && $.h = * }"
}

# expect: m=Client * is over its limit of ** & ?(Client * is over its limit of *) & n exists & !(n=*x*y* & ?(*x*y))
resource "aws_cloudwatch_log_metric_filter" "json_inner_stars" {
  pattern = "{ $.m = \"Client * is over its limit of *\" && $.n != \"*x*y\" }"
}

# expect: ?($.${var.metric} = 1)
resource "aws_cloudwatch_log_metric_filter" "json_unknown_selector" {
  pattern = "{ ($.${var.metric} = 1) }"
}

# expect: from($.kubernetes.pod_name = "web*") & log:substring"lost"
resource "aws_cloudwatch_log_metric_filter" "json_attached" {
  pattern = "{ $.kubernetes.pod_name = \"web*\" && $.log = *lost* }"
}

# expect: ?({ $.a = })
resource "aws_cloudwatch_log_metric_filter" "json_broken" {
  pattern = "{ $.a = }"
}

# expect: (substring"ERROR" | substring"FATAL") & !substring"retry"
# parts: "*ERROR*" ; "*FATAL*"
resource "aws_cloudwatch_log_metric_filter" "one_field" {
  pattern = "[(w1=\"*ERROR*\" || w1=\"*FATAL*\") && w1!=\"*retry*\"]"
}

# expect: ?([a b])
resource "aws_cloudwatch_log_metric_filter" "fields_broken" {
  pattern = "[a b]"
}
