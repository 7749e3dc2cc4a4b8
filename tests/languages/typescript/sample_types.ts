// What TypeScript adds: types, assertions, enums, parameters' types as kinds, abstract classes.
import type { FastifyBaseLogger } from 'fastify';
import type { Logger as PinoLogger } from 'pino';
import { TRPCError } from '@trpc/server';
import { GraphQLError } from 'graphql';
import * as Sentry from '@sentry/node';

declare const debugOnly: boolean;

enum Level { Low, High = 'high' }
const enum Text { Denied = 'Access denied' }
namespace Codes { export const MISSING = 'Key is missing'; }
type Result = { ok: true } | { ok: false; error: string };

export class UserMissingError extends Error {
  readonly status = 404;
  constructor(public readonly userId: string, options?: ErrorOptions) {
    super(`User ${userId} is missing`, options); // error: UserMissingError "User {user_id} is missing" status=404 audience=api
  }
}

export abstract class Worker {
  static readonly DONE: string = 'Work is done';
  protected abstract readonly logger: PinoLogger;
  private out = getLogger('worker');

  constructor(private l: FastifyBaseLogger, protected name: string) {}

  run(jobId: number, ok: boolean, when: Date, size: bigint, url: URL, err: unknown, amount: number): void {
    this.logger.info(`Job ${jobId} runs`); // log: info "Job {job_id} runs" kinds=float
    this.logger.info(`Amount ${amount}, ok ${ok}, when ${when}`); // log: info "Amount {amount}, ok {ok}, when {when}" kinds=float,bool,datetime
    this.logger.info({ jobId }, 'Job %d of %s', jobId, this.name); // log: info "Job {job_id} of {name}" fields=jobId
    this.logger.error({ err }, (err as Error).message); // log: error "{err_message}" fields=err
    this.l.warn('By its type'); // log: warning "By its type"
    this.logger!.info(Worker.DONE); // log: info "Work is done"
    this.logger.info(<string>Text.Denied); // log: info "Access denied"
    this.logger.info(Codes.MISSING as string); // log: info "Key is missing"
    this.logger.info(`Level ${Level.High}`); // log: info "Level high"
    this.logger.info('Sum of ' + this.order!.id + ' is ' + this.sum!.total! + '!'); // log: info "Sum of {order_id} is {total}!"
    this.logger.info('Satisfied' satisfies string); // log: info "Satisfied"
    (this.logger as PinoLogger).info('Cast receiver'); // log: info "Cast receiver"
    this.out.info('By a getter'); // log: info "By a getter"
    console.log(`${amount.toFixed(2)} EUR`); // log: info "{amount} EUR"
    console.log(`uuid ${randomUUID()}`, url.href); // log: info "uuid {random_uuid} {href}"
    // log: error "Failed: {err_message}"
    console.error(`Failed: ${err instanceof Error ? err.message : String(err)}`);
    Sentry.captureMessage('Typed', 'fatal' as Sentry.SeverityLevel); // log: critical "Typed"
    const send = (text: string): void => { this.logger.info(`Sent ${text.length} characters`); }; // log: info "Sent {text_length} characters"
  }

  fail(id: string): never {
    throw new TRPCError({ code: 'NOT_FOUND', message: `Post ${id} not found` }); // error: TRPCError "Post {id} not found" status=404 code=NOT_FOUND audience=api
    throw new GraphQLError('Not allowed', { extensions: { code: 'FORBIDDEN' } }); // error: GraphQLError "Not allowed" code=FORBIDDEN audience=api
    throw new Error<string>('Generic'); // error: Error "Generic"
    throw new Error(Text.Denied!); // error: Error "Access denied"
    throw (new Error('In brackets') as any); // error: Error "In brackets"
    return Promise.reject<void>(new Error('Typed promise')); // error: Error "Typed promise"
    throw new InUseError(Messages.IN_USE); // error: InUseError "{in_use}" opening=Messages.IN_USE
    throw new CustomerLocked(id); // error: CustomerLocked "{CustomerLocked}" opening=CustomerLocked
  }
}

function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${value}`); // error: Error "Unexpected value: {value}"
}

export async function POST(request: Request) {
  return NextResponse.json({ error: 'Name is missing' }, { status: 400 }); // error: - "Name is missing" status=400 audience=api
  return new NextResponse('Not yours', { status: 403 }); // error: - "Not yours" status=403 audience=api
  return NextResponse.json<Result>({ ok: false, error: 'Typed response' }, { status: 409 }); // error: - "Typed response" status=409 audience=api
}
