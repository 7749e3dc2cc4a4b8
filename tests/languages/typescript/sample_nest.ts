// NestJS: Logger and its exceptions; class-validator.
import {
  BadRequestException, ConflictException, HttpException, HttpStatus, Injectable, Logger, NotFoundException,
} from '@nestjs/common';
import { IsEmail, MinLength } from 'class-validator';

enum Message {
  Taken = 'Name is taken',
  Gone = `Account is gone`,
}

const LIMITS = { upload: 'Upload is too large' } as const;

export class AccountDto {
  @IsEmail({}, { message: 'E-mail is not valid' }) // error: - "E-mail is not valid" audience=customer
  email!: string;

  @MinLength(8, { message: 'Password needs $constraint1 characters' }) // error: - "Password needs $constraint1 characters" audience=customer
  password!: string;
}

@Injectable()
export class AccountService {
  private readonly logger = new Logger(AccountService.name);
  private static readonly CREATED = 'Account created';
  readonly prefix = 'acct';

  constructor(private readonly audit: PinoLogger, private readonly users: UsersService) {}

  async create(user: User, dto: AccountDto, error: Error, count: number): Promise<void> {
    this.logger.log('Creating an account'); // log: info "Creating an account" logger=AccountService
    this.logger.log(`Account ${user.id} created`); // log: info "Account {user_id} created"
    this.logger.error(`Account ${user.id} failed`, error.stack); // log: error "Account {user_id} failed"
    this.logger.error('Mail failed', error.stack, 'MailContext'); // log: error "Mail failed"
    this.logger.warn(`Slow: ${durationMs}ms`); // log: warning "Slow: {duration_ms}ms"
    this.logger.debug?.(`Count is ${count}`); // log: debug "Count is {count}" kinds=float
    this.logger.verbose('Very detailed'); // log: verbose "Very detailed"
    this.logger.fatal('Cannot go on'); // log: critical "Cannot go on"
    this.logger.log(AccountService.CREATED); // log: info "Account created"
    this.logger.log({ event: 'created', userId: user.id }); // log: info "" fields=event,userId
    this.logger.log(`${this.prefix} ready`); // log: info "{prefix} ready"
    Logger.log('Application is running', 'Bootstrap'); // log: info "Application is running" logger=Bootstrap
    this.audit.info({ userId: user.id }, 'Audited'); // log: info "Audited" fields=userId
    new Logger('Once').warn('Made on the spot'); // log: warning "Made on the spot" logger=Once

    throw new NotFoundException('Account not found'); // error: NotFoundException "Account not found" status=404 audience=api
    throw new NotFoundException(`Account ${user.id} not found`); // error: NotFoundException "Account {user_id} not found" status=404 audience=api
    throw new NotFoundException(); // error: NotFoundException "Not Found" status=404 audience=api
    throw new BadRequestException({ message: 'Bad name', error: 'BAD_NAME' }); // error: BadRequestException "Bad name" status=400 code=BAD_NAME audience=api
    // error: BadRequestException "Name is empty" status=400 audience=api
    // error: BadRequestException "Name is short" status=400 audience=api
    throw new BadRequestException(['Name is empty', 'Name is short']);
    throw new ConflictException(Message.Taken); // error: ConflictException "Name is taken" status=409 audience=api
    throw new HttpException('Too many', HttpStatus.TOO_MANY_REQUESTS); // error: HttpException "Too many" status=429 audience=api
    throw new HttpException({ status: 418, error: 'Teapot' }, 418); // error: HttpException "Teapot" status=418 audience=api
    throw new HttpException(LIMITS.upload, HttpStatus.PAYLOAD_TOO_LARGE, { cause: error }); // error: HttpException "Upload is too large" status=413 audience=api
    throw new HttpException(getReasonPhrase(StatusCodes.FORBIDDEN), StatusCodes.FORBIDDEN); // error: HttpException "Forbidden" status=403
    throw new HttpException({ error: 'BAD', message: [error.message] }, 400); // error: HttpException "{error_message}" status=400
    throw new HttpException(reason, 400); // error: HttpException "{reason}" status=400
    throw new RpcException('Remote call failed'); // error: RpcException "Remote call failed" audience=api
    throw new WsException('Socket says no'); // error: WsException "Socket says no" audience=api
  }
}
