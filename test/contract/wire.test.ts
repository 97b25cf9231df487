import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../odoo/sandbox/start.ts';
import { startRealOdoo, type RealOdoo } from '../real/server.ts';
import { describeReal } from '../real/suite.ts';
import { GROUPS, NAMES_AND_DEFAULTS, READS, REFUSALS, SEARCHES, type WireCall } from './wire-calls.ts';
import { json2, jsonRpc, type WireMethod, type WireServer } from './wire-client.ts';
import { REQUESTS, respond } from './wire-requests.ts';
import { governing, writing } from './wire-writes.ts';

/** What little users meet, a salesman with his own documents and a portal user; and the service user outside his company. */
const OTHERS: readonly (readonly [user: 'admin' | 'salesman' | 'portal', ...WireCall])[] = [
  ['admin', 'sale.order', 'read', { ids: [1001, 1198], fields: ['name'], context: { allowed_company_ids: [1] } }],
  ['admin', 'res.partner', 'web_read', { ids: [1201], specification: { name: {} }, context: { allowed_company_ids: [1] } }],
  ['admin', 'sale.order', 'web_search_read', { domain: [], specification: { partner_id: { fields: { name: {} } } }, limit: 3, context: { allowed_company_ids: [1001] } }],
  ['salesman', 'sale.order', 'search_count', { domain: [] }],
  ['salesman', 'sale.order', 'read', { ids: [1001], fields: ['name'] }],
  ['salesman', 'res.partner', 'search', { domain: [], order: 'id' }],
  ['salesman', 'res.users', 'search_count', { domain: [] }],
  ['salesman', 'sale.order', 'has_access', { ids: [1001], operation: 'read' }],
  ['portal', 'res.partner', 'search', { domain: [], order: 'id' }],
  ['portal', 'res.partner', 'read', { ids: [1201], fields: ['name'] }],
  ['portal', 'product.pricelist', 'search', { domain: [] }],
  ['portal', 'ov.serviced_account', 'search_read', { domain: [], fields: ['name'] }],
  ['portal', 'sale.order', 'search_count', { domain: [] }],
];

const PAGES = [
  ['SEARCHES', SEARCHES],
  ['READS', READS],
  ['GROUPS', GROUPS],
  ['NAMES_AND_DEFAULTS', NAMES_AND_DEFAULTS],
  ['REFUSALS', REFUSALS],
] as const;

const title = ([model, method, args]: WireCall): string => `${model}.${method} ${JSON.stringify(args)}`;

/** The sandbox is right when it says what a real Odoo 19 says, to the byte but for tracebacks. */
describeReal('the wire of the sandbox and of a real Odoo 19', () => {
  let sandbox: Sandbox;
  let real: RealOdoo;
  const servers = (user: 'admin' | 'salesman' | 'portal' = 'admin'): readonly [WireServer, WireServer] => {
    const { uid, apiKey } = sandbox.users[user];
    return [{ url: sandbox.url, db: sandbox.db, uid, apiKey }, { url: real.url, db: real.db, uid, apiKey: real.users[user].apiKey }];
  };

  beforeAll(async () => {
    sandbox = await startSandbox();
    real = await startRealOdoo();
  }, 900_000);
  afterAll(async () => {
    await sandbox?.stop();
    await real?.stop();
  }, 900_000);

  describe.each([['JSON-2', json2], ['the legacy interface', jsonRpc]] as const)('over %s', (_, interfaceOf: (server: WireServer) => WireMethod) => {
    const equal = async (user: 'admin' | 'salesman' | 'portal', [model, method, args]: WireCall): Promise<void> => {
      const [ours, theirs] = servers(user).map(interfaceOf) as [WireMethod, WireMethod];
      expect(await ours(model, method, args)).toEqual(await theirs(model, method, args));
    };

    describe.each(PAGES)('%s', (_page, calls) => {
      it.each(calls.map((call) => [title(call), call] as const))('%s', (_title, call) => equal('admin', call));
    });

    it.each(OTHERS.map(([user, ...call]) => [`${user}: ${title(call)}`, user, call] as const))('%s', (_title, user, call) => equal(user, call));
  });

  it.each(REQUESTS.map((request) => [request.what, request] as const))('over HTTP: %s', async (_what, request) => {
    const [ours, theirs] = servers();
    expect(await respond(ours, request)).toEqual(await respond(theirs, request));
  });

  // Last: it changes both databases.
  it('records written in the same order answer and end alike', async () => {
    const [ours, theirs] = servers();
    expect(await writing(json2(ours))).toEqual(await writing(json2(theirs)));
  }, 900_000);

  it('governance that is written in the same order is refused and kept alike', async () => {
    const [ours, theirs] = servers();
    expect(await governing(json2(ours))).toEqual(await governing(json2(theirs)));
  }, 900_000);
});
