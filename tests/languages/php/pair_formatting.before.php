<?php
class Pair {
    const SENT = 'Reset mail sent to %s';
    function run($user, $email) {
        $this->logger->info("Reset for $user to $email");
        $this->logger->info("double quotes");
        $this->logger->warning('failed: ' . $email);
        $this->logger->error(sprintf('%s is gone', $user));
        $this->logger->info(sprintf(self::SENT, $email));
        $this->logger->debug('a long text that goes on');
        throw new Exception("No user $user");
        abort(404, 'Gone');
        return response()->json(['error' => 'No token'], 404);
    }
}
