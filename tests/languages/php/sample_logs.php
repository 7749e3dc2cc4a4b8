<?php
// path: src/Service/PasswordReset.php
// wrapper: audit_log message=0 level=notice
// wrapper: Audit::write message=text level=0

namespace App\Service;

use Psr\Log\LoggerInterface;
use Illuminate\Support\Facades\Log;

class PasswordReset
{
    const SENT = 'Reset mail sent to %s';
    private const GONE = "The user " . 'is gone';
    private static $late = 'Too late';
    const TEXTS = ['gone' => 'Gone', 'late' => 'Late'];
    private $audit;

    public function __construct(private LoggerInterface $channel, private LoggerInterface $logger, int $count)
    {
        $this->audit = new Logger('audit');
    }

    public function send(User $user, string $email, int $count): void
    {
        // log: info "PasswordReset userId: {user_id} email: {email}" fields=id,email kinds=id,email
        $this->logger->info('PasswordReset userId: {id} email: {email}', ['id' => $user->id, 'email' => $email]);
        $this->logger->warning("in double quotes $email and {$user->id} {$user->getName()}"); // log: warning "in double quotes {email} and {user_id} {user_name}" kinds=email,id,name
        $this->logger->error('joined ' . $email . ' and ' . self::SENT); // log: error "joined {email} and Reset mail sent to %s"
        $this->logger->notice(sprintf(self::SENT, mask($email))); // log: notice "Reset mail sent to {mask(email)}" kinds=masked
        $this->logger->debug(sprintf('%2$s of %1$05d, 100%%', $count, $email)); // log: debug "{email} of {count}, 100%" renderings=%s,%05d
        $this->logger->critical(self::GONE); // log: critical "The user is gone"
        $this->logger->alert(static::$late); // log: critical "{late}"
        $this->logger->emergency(self::TEXTS['late']); // log: critical "Late"
        $this->logger->info("tab\tand \u{e9} \x41 \$5"); // log: info "tab and é A $5"
        $this->logger->info('single $email it\'s \n'); // log: info "single $email it's \n"
        $this->logger->info("array $user[name] and $user->name"); // log: info "array {user} and {user_name}"
        // log: info "first line {email} second line"
        $this->logger->info(<<<TEXT
            first line $email
              second line
            TEXT);
        // log: info "raw $email"
        $this->logger->info(<<<'TEXT'
        raw $email
        TEXT);
        $this->logger->log('error', 'by name'); // log: error "by name"
        $this->logger->log(LogLevel::WARNING, 'by constant', ['a' => 1]); // log: warning "by constant" fields=a
        $this->logger->log($level, 'by variable'); // log: - "by variable"
        $this->logger?->info('null safe'); // log: info "null safe"
        $this->logger->info(message: 'by keyword', context: ['a' => 1]); // log: info "by keyword" fields=a
        $this->channel->info('by its type'); // log: info "by its type"
        $this->audit->info('made above'); // log: info "made above" logger=audit
        $this->getLogger()->info('from a method'); // log: info "from a method"
        $logger->addWarning('Monolog 1'); // log: warning "Monolog 1"
        $this->container->get('logger')->info('from a container'); // log: info "from a container"
        Log::info('a facade {id}', ['id' => $user->id, 'ip' => $ip]); // log: info "a facade {user_id}" fields=id,ip
        \Log::error('a facade'); // log: error "a facade"
        Log::channel('slack')->warning('a channel'); // log: warning "a channel" logger=slack
        Log::withContext(['request' => $id])->info('with context'); // log: info "with context" fields=request
        Log::warning('missing {key}'); // log: warning "missing {{key}}"
        Log::warning('given {key}', $context); // log: warning "given {key}"
        logger('a helper', ['a' => 1]); // log: debug "a helper" fields=a
        info('a helper'); // log: info "a helper"
        logger()->error('a helper'); // log: error "a helper"
        // log: notice "User alice has 3 mails" logger=mail
        \Drupal::logger('mail')->notice('User @name has %count mails', ['@name' => 'alice', '%count' => 3]);
        $this->logger('mail')->error('Cannot @what', ['@what' => $what, 'link' => $link]); // log: error "Cannot {what}" logger=mail fields=link
        watchdog('cron', 'Ran @n', ['@n' => $count], WATCHDOG_ERROR); // log: error "Ran {count}" logger=cron
        \Yii::warning('Yii', 'category'); // log: warning "Yii"
        error_log("to the server's log $email"); // log: - "to the server's log {email}" logger=php
        trigger_error('triggered', E_USER_WARNING); // log: warning "triggered" logger=php
        trigger_error('a notice'); // log: notice "a notice"
        syslog(LOG_ERR, 'to the system'); // log: error "to the system"
        _doing_it_wrong(__FUNCTION__, 'Call it later', '5.0'); // log: notice "Call it later"
        audit_log('a wrapper', ['user' => 1]); // log: notice "a wrapper" fields=user
        Audit::write('warning', text: "another $email", user: 1); // log: warning "another {email}" fields=user
        $message = 'local';
        $message .= " text $count";
        $this->logger->info($message); // log: info "local text {count}" kinds=int
        // log: info "many"
        // log: info "few"
        $this->logger->info($count > 3 ? 'many' : 'few');
        // log: info "{email}"
        // log: info "nobody"
        $this->logger->info($email ?? 'nobody');
        // log: info "one"
        // log: info "more"
        $this->logger->info(match ($count) { 1 => 'one', default => 'more' });
        $this->logger->info('who: ' . ($count ? 'you' : 'me')); // log: info "who: {you|me}" values=you|me
        $this->logger->info(Texts::RESET); // log: info "{reset}" opening=Texts.RESET
        $this->logger->info(__('reset.sent :name', ['name' => $email])); // log: info "reset.sent {email}"
        $this->logger->info(trim(" spaces $email ")); // log: info "spaces {email}"
        $this->logger->info(implode(', ', ['a', $email])); // log: info "a, {email}"
        $this->logger->info('json ' . json_encode($user) . ' ' . count($list)); // log: info "json {user} {count}" kinds=json,int
        try {
            $this->run();
        } catch (\Exception $e) {
            $this->logger->error('Failed: ' . $e->getMessage(), ['exception' => $e]); // log: error "Failed: {e_message}" fields=exception kinds=exception
            $this->logger->error($e->getMessage()); // log: error "{e_message}"
            $this->logger->error($e); // log: error "{e}" kinds=exception
            Log::error(get_class($e) . ': ' . $e::class); // log: error "{e_type}: {e_type}"
        }
    }
}

class ImportCommand extends Command
{
    public function handle(): int
    {
        $this->info('Imported ' . $this->count); // log: - "Imported {count}" logger=console
        $this->error('Failed'); // log: - "Failed" logger=console
        $this->line("row $row"); // log: - "row {row}" logger=console
        $output->writeln("<info>Done $row</info>"); // log: - "<info>Done {row}</info>" logger=console
        $io->success('Done'); // log: - "Done" logger=console
        fwrite(STDERR, "Cannot open $file\n"); // log: - "Cannot open {file}" logger=console
        WP_CLI::warning('Careful'); // log: - "Careful" logger=console
        return 0;
    }
}
