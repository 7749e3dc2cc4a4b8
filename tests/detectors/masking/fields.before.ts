// file: server/reset.ts
import pino from "pino";
const logger = pino();
logger.info({ userId: user.id, email: user.email }, "password reset");
