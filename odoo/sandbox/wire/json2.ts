import type { IncomingHttpHeaders } from 'node:http';
import type { Context } from '../env.ts';
import type { Database } from '../database.ts';
import { OdooError } from '../errors.ts';
import { bindNamed, type Args } from '../methods/signature.ts';
import { asOdooError, httpError, jsonAnswer, serialized, type Answer } from './answer.ts';
import { idsOf } from './jsonrpc.ts';
import { parseBody } from './json-body.ts';

const UNAUTHENTICATED = 'User not authenticated, use an API Key with a Bearer Authorization header.';

/** `POST /json/2/<model>/<method>`: arguments by name, the bare value back, errors by status. */
export function answerJson2(modelName: string, methodName: string, body: string, headers: IncomingHttpHeaders, database: Database): Answer {
  const [, key] = /^bearer\s+(.+)$/i.exec(headers.authorization ?? '') ?? [];
  const challenge = { 'WWW-Authenticate': 'Bearer' };
  if (key === undefined) return httpError('Unauthorized', UNAUTHENTICATED, 401, challenge);
  const parsed = body === '' ? { value: {} } : parseBody(body);
  if ('complaint' in parsed) return httpError('BadRequest', `could not parse the body as json: ${parsed.complaint}`, 400);
  const user = database.userByKey(key.trim());
  if (user === undefined) return httpError('Unauthorized', 'Invalid apikey', 401, challenge);
  const model = database.registry.find(modelName);
  if (model === undefined) return httpError('NotFound', `the model '${modelName}' does not exist`, 404);
  try {
    const method = database.method(model, methodName);
    const { ids: given, context, ...named } = parsed.value as Args;
    const ids = idsOf(given);
    if (method.kind === 'model' && ids.length > 0) return httpError('UnprocessableEntity', `cannot call ${modelName}.${methodName} with ids`, 422);
    const args = bindNamed(method, named);
    const result = database.run('json2', user, { model, method, ids, args, context: (context ?? {}) as Context }, methodName);
    return jsonAnswer(200, result ?? null);
  } catch (error) {
    return refused(asOdooError(error));
  }
}

function refused(error: OdooError): Answer {
  if (error.pythonName === 'builtins.AttributeError') return httpError('NotFound', error.message, 404);
  if (error.pythonName.startsWith('werkzeug.')) return httpError(error.pythonName.split('.').at(-1) ?? '', error.message, error.status);
  return jsonAnswer(error.status, serialized(error));
}
