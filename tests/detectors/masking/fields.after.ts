// file: server/reset.ts
import pino from "pino";
const logger = pino();
// signal: masked kind="email" ids="userId, user_id"
logger.info({ userId: user.id, email: redact(user.email) }, "password reset");
