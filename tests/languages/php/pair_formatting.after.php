<?php

namespace Moved;

class Pair
{
    public function run($customer, $mail): void
    {
        $this->log->info("Reset for {$customer} to {$mail}");
        $logger->info('double quotes');
        $this->logger?->warning("failed: $mail");
        $this->logger->error("$customer is gone");
        $this->logger->info('Reset mail sent to ' . $mail);
        $this->logger->debug(
            'a long text ' .
            'that goes on',
        );
        throw new \Exception(
            sprintf('No user %s', $customer)
        );
        abort(code: 404, message: "Gone");
        return response()->json(
            array("error" => "No token"),
            Response::HTTP_NOT_FOUND
        );
    }
}
