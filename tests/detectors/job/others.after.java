// file: src/main/java/Jobs.java
import org.springframework.scheduling.annotation.Scheduled;

class Jobs {
    // signal: job-added key="sendReminders" kind="schedule"
    @Scheduled(cron = "0 0 3 * * *", zone = "UTC")
    public void sendReminders() {
    }

    // signal: job-added key="onReset" kind="consumer"
    @KafkaListener(topics = "resets", groupId = "mail")
    @Transactional
    void onReset(String message) {
    }

    public void sendNow() {
    }
}
// file: app/jobs/reset_job.rb
// signal: job-added key="ResetJob" kind="background task"
class ResetJob < ApplicationJob
  queue_as :mail
end
// file: app/workers/bill_worker.rb
// signal: job-added key="BillWorker"
class BillWorker
  include Sidekiq::Worker
end
// file: app/Jobs/SendReset.php
<?php
// signal: job-added key="SendReset"
class SendReset implements ShouldQueue
{
}
class ResetMail extends Mailable implements ShouldQueue
{
}
// file: Accounts/Cleaner.cs
// signal: job-added key="Cleaner"
public class Cleaner(ILogger<Cleaner> logger) : BackgroundService
{
}
// file: server/worker.ts
import { Worker } from "bullmq";
// signal: job-added key="reset-mails" kind="consumer"
const worker = new Worker("reset-mails", handle);
// file: cmd/server/cron.go
package main

func start(c *cron.Cron) {
	// signal: job-added key="tidyUp"
	c.AddFunc("0 3 * * *", tidyUp)
}
// file: deploy/bills.yaml
apiVersion: batch/v1
// signal: job-added key="nightly-bills"
kind: CronJob
metadata:
  name: nightly-bills
spec:
  schedule: "0 3 * * *"
