import { ConflictException, LoggerService, NotFoundException } from '@nestjs/common';
export class Locks {
  constructor(private readonly log: LoggerService) {}

  async lock(account: Account, reason: Error): Promise<void> {
    this.log.log('Locking ' + account.id);
    this.log.error(
      `Lock failed: ${(reason as Error).message}`,
    );
    this.log.warn('Account locked' as string);
    throw new NotFoundException(
      'Account ' + account!.id + ` not found`,
    );
    throw new ConflictException(`Twice locked`);
  }
}
