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

class Levels
{
    private function note(string $message, string $level = LogLevel::WARNING): void
    {
        // log: - "{message}"
        $this->logger->log($level, $message);
    }

    private function chosen(string $message, string $level = 'error'): void
    {
        // log: - "{message}"
        $this->logger->{$level}($message);
    }

    public function run(string $item): void
    {
        // log: warning "Stock is low"
        $this->note('Stock is low');
        // log: info "Stock is full"
        $this->note('Stock is full', level: 'info');
        // log: error "Stock is empty"
        $this->chosen('Stock is empty');
        // log: debug "Stock was counted"
        $this->chosen('Stock was counted', 'debug');
        $this->repository->$method('No logger');
    }
}
