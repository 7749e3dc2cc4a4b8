import { ConflictException, Logger, NotFoundException } from '@nestjs/common';
enum Message { Locked = 'Account locked' }
export class Locks {
  private readonly logger = new Logger(Locks.name);
  lock(user: User, error: Error): void {
    this.logger.log(`Locking ${user.id}`);
    this.logger.error('Lock failed: ' + error.message, error.stack);
    this.logger.warn(Message.Locked);
    throw new NotFoundException(`Account ${user.id} not found`);
    throw new ConflictException('Twice ' + 'locked');
  }
}
