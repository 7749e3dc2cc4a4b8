// Nothing in this file is a log statement or an error message.
declare namespace NodeJS { interface Logger { info(message: string): void } }
interface Log { error(text: 'throw new Error("x")'): void }
type Failure = Error & { message: 'no' };
abstract class A { abstract info(message: string): void; logger?: { info(text: string): void } }
const one: string = "logger.info('in a string')";
let service!: CatalogService;
service.info('catalogue');
this.dialog.error('a dialog');
const result: Result = { ok: false, error: 'data, not sent' };
const asserted = value as unknown as Error;
function isError(value: unknown): value is Error { return value instanceof Error; }
export default class extends Error {}
Reflect.defineMetadata('log', 'x', A);
expect(() => run()).toThrow('Bad name');
