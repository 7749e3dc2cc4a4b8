# Saved Logs Insights queries.

# expect: (substring"PasswordReset" & !/DEBUG/) | level=ERROR
# parts: @message like "PasswordReset" and @message not like /DEBUG/ ; level="ERROR"
# name: support/password reset
resource "aws_cloudwatch_query_definition" "filter" {
  name         = "support/password reset"
  query_string = <<-EOT
    fields @timestamp, @message
    | filter @message like "PasswordReset" and @message not like /DEBUG/ or level="ERROR" # the level is upper case
    | sort @timestamp desc
    | limit 20
  EOT
}

# expect: cut/user=(?P<user>.*?), took (?P<ms>.*)/ & user=bob & ms>100
resource "aws_cloudwatch_query_definition" "glob" {
  query_string = "parse @message \"user=*, took *\" as @user, ms | filter user = \"bob\" and 100 < ms | stats avg(ms) by user"
}

# expect: msg:cut/(?<id>\d+) of "x"/ & id exists & substring~"lost"
resource "aws_cloudwatch_query_definition" "regex" {
  query_string = "parse msg /(?<id>\\d+) of \"x\"/ | filter ispresent(id) | filter tolower(@message) like 'lost'"
}

# expect: substring"a|b" & (code=400 | code=500) & !user exists & done=~true & from(@logStream like /x/) & from(kubernetes.pod = "y")
resource "aws_cloudwatch_query_definition" "functions" {
  query_string = "filter strcontains(@message, \"a|b\") and code in [400, \"500\"] and isempty(user) and done and @logStream like /x/ and kubernetes.pod = \"y\""
}

# expect: ?(a = b) & ?(n + 1 > 2) & ?(frobnicate x) & ?(isValidIp(ip))
resource "aws_cloudwatch_query_definition" "open" {
  query_string = "fields a*2 as n | filter a = b | filter n + 1 > 2 | frobnicate x | filter isValidIp(ip)"
}

# expect: ?(stats sum(hit) by bin(5m))
resource "aws_cloudwatch_query_definition" "counted" {
  query_string = "fields strcontains(@message, \"timeout\") as hit | stats sum(hit) by bin(5m)"
}

# expect: ?(SELECT 1)
resource "aws_cloudwatch_query_definition" "sql" {
  query_language = "SQL"
  query_string   = "SELECT 1"
}

# expect: ?(filter @message like /x)
resource "aws_cloudwatch_query_definition" "broken" {
  query_string = "filter @message like /x"
}

# expect: level=ERROR & status=500
resource "aws_cloudwatch_query_definition" "twice_equal" {
  query_string = "filter level == \"ERROR\" and 500 == status"
}
