import { adminCommands } from './commands/admin.ts';
import { catalogueCommands } from './commands/catalogue.ts';
import { CursorAnswer, type Answer, type Call, type Handler } from './commands/command.ts';
import { readCommands } from './commands/read.ts';
import { writeCommands } from './commands/write.ts';
import { wholeOr } from './engine.ts';
import { CommandError } from './errors.ts';
import { numbered } from './sessions.ts';
import type { Doc } from './values.ts';

const COMMANDS: Readonly<Record<string, Handler>> = { ...adminCommands, ...readCommands, ...writeCommands, ...catalogueCommands };
const WRITES = new Set(Object.keys(writeCommands));
/** What touches no documents, and may be answered while a transaction is open. */
const FREE = new Set(['hello', 'isMaster', 'ismaster', 'ping', 'endSessions', 'killSessions', 'refreshSessions', 'buildInfo', 'connectionStatus', 'getMore', 'killCursors']);
const ENDS = new Set(['commitTransaction', 'abortTransaction']);
const WAIT_MS = 10_000;

/** Carries out one command. Refusals become answers with `ok: 0`; only defects are thrown. */
export async function dispatch(call: Call): Promise<Answer> {
  try {
    const answer = await carryOut(call);
    // What a write is told to have done has to be on disk.
    if (!call.engine.file.isInside) await call.engine.file.flushed();
    return answer instanceof CursorAnswer ? answer : { ...answer, ok: 1 };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const { code = error.code, ...details } = error.details as Doc & { code?: number };
    return { ok: 0, errmsg: error.message, codeName: code === error.code ? error.codeName : `Location${code}`, ...details, code };
  }
}

async function carryOut(call: Call): Promise<Answer> {
  const { engine, command } = call;
  const name = Object.keys(command)[0] ?? '';
  const handler = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (handler === undefined) throw new CommandError('CommandNotFound', `no such command: '${name}'`);
  const mark = numbered(command);
  if (FREE.has(name)) return handler(call);
  if (ENDS.has(name)) return handler(call);
  await engine.transactions.turn(mark, wholeOr(command['maxTimeMS'], WAIT_MS));
  if (mark?.transaction != null) return inTransaction(call, handler, mark);
  if (mark === null || !WRITES.has(name)) return handler(call);
  const statement = `${name}:${JSON.stringify(command['stmtId'] ?? 0)}`;
  const before = engine.sessions.answered(mark, statement);
  if (before !== undefined) return before;
  const answer = await handler(call);
  if (!(answer instanceof CursorAnswer)) engine.sessions.remember(mark, statement, answer);
  return answer;
}

/** A command of a transaction; when it fails the transaction is over. */
async function inTransaction(call: Call, handler: Handler, mark: NonNullable<ReturnType<typeof numbered>>): Promise<Answer> {
  const { transactions } = call.engine;
  transactions.enter(mark);
  try {
    const answer = await handler(call);
    if (!(answer instanceof CursorAnswer) && 'writeErrors' in answer) transactions.abort();
    return answer;
  } catch (error) {
    if (transactions.isOpen(mark)) transactions.abort();
    throw error;
  }
}
