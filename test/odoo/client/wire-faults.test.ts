import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { FaultKind } from '../../../odoo/client/faults.ts';
import { toGraphError } from '../../../odoo/client/graph-errors.ts';
import { API_KEY, connectTo, faultOf, newRequest, startOdoo, TRANSPORTS, type Answer } from './support/odoo-server.ts';

interface WireCase {
  readonly what: string;
  readonly method?: string;
  readonly json2?: Answer;
  readonly jsonrpc?: Answer;
  readonly kind: FaultKind;
}

/** The five keys of Odoo's error, `debug` with a traceback that holds the key as a careless server would have it. */
function error(name: string, message: string, status?: number): Answer {
  const keys = { name, message, arguments: [message], context: {}, debug: `Traceback (most recent call last):\n  File "http.py"\n  password=${API_KEY}` };
  return { error: JSON.stringify(keys), ...(status !== undefined && { status }) };
}

function both(name: string, message: string, status: number): Pick<WireCase, 'json2' | 'jsonrpc'> {
  return { json2: error(name, message, status), jsonrpc: error(name, message) };
}

const ODOO_500 = '<!doctype html>\n<html lang=en>\n<title>500 Internal Server Error</title>\n<h1>Internal Server Error</h1>\n';
const NO_DATABASE =
  '<!DOCTYPE html>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n<p>No database is selected and the requested URL was not found in the server-wide controllers.</p>\n<p>Please verify the hostname, <a href=/web/login>login</a> and try again.</p>\n\n<!-- Alternatively, use the X-Odoo-Database header. -->\n';
const WRONG_TYPE =
  '<!doctype html>\n<html lang=en>\n<title>415 Unsupported Media Type</title>\n<h1>Unsupported Media Type</h1>\n<p>Request inferred type is compatible with [&#39;http&#39;]</p>\n';
const DELETE_WORDING =
  "The operation cannot be completed: Another model is using the record you are trying to delete.\n\nThe troublemaker is: 'Serviced account' (ov.serviced_account)\nThanks to the following constraint: 'Partner' (partner_id)\nHow about archiving the record instead?";
const DELETE_WORDING_FR =
  "L'opération ne peut pas être terminée : Un autre modèle utilise l'enregistrement que vous essayez de supprimer.\n\nLe fauteur de troubles est : 'Commande' (sale.order)\nEn raison de la contrainte suivante : 'Client' (partner_id)\nEt si vous archiviez l'enregistrement ?";
const MISSING_REQUIRED =
  "The operation cannot be completed: Missing required value for the field 'Partner' (partner_id).\nModel: 'Serviced account' (ov.serviced_account)\n- create/update: a mandatory field is not set\n- delete: another model requires the record being deleted, you can archive it instead\n";
const RECORD_RULE =
  "Uh-oh! Looks like you have stumbled upon some top-secret records.\n\nSorry, Portal X (id=8) doesn't have 'read' access to:\n- Contact (res.partner)\n\nIf you really, really need access, perhaps you can win over your friendly administrator with a batch of freshly baked cookies.";

