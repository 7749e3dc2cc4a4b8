// file: server/orders.ts
import pino from "pino";
const logger = pino();

export function order(user: User, req: Request) {
    // signal: personal-data-logged class="email" expression="user.email"
    logger.info({ email: user.email }, "order");
    // signal: personal-data-logged class="name" expression="user.firstName"
    logger.info(`order of ${user.firstName}`);
    logger.info(`order of ${user.id}`);
    // signal: personal-data-logged class="request" expression="req.body"
    logger.warn({ body: req.body }, "bad request");
    // signal: secret-logged class="secret" expression="req.headers.authorization"
    console.error("denied", req.headers.authorization);
    logger.info("%s tokens used", usage.tokens);
}
