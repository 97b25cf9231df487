import { createServer, type Socket } from 'node:net';
import pg from 'pg';
import { hello } from '../../../store/embedded/commands/admin.ts';
import { CursorAnswer, type Answer } from '../../../store/embedded/commands/command.ts';
import { Cursors, listSource } from '../../../store/embedded/cursors.ts';
import { wholeOr } from '../../../store/embedded/engine.ts';
import { numbered } from '../../../store/embedded/sessions.ts';
import { decode, encode, isDoc, type Doc, type Value } from '../../../store/embedded/values.ts';
import { Messages, reply, type Request } from '../../../store/embedded/wire.ts';
import { codeOfNumber, codeOfState } from './error-codes.ts';

/**
 * A gateway from MongoDB's wire protocol to DocumentDB's SQL functions: node test/real/mongo/bridge.ts <port> <port of PostgreSQL>.
 * It shares the framing with the embedded store; whatever documents mean is decided by DocumentDB.
 */
const [port = 0, postgresPort = 0] = process.argv.slice(2).map(Number);
const pool = new pg.Pool({ host: '127.0.0.1', port: postgresPort, user: 'postgres', database: 'postgres', max: 20 });
pool.on('error', () => undefined);
const cursors = new Cursors();
const transactions = new Map<string, { readonly number: bigint; readonly client: pg.PoolClient }>();

type Run = (sql: string, values: readonly unknown[]) => Promise<pg.QueryResultRow>;

const PRIVATE = ['lsid', '$db', 'txnNumber', 'autocommit', 'startTransaction', '$clusterTime', 'readConcern', 'writeConcern', '$readPreference', 'apiVersion', 'maxTimeMS'];
const FROM = 'from documentdb_api.';

const hex = (doc: Doc): string => `BSONHEX${Buffer.from(encode(doc)).toString('hex')}`;
const read = (text: unknown): Doc => decode(Buffer.from(String(text).slice(7), 'hex'));

function specOf(command: Doc): Doc {
  const entries = Object.entries(command).filter(([name]) => !PRIVATE.includes(name));
  return Object.fromEntries(entries.map(([name, value]) => [name, name === 'validator' ? simpler(value) : value]));
}

async function one(run: Run, sql: string, db: string, command: Doc): Promise<Doc> {
  const row = await run(sql, [db, hex(specOf(command))]);
  return withCodes(read(Object.values(row)[0]));
}

/** A command without `additionalProperties` in its validator, a keyword that DocumentDB does not know: such a schema would be refused whole. */
function simpler(value: Value): Value {
  if (Array.isArray(value)) return value.map(simpler);
  if (!isDoc(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'additionalProperties').map(([name, inner]) => [name, simpler(inner)]));
}

function withCodes(said: Doc): Doc {
  const { writeErrors } = said;
  if (!Array.isArray(writeErrors)) return said;
  return { ...said, writeErrors: writeErrors.map((error) => (isDoc(error) ? { ...error, code: codeOfNumber(Number(error['code'])) } : error)) };
}

/** Reads a cursor to its end at once, and hands it on in the batches that the client asks for. */
async function all(run: Run, call: string, db: string, command: Doc, asked: number): Promise<Answer> {
  const spec = specOf(command);
  const patient = 'cursor' in spec ? { ...spec, cursor: { batchSize: 100_000 } } : call.startsWith('list') || spec['singleBatch'] === true ? spec : { ...spec, batchSize: 100_000 };
  await run('begin', []);
  const docs: Doc[] = [];
  try {
    let row = await run(`select cursorpage, continuation ${FROM}${call}_cursor_first_page($1, $2::documentdb_core.bson)`, [db, hex(patient)]);
    let page = pageOf(row['cursorpage']);
    const { namespace } = page;
    docs.push(...page.docs);
    while (page.id !== 0n) {
      const more = { getMore: page.id, collection: namespace.slice(db.length + 1), batchSize: 100_000 };
      row = await run(`select cursorpage, continuation ${FROM}cursor_get_more($1, $2::documentdb_core.bson, $3::documentdb_core.bson)`, [db, hex(more), row['continuation']]);
      page = pageOf(row['cursorpage']);
      docs.push(...page.docs);
    }
    await run('commit', []);
    const source = listSource(docs);
    const batch = source.next(asked, 0);
    return new CursorAnswer(namespace, source.isDone ? 0n : cursors.add(namespace, source), await batch, 'firstBatch');
  } catch (error) {
    await run('rollback', []);
    throw error;
  }
}

function pageOf(text: unknown): { readonly id: bigint; readonly namespace: string; readonly docs: Doc[] } {
  const cursor = read(text)['cursor'];
  if (!isDoc(cursor)) throw new Error('no cursor');
  const docs = cursor['firstBatch'] ?? cursor['nextBatch'];
  return { id: BigInt(String(cursor['id'] ?? 0)), namespace: String(cursor['ns']), docs: Array.isArray(docs) ? docs.filter(isDoc) : [] };
}

