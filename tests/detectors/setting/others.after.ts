// file: server/mail.ts
// signal: setting-added key="SMTP_HOST" required="yes"
const host = process.env.SMTP_HOST;
// signal: setting-added key="SMTP_PORT_NUMBER" required="no"
const port = process.env.SMTP_PORT_NUMBER ?? "25";
// signal: setting-added key="SMTP_USER" required="no"
const user = process.env["SMTP_USER"] || "none";
const mode = process.env.NODE_ENV;
// signal: setting-added key="SMTP_TLS_ON" required="no"
const tls = process.env.SMTP_TLS_ON === "true";
// file: app/mailers/reset_mailer.rb
// signal: setting-added key="RESET_SENDER" required="yes"
FROM = ENV.fetch("RESET_SENDER")
// signal: setting-added key="RESET_COPY" required="no"
COPY = ENV.fetch("RESET_COPY", "nobody")
// file: mail/mail.go
package mail

// signal: setting-added key="MAIL_TOKEN" required="yes"
var token = os.Getenv("MAIL_TOKEN")
// file: src/main/java/Mail.java
class Mail {
    // signal: setting-added key="mail.reset.url" required="yes"
    @Value("${mail.reset.url}")
    private String url;
    // signal: setting-added key="mail.reset.from" required="no"
    @Value("${mail.reset.from:support}")
    private String from;
}
// file: config/mail.php
<?php
return [
    // signal: setting-added key="MAIL_REPLY_TO" required="no"
    'reply' => env('MAIL_REPLY_TO', 'support'),
    // signal: setting-added key="MAIL_BOUNCE_TO" required="yes"
    'bounce' => env('MAIL_BOUNCE_TO'),
];
