import { logMessage } from "@lib/logger";
import { parse } from "./logger-helper";

export function signIn(user: string) {
  logMessage.warn("Lockout: password attempts exceeded"); // log: warning "Lockout: password attempts exceeded"
  logMessage.info({ user }, "signed in"); // log: info "signed in"
  parse.info("no log"); // what a module gives that is not called logger
}
