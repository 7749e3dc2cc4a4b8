<?php
// path: src/Orders.php
class Orders
{
    private function audit(string $message): void
    {
        // log: info "Audit: {message}"
        $this->logger->info('Audit: ' . $message);
    }

    public function run(string $item): void
    {
        // log: info "Audit: Order was sent"
        $this->audit('Order was sent');
        // log: info "Audit: Stock of {item} is low"
        $this->audit("Stock of $item is low");
    }
}