/** Every row of the table of faults, with the bytes of a real Odoo 19. */
const CASES: readonly WireCase[] = [
  { what: 'no key', json2: error('werkzeug.exceptions.Unauthorized', 'User not authenticated, use an API Key with a Bearer Authorization header.', 401), kind: 'AUTHENTICATION' },
  { what: 'a bad key', json2: error('werkzeug.exceptions.Unauthorized', 'Invalid apikey', 401), kind: 'AUTHENTICATION' },
  { what: 'a wrong password', jsonrpc: error('odoo.exceptions.AccessDenied', 'Access Denied'), kind: 'AUTHENTICATION' },
  { what: 'a model without right', ...both('odoo.exceptions.AccessError', "You are not allowed to access 'Sales Order' (sale.order) records.", 403), kind: 'ACCESS' },
  { what: 'a record rule', ...both('odoo.exceptions.AccessError', RECORD_RULE, 403), kind: 'ACCESS' },
  { what: 'a field of other groups', ...both('odoo.exceptions.AccessError', 'You do not have enough rights to access the field "totp_secret" on User (res.users).', 403), kind: 'ACCESS' },
  { what: 'a private method', ...both('odoo.exceptions.AccessError', "Private methods (such as 'res.partner._search') cannot be called remotely.", 403), kind: 'ACCESS' },
  {
    what: 'an unknown model',
    json2: error('werkzeug.exceptions.NotFound', "the model 'no.such.model' does not exist", 404),
    jsonrpc: error('odoo.exceptions.UserError', "Object no.such.model doesn't exist"),
    kind: 'UNKNOWN_MODEL',
  },
  {
    what: 'an unknown method',
    json2: error('werkzeug.exceptions.NotFound', "The method 'res.partner.no_such_method' does not exist", 404),
    jsonrpc: error('builtins.AttributeError', "The method 'res.partner.no_such_method' does not exist"),
    kind: 'UNKNOWN_METHOD',
  },
  { what: 'a missing record', method: 'write', ...both('odoo.exceptions.MissingError', 'Record does not exist or has been deleted.\n(Record: res.partner(987654,), User: 2)', 404), kind: 'MISSING_RECORD' },
  { what: 'a create with a missing parent', method: 'create', ...both('odoo.exceptions.MissingError', 'Record does not exist or has been deleted.\n(Record: res.partner(987654,), User: 2)', 404), kind: 'BAD_REFERENCE' },
  { what: 'an unknown field to read', ...both('builtins.ValueError', "Invalid field 'no_such_field' on 'res.partner'", 500), kind: 'UNKNOWN_FIELD' },
  { what: 'an unknown field in a domain', ...both('builtins.ValueError', "Invalid field res.partner.no_such_field in condition ('no_such_field', '=', 1)", 500), kind: 'UNKNOWN_FIELD' },
  { what: 'a bad selection value', method: 'write', ...both('builtins.ValueError', "Wrong value for res.partner.type: 'nope'", 500), kind: 'INVALID_VALUE' },
  { what: 'a bad operator', ...both('builtins.ValueError', "Invalid operator in condition ('name', '<<', 'x')", 500), kind: 'INVALID_VALUE' },
  { what: 'a constraint', method: 'create', ...both('odoo.exceptions.ValidationError', 'Balance must not be negative (x).', 422), kind: 'VALIDATION' },
  { what: 'a missing required value', method: 'create', ...both('odoo.exceptions.ValidationError', MISSING_REQUIRED, 422), kind: 'VALIDATION' },
  {
    what: 'a unique index without a message',
    method: 'create',
    ...both('odoo.exceptions.ValidationError', "The operation cannot be completed: The value for 'code' (Code) already exists.\n\nDetail: Key (code)=(ACC0001) already exists.\n", 422),
    kind: 'DUPLICATE',
  },
  { what: 'a many2one to nowhere', method: 'create', ...both('odoo.exceptions.ValidationError', DELETE_WORDING, 422), kind: 'BAD_REFERENCE' },
  { what: 'deleting what others need', method: 'unlink', ...both('odoo.exceptions.ValidationError', DELETE_WORDING, 422), kind: 'IN_USE' },
  { what: 'deleting what others need, in French', method: 'unlink', ...both('odoo.exceptions.ValidationError', DELETE_WORDING_FR, 422), kind: 'IN_USE' },
  { what: 'a business refusal', method: 'unlink', ...both('odoo.exceptions.UserError', 'You can not delete a sent quotation or a confirmed sales order. You must first cancel it.', 422), kind: 'BUSINESS' },
  { what: 'a refusal with a way out', method: 'action_post', ...both('odoo.exceptions.RedirectWarning', 'Configure the journal first.', 500), kind: 'BUSINESS' },
  { what: 'ids to a model method', json2: error('werkzeug.exceptions.UnprocessableEntity', 'cannot call res.partner.search with ids', 422), kind: 'BAD_ARGUMENTS' },
  {
    what: 'a missing argument',
    method: 'write',
    json2: error('werkzeug.exceptions.UnprocessableEntity', "missing a required argument: 'vals'", 422),
    jsonrpc: error('builtins.TypeError', "ResPartner.write() missing 1 required positional argument: 'vals'"),
    kind: 'BAD_ARGUMENTS',
  },
  { what: 'create by keyword', method: 'create', jsonrpc: error('builtins.IndexError', 'list index out of range'), kind: 'BAD_ARGUMENTS' },
  { what: 'a body that is no JSON', json2: error('werkzeug.exceptions.BadRequest', 'could not parse the body as json: Expecting property name', 400), kind: 'BAD_ARGUMENTS' },
  { what: 'a crash', method: 'action_crash', ...both('builtins.RuntimeError', 'boom', 500), kind: 'CRASH' },
  { what: 'a crash by a wrong type', method: 'action_crash', ...both('builtins.TypeError', "unsupported operand type(s) for +: 'int' and 'str'", 500), kind: 'CRASH' },
  { what: 'a row lock', method: 'write', ...both('odoo.exceptions.LockError', 'Cannot grab a lock on records', 409), kind: 'CONFLICT' },
  { what: 'a serialization failure', method: 'write', ...both('psycopg2.errors.SerializationFailure', 'could not serialize access due to concurrent update\n', 500), kind: 'CONFLICT' },
  {
    what: 'an unknown database over JSON-RPC',
    jsonrpc: error('psycopg2.OperationalError', 'connection to server at "127.0.0.1", port 15433 failed: FATAL:  database "nodb" does not exist\n'),
    kind: 'UNKNOWN_DATABASE',
  },
  { what: 'an unknown database over JSON-2', json2: { html: NO_DATABASE, status: 404 }, kind: 'UNKNOWN_DATABASE' },
  { what: 'a wrong content type', json2: { html: WRONG_TYPE, status: 415 }, jsonrpc: { html: WRONG_TYPE, status: 415 }, kind: 'NOT_ODOO' },
  { what: 'the wrong verb', json2: error('werkzeug.exceptions.NotFound', 'Did you mean POST /json/2/<model>/<method>?', 404), kind: 'NOT_ODOO' },
  { what: 'a full connection pool', json2: { html: ODOO_500, status: 500 }, jsonrpc: { html: ODOO_500, status: 500 }, kind: 'OVERLOADED' },
  { what: 'a proxy without a backend', json2: { html: '<html><body>502 Bad Gateway</body></html>', status: 502 }, jsonrpc: { html: '', status: 503 }, kind: 'OVERLOADED' },
  { what: 'a proxy that throttles', json2: { html: 'slow down', status: 429 }, jsonrpc: { html: 'slow down', status: 429 }, kind: 'OVERLOADED' },
  { what: 'a login page', json2: { html: '<html>Sign in</html>', status: 200 }, jsonrpc: { html: '<html>Sign in</html>', status: 200 }, kind: 'NOT_ODOO' },
  { what: 'an error of somebody else', json2: { error: '{"error": "not here"}', status: 404 }, jsonrpc: { raw: (response) => response.end('{"error": "not here"}') }, kind: 'NOT_ODOO' },
];

