import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../odoo/sandbox/start.ts';
import { executeKw, json2, rpc, small } from './support.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await small();
});
afterAll(() => sandbox.stop());

const fault = (name: string, message: string): unknown => ({
  jsonrpc: '2.0',
  id: 1,
  error: { code: 0, message: 'Odoo Server Error', data: { name, message, arguments: [message], context: {} } },
});

describe('the legacy interface', () => {
  it('tells its version', async () => {
    expect(await rpc(sandbox, 'common', 'version', [])).toEqual({
      jsonrpc: '2.0', id: 1,
      result: { server_version: '19.0', server_version_info: [19, 0, 0, 'final', 0, ''], server_serie: '19.0', protocol_version: 1 },
    });
  });

  it('authenticates by password and by key, and answers false to others', async () => {
    const answers = await Promise.all(['admin', sandbox.apiKey, 'wrong'].map((secret) => rpc(sandbox, 'common', 'authenticate', ['sandbox', 'admin', secret, {}])));
    expect(answers.map((answer) => (answer as { result: unknown }).result)).toEqual([2, 2, false]);
  });

  it('answers 200 to every refusal and names its class', async () => {
    expect(await rpc(sandbox, 'object', 'execute_kw', ['sandbox', 2, 'wrong', 'res.partner', 'search_count', [[]], {}])).toEqual(
      fault('odoo.exceptions.AccessDenied', 'Access Denied'),
    );
    expect(await rpc(sandbox, 'common', 'authenticate', ['nodb', 'admin', 'admin', {}])).toEqual(
      fault('psycopg2.OperationalError', 'connection to server at "127.0.0.1", port 5432 failed: FATAL:  database "nodb" does not exist\n'),
    );
    expect(await executeKw(sandbox, 'no.such.model', 'search_count', [[]])).toEqual(fault('odoo.exceptions.UserError', "Object no.such.model doesn't exist"));
    expect(await executeKw(sandbox, 'res.partner', 'no_such_method', [[1]])).toEqual(
      fault('builtins.AttributeError', "The method 'res.partner.no_such_method' does not exist"),
    );
    expect(await executeKw(sandbox, 'res.partner', 'read', [[10], ['no_such_field']])).toEqual(
      fault('builtins.ValueError', "Invalid field 'no_such_field' on 'res.partner'"),
    );
    expect(await executeKw(sandbox, 'res.partner', 'write', [[987654], { email: 'w@example.com' }])).toEqual(
      fault('odoo.exceptions.MissingError', 'Record does not exist or has been deleted.\n(Record: res.partner(987654,), User: 2)'),
    );
  });

  it('leaves out the result of a method that answers nothing', async () => {
    expect(await executeKw(sandbox, 'res.partner', 'action_archive', [[]])).toEqual({ jsonrpc: '2.0', id: 1 });
  });

  it('creates one for a record and many for a list, by position only', async () => {
    const [one, many, named] = [
      await executeKw(sandbox, 'res.partner', 'create', [{ name: 'One' }]),
      await executeKw(sandbox, 'res.partner', 'create', [[{ name: 'Two' }, { name: 'Three' }]]),
      await executeKw(sandbox, 'res.partner', 'create', [], { vals_list: [{ name: 'Four' }] }),
    ];
    expect([one, many]).toEqual([{ jsonrpc: '2.0', id: 1, result: 13 }, { jsonrpc: '2.0', id: 1, result: [14, 15] }]);
    expect(named).toEqual(fault('builtins.IndexError', 'list index out of range'));
  });

  it('refuses what is no JSON with text, and other content types with a page', async () => {
    const post = (type: string): Promise<Response> => fetch(`${sandbox.url}/jsonrpc`, { method: 'POST', headers: { 'Content-Type': type }, body: '{nope' });
    const [json, form] = await Promise.all([post('application/json'), post('text/plain')]);
    expect([json.status, await json.text()]).toEqual([400, 'Invalid JSON data']);
    expect([form.status, form.headers.get('content-type')]).toEqual([415, 'text/html; charset=utf-8']);
    expect(await form.text()).toContain('&#39;/jsonrpc&#39; is type=&#39;jsonrpc&#39;');
  });
});

