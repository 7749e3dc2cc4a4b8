// path: shop/orders.go
package shop

import "log"

func warnf(format string, args ...interface{}) {
	// log: - "warning: {format}"
	log.Printf("warning: "+format, args...)
}

func audit(msg string) {
	// log: - "{msg}"
	log.Print(msg)
}

func (s *Server) logEvent(msg string) {
	// log: info "{msg}"
	s.logger.Info(msg)
}

func (s *Server) run(item string, count int) {
	// log: - "Order was sent"
	audit("Order was sent")
	// log: - "warning: Stock of {item} is low: {count}"
	warnf("Stock of %s is low: %d", item, count)
	// log: info "Order was paid"
	s.logEvent("Order was paid")
}

func (s *Server) logAt(level slog.Level, msg string) {
	// log: - "{msg}"
	slog.Log(context.Background(), level, msg)
}

func (s *Server) levels() {
	// log: error "Stock is empty"
	s.logAt(slog.LevelError, "Stock is empty")
}