async function carryOut(name: string, db: string, command: Doc, run: Run, inTransaction: boolean): Promise<Answer> {
  const argument = '$2::documentdb_core.bson';
  const cursor = command['cursor'];
  const batch = wholeOr(isDoc(cursor) ? cursor['batchSize'] : command['batchSize'], 101) || (command['batchSize'] === 0 ? 0 : 101);
  // Inside a transaction its own begin and commit are left out.
  const plain: Run = (sql, values) => (inTransaction && ['begin', 'commit', 'rollback'].includes(sql) ? Promise.resolve({}) : run(sql, values));
  switch (name) {
    case 'insert':
    case 'update':
    case 'delete':
      return one(run, `select p_result ${FROM}${name}($1, ${argument})`, db, command);
    case 'findAndModify':
      return one(run, `select p_result ${FROM}find_and_modify($1, ${argument})`, db, command);
    case 'find':
    case 'aggregate':
      return all(plain, name, db, command, batch);
    case 'listIndexes':
      return all(plain, 'list_indexes', db, command, Infinity);
    case 'listCollections':
      return all(plain, 'list_collections', db, command, Infinity);
    case 'count':
    case 'distinct':
      return one(run, `select document ${FROM}${name}_query($1, ${argument})`, db, command);
    case 'create':
      return one(run, `select documentdb_api.create_collection_view($1, ${argument})`, db, command);
    case 'collMod': {
      const row = await run('select documentdb_api.coll_mod($1, $2, $3::documentdb_core.bson)', [db, command['collMod'], hex(specOf(command))]);
      return read(Object.values(row)[0]);
    }
    case 'drop':
      await run('select documentdb_api.drop_collection($1, $2)', [db, command['drop']]);
      return { ok: 1 };
    case 'dropDatabase':
      await run('select documentdb_api.drop_database($1)', [db]);
      return { dropped: db, ok: 1 };
    case 'createIndexes': {
      const { raw } = await one(run, `select documentdb_api_internal.create_indexes_non_concurrently($1, ${argument}, true)`, db, command);
      const shard = isDoc(raw) ? raw['defaultShard'] : undefined;
      return isDoc(shard) ? { ...shard, ...(shard['code'] === undefined ? {} : { code: codeOfNumber(Number(shard['code'])) }) } : { ok: 1 };
    }
    case 'dropIndexes':
      return one(run, `call documentdb_api.drop_indexes($1, ${argument})`, db, command);
    case 'ping':
    case 'endSessions':
    case 'killSessions':
      return { ok: 1 };
    default:
      return { ok: 0, errmsg: `no such command: '${name}'`, code: 59, codeName: 'CommandNotFound' };
  }
}

/** Commands of a transaction run on its own connection. */
async function inTurn(name: string, db: string, command: Doc): Promise<Answer> {
  const mark = numbered(command);
  if (mark?.transaction == null) return leased((run) => carryOut(name, db, command, run, false));
  const open = transactions.get(mark.session);
  const ends = name === 'commitTransaction' || name === 'abortTransaction';
  if (mark.transaction === 'starts' && !ends) {
    const client = await pool.connect();
    await client.query('begin');
    transactions.set(mark.session, { number: mark.number, client });
    return continued(name, db, command, client, mark.session);
  }
  if (open?.number !== mark.number) return { ok: 0, errmsg: 'no such transaction', code: 251, codeName: 'NoSuchTransaction', errorLabels: ['TransientTransactionError'] };
  if (!ends) return continued(name, db, command, open.client, mark.session);
  transactions.delete(mark.session);
  await open.client.query(name === 'commitTransaction' ? 'commit' : 'rollback');
  open.client.release();
  return { ok: 1 };
}

async function continued(name: string, db: string, command: Doc, client: pg.PoolClient, session: string): Promise<Answer> {
  try {
    return await carryOut(name, db, command, runOn(client), true);
  } catch (error) {
    transactions.delete(session);
    await client.query('rollback');
    client.release();
    throw error;
  }
}

const runOn = (client: pg.PoolClient): Run => async (sql, values) => (await client.query<pg.QueryResultRow>(sql, [...values])).rows[0] ?? {};

async function leased<T>(work: (run: Run) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    return await work(runOn(client));
  } finally {
    client.release();
  }
}

async function answer({ command, db }: Request): Promise<Answer> {
  const name = Object.keys(command)[0] ?? '';
  if (name === 'hello' || name.toLowerCase() === 'ismaster') return { ...(await hello({ command, db, connection: 1, engine: undefined as never })), ok: 1 } as Doc;
  if (name === 'killCursors') return { cursorsKilled: Array.isArray(command['cursors']) ? command['cursors'].filter((id) => cursors.kill(BigInt(String(id)))) : [], cursorsNotFound: [], cursorsAlive: [], cursorsUnknown: [], ok: 1 };
  try {
    if (name === 'getMore') {
      const namespace = `${db}.${String(command['collection'])}`;
      const { id, batch } = await cursors.more(BigInt(String(command['getMore'])), namespace, wholeOr(command['batchSize'], 0) || Infinity, 0);
      return new CursorAnswer(namespace, id, batch, 'nextBatch');
    }
    return await inTurn(name, db, command);
  } catch (error) {
    const { code = 'M0000', message } = error as { code?: string | number; message: string };
    return { ok: 0, errmsg: message, code: typeof code === 'number' ? code : codeOfState(code), codeName: String(code) };
  }
}

const server = createServer((socket: Socket) => {
  const messages = new Messages();
  let last = Promise.resolve();
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    for (const request of messages.take(chunk)) {
      last = last.then(async () => {
        const result = await answer(request);
        if (!request.isUnanswered && !socket.destroyed) socket.write(reply(request, result));
      });
    }
  });
});
server.listen(port, '127.0.0.1');