describe('JSON-2', () => {
  const raw = async (path: string, init: RequestInit): Promise<{ status: number; type: string | null; challenge: string | null; text: string }> => {
    const response = await fetch(`${sandbox.url}${path}`, init);
    return {
      status: response.status, type: response.headers.get('content-type'), challenge: response.headers.get('www-authenticate'), text: await response.text(),
    };
  };
  const headers = { 'Content-Type': 'application/json', Authorization: 'bearer sandbox-admin-key' };

  it('answers the bare value', async () => {
    expect(await json2(sandbox, 'res.partner', 'search', { domain: [['id', '=', 10]] })).toEqual({ status: 200, body: [10] });
    expect(await json2(sandbox, 'res.partner', 'create', { vals_list: { name: 'Single' } })).toEqual({ status: 200, body: [16] });
    expect(await json2(sandbox, 'res.partner', 'action_archive', { ids: [16] })).toEqual({ status: 200, body: null });
  });

  it.each([
    ['no key', { 'Content-Type': 'application/json' }, 401, 'werkzeug.exceptions.Unauthorized', 'User not authenticated, use an API Key with a Bearer Authorization header.'],
    ['a bad key', { ...headers, Authorization: 'bearer nope' }, 401, 'werkzeug.exceptions.Unauthorized', 'Invalid apikey'],
  ])('refuses %s and says how to authenticate', async (_, given, status, name, message) => {
    const answer = await raw('/json/2/res.partner/search', { method: 'POST', headers: given, body: '{"domain": []}' });
    expect([answer.status, answer.challenge]).toEqual([status, 'Bearer']);
    expect(JSON.parse(answer.text)).toMatchObject({ name, message, arguments: [message, 401], context: {} });
  });

  it.each([
    ['an unknown model', 'no.such.model', 'search', { domain: [] }, 404, 'werkzeug.exceptions.NotFound', "the model 'no.such.model' does not exist"],
    ['an unknown method', 'res.partner', 'no_such_method', {}, 404, 'werkzeug.exceptions.NotFound', "The method 'res.partner.no_such_method' does not exist"],
    ['a private method', 'res.partner', '_search', {}, 403, 'odoo.exceptions.AccessError', "Private methods (such as 'res.partner._search') cannot be called remotely."],
    ['ids for a model method', 'res.partner', 'search', { ids: [1], domain: [] }, 422, 'werkzeug.exceptions.UnprocessableEntity', 'cannot call res.partner.search with ids'],
    ['a missing argument', 'res.partner', 'write', { ids: [1] }, 422, 'werkzeug.exceptions.UnprocessableEntity', "missing a required argument: 'vals'"],
    ['an unknown argument', 'res.partner', 'search', { domain: [], bogus: 1 }, 422, 'werkzeug.exceptions.UnprocessableEntity', "got an unexpected keyword argument 'bogus'"],
    ['an unknown field in a domain', 'res.partner', 'search', { domain: [['no_such_field', '=', 1]] }, 500, 'builtins.ValueError', "Invalid field res.partner.no_such_field in condition ('no_such_field', '=', 1)"],
    ['a write to a missing record', 'res.partner', 'write', { ids: [987654], vals: { name: 'x' } }, 404, 'odoo.exceptions.MissingError', 'Record does not exist or has been deleted.\n(Record: res.partner(987654,), User: 2)'],
    ['the deletion of a confirmed order', 'sale.order', 'unlink', { ids: [100] }, 422, 'odoo.exceptions.UserError', 'You can not delete a sent quotation or a confirmed sales order. You must first cancel it.'],
    ['companies that are not the user’s', 'res.partner', 'search', { domain: [], context: { allowed_company_ids: [9] } }, 403, 'odoo.exceptions.AccessError', 'Access to unauthorized or invalid companies.'],
    ['a language that is not installed', 'res.partner', 'search', { domain: [], context: { lang: 'xx_XX' } }, 422, 'odoo.exceptions.UserError', 'Invalid language code: xx_XX'],
  ])('refuses %s', async (_, model, method, args, status, name, message) => {
    const { status: given, body } = await json2(sandbox, model, method, args);
    expect([given, (body as { name: string }).name, (body as { message: string }).message]).toEqual([status, name, message]);
  });

  it('answers pages and statuses of its own to what is no call', async () => {
    const [get, half, json, type, db] = await Promise.all([
      raw('/json/2/res.partner/search', { headers }),
      raw('/json/2/res.partner', { method: 'POST', headers, body: '{}' }),
      raw('/json/2/res.partner/search', { method: 'POST', headers, body: '{nope' }),
      raw('/json/2/res.partner/search', { method: 'POST', headers: { ...headers, 'Content-Type': 'text/plain' }, body: '{}' }),
      raw('/json/2/res.partner/search', { method: 'POST', headers: { ...headers, 'X-Odoo-Database': 'nodb' }, body: '{}' }),
    ]);
    expect([get.status, half.status].concat(JSON.parse(get.text).message)).toEqual([404, 404, 'Did you mean POST /json/2/<model>/<method>?']);
    expect([json.status, JSON.parse(json.text).message]).toEqual([
      400, 'could not parse the body as json: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)',
    ]);
    expect([type.status, type.type]).toEqual([415, 'text/html; charset=utf-8']);
    expect([db.status, db.type, db.text.includes('No database is selected')]).toEqual([404, 'text/html; charset=utf-8', true]);
  });

  it('tells health and version', async () => {
    const [health, version] = await Promise.all([raw('/web/health', {}), raw('/json/version', {})]);
    expect([health.text, version.text]).toEqual(['{"status": "pass"}', '{"version_info":[19,0,0,"final",0,""],"version":"19.0"}']);
  });
});

it('keeps the calls that reached the engine, with their arguments by name', async () => {
  sandbox.clearCalls();
  await executeKw(sandbox, 'res.partner', 'read', [[10], ['name']], { context: { lang: 'en_US' } });
  await json2(sandbox, 'res.partner', 'search', { domain: [], limit: 1 });
  await json2(sandbox, 'res.partner', 'search', { bogus: 1 });
  expect(sandbox.calls).toEqual([
    { interface: 'jsonrpc', model: 'res.partner', method: 'read', ids: [10], args: { fields: ['name'] }, context: { lang: 'en_US' } },
    { interface: 'json2', model: 'res.partner', method: 'search', ids: [], args: { domain: [], limit: 1 }, context: {} },
  ]);
});
