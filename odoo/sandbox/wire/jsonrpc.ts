import type { Context, SandboxUser } from '../env.ts';
import type { Database } from '../database.ts';
import { OdooError } from '../errors.ts';
import { bindPositional, type Args } from '../methods/signature.ts';
import { asOdooError, jsonAnswer, serialized, type Answer } from './answer.ts';
import { parseBody } from './json-body.ts';
import { versionInfo } from './version.ts';

/** What is kept of a request of the legacy interface. */
interface RpcRequest {
  readonly id?: unknown;
  readonly params?: { readonly service?: unknown; readonly method?: unknown; readonly args?: readonly unknown[] };
}

/** `POST /jsonrpc`: always 200, an error's class in `error.data.name`; a method that answers nothing leaves out `result`. */
export function answerJsonRpc(body: string, database: Database): Answer {
  const parsed = parseBody(body);
  if ('complaint' in parsed) return { status: 400, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: 'Invalid JSON data' };
  if (typeof parsed.value !== 'object' || parsed.value === null || Array.isArray(parsed.value)) {
    return { status: 400, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: 'Invalid JSON-RPC data' };
  }
  const { id = null, params = {} } = parsed.value as RpcRequest;
  try {
    const result = dispatch(params, database);
    return jsonAnswer(200, { jsonrpc: '2.0', id, ...(result === undefined ? {} : { result }) });
  } catch (error) {
    const data = serialized(asOdooError(error));
    return jsonAnswer(200, { jsonrpc: '2.0', id, error: { code: 0, message: 'Odoo Server Error', data } });
  }
}

function dispatch({ service, method, args = [] }: NonNullable<RpcRequest['params']>, database: Database): unknown {
  if (service === 'common') return common(String(method), args, database);
  if (service === 'object' && (method === 'execute_kw' || method === 'execute')) return execute(args, database);
  throw new OdooError('builtins.NameError', `Method not available ${String(method)}`, 500);
}

function common(method: string, args: readonly unknown[], database: Database): unknown {
  if (method === 'version') return versionInfo(database.version);
  if (method === 'authenticate' || method === 'login') {
    const [db, login, secret] = args;
    checkDatabase(db, database);
    return database.userByLogin(login, secret)?.uid ?? false;
  }
  throw new OdooError('builtins.Exception', `Method not found: ${method}`, 500);
}

function checkDatabase(name: unknown, database: Database): void {
  if (name === database.name) return;
  throw new OdooError(
    'psycopg2.OperationalError',
    `connection to server at "127.0.0.1", port 5432 failed: FATAL:  database "${String(name)}" does not exist\n`,
    500,
  );
}

function authenticated(uid: unknown, secret: unknown, database: Database): SandboxUser {
  const user = database.users.find((candidate) => candidate.uid === uid);
  if (user === undefined) {
    const message = `Record does not exist or has been deleted.\n(Record: res.users(${String(uid)},), User: ${String(uid)})`;
    throw new OdooError('odoo.exceptions.MissingError', message, 404);
  }
  if (secret !== user.password && secret !== user.apiKey) throw new OdooError('odoo.exceptions.AccessDenied', 'Access Denied', 403);
  return user;
}

function execute(args: readonly unknown[], database: Database): unknown {
  const [db, uid, secret, modelName, methodName, positional = [], named] = args;
  checkDatabase(db, database);
  const user = authenticated(uid, secret, database);
  const model = database.modelOrRefuse(String(modelName));
  const name = String(methodName);
  const method = database.method(model, name);
  const { context, ...keywords } = (named ?? {}) as Args;
  let rest = positional as readonly unknown[];
  let ids: readonly unknown[] = [];
  if (method.kind === 'record') {
    if (rest.length === 0) throw new OdooError('builtins.IndexError', 'list index out of range', 500);
    ids = idsOf(rest[0]);
    rest = rest.slice(1);
  }
  // Odoo looks at the first position to tell one record from several.
  if (name === 'create' && rest.length === 0) throw new OdooError('builtins.IndexError', 'list index out of range', 500);
  const bound = bindPositional(method, model.name, name, rest, keywords);
  const result = database.run('jsonrpc', user, { model, method, ids, args: bound, context: (context ?? {}) as Context }, name);
  return name === 'create' && !Array.isArray(rest[0]) ? (result as readonly number[])[0] : result;
}

/** A bare id is taken for a list of one. */
export const idsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === false || value === undefined ? [] : [value]);