describe.each(TRANSPORTS)('faults over %s', (transport) => {
  const mine = CASES.flatMap((row) => {
    const answer = row[transport];
    return answer === undefined ? [] : [{ ...row, answer }];
  });

  it.each(mine)('$what is $kind', async ({ answer, kind, method = 'read' }) => {
    await using server = await startOdoo(() => answer);
    await using client = await connectTo(server, transport, { attempts: 1 });
    const fault = await faultOf(client.call({ model: 'res.partner', method, ids: [1], args: {}, kind: 'write' }, newRequest()));
    expect({ kind: fault.kind, model: fault.model, method: fault.method }).toEqual({ kind, model: 'res.partner', method });
  });

  it.each(mine)('$what tells nothing of the traceback or the key', async ({ answer, method = 'read' }) => {
    await using server = await startOdoo(() => answer);
    await using client = await connectTo(server, transport, { attempts: 1 });
    const fault = await faultOf(client.call({ model: 'res.partner', method, ids: [1], args: {}, kind: 'write' }, newRequest()));
    const told = [JSON.stringify(fault), inspect(fault, { depth: 20, showHidden: true }), fault.stack, JSON.stringify(toGraphError(fault)), inspect(toGraphError(fault), { depth: 20 })].join('\n');
    expect(told).not.toContain(API_KEY);
    expect(told).not.toContain('Traceback');
  });
});

describe('a key that Odoo repeats', () => {
  it.each(TRANSPORTS)('is blotted out over %s', async (transport) => {
    await using server = await startOdoo(() => error('builtins.ValueError', `Wrong value for x: '${API_KEY}'`, 500));
    await using client = await connectTo(server, transport);
    const fault = await faultOf(client.call({ model: 'm', method: 'write', ids: [1], args: { vals: {} }, kind: 'write' }, newRequest()));
    expect(fault.said).toBe("Wrong value for x: '***'");
  });
});

describe('whether a write may have happened all the same', () => {
  const write = { model: 'm', method: 'write', ids: [1], args: { vals: {} }, kind: 'write' } as const;
  const silent: Answer = { raw: () => undefined };

  it.each([
    ['no, when Odoo refused it', error('odoo.exceptions.UserError', 'No.', 422), write, false],
    ['perhaps, when no answer came', silent, write, true],
    ['not a question for a read', silent, { ...write, kind: 'read' } as const, false],
  ])('%s', async (_, answer, call, uncertain) => {
    await using server = await startOdoo(() => answer);
    await using client = await connectTo(server, 'json2', { attempts: 1 });
    expect((await faultOf(client.call(call, newRequest({ withinMs: 50 })))).uncertain).toBe(uncertain);
  });

  it('no, when it waited for its turn until its time was over', async () => {
    await using server = await startOdoo(() => silent);
    await using client = await connectTo(server, 'json2', { maxConcurrent: 1 });
    const first = newRequest();
    const holds = faultOf(client.call(write, first));
    expect(await faultOf(client.call(write, newRequest({ withinMs: 50 })))).toMatchObject({ kind: 'TIMEOUT', uncertain: false });
    first.leave();
    expect(await holds).toMatchObject({ kind: 'CANCELLED', uncertain: true });
  });

  it('no, when there was no connection', async () => {
    const server = await startOdoo(() => silent);
    await using client = await connectTo(server, 'json2', { attempts: 1 });
    await server[Symbol.asyncDispose]();
    expect(await faultOf(client.call(write, newRequest()))).toMatchObject({ kind: 'UNREACHABLE', uncertain: false });
  });
});
