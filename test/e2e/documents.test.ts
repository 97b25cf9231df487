import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDocumentLinks } from '../../access/document-links.ts';
import { ANONYMOUS } from '../../access/principal.ts';
import { startSandbox } from '../../odoo/sandbox/start.ts';
import type { Sandbox } from '../../odoo/sandbox/start.ts';
import { headersOf, startGraph } from '../support/graph.ts';
import type { TestGraph } from '../support/graph.ts';

const SECRET = 'the key of the hop, for tests only, long enough';
const CUSTOMER = 1201;

let sandbox: Sandbox;
let graph: TestGraph;
beforeAll(async () => {
  sandbox = await startSandbox();
  graph = await startGraph(sandbox, { HOP_SECRET: SECRET });
});
afterAll(async () => {
  await graph[Symbol.asyncDispose]();
  await sandbox.stop();
});

const ASKED = 'document { url fileName contentType size expiresAt reason }';
interface Link { readonly url: string | null; readonly fileName: string | null; readonly contentType: string | null; readonly expiresAt: string | null; readonly reason: string | null }
async function invoicesOf(persona: 'customer' | 'manager'): Promise<readonly { readonly id: string; readonly state: string; readonly name: string | null; readonly document: Link }[]> {
  const { data, errors } = await graph.ask(persona, `{ invoices(first: 50) { nodes { id name state ${ASKED} } } }`);
  expect(errors).toEqual([]);
  return (data as { invoices: { nodes: [] } }).invoices.nodes;
}
const get = (url: string | null, headers: Readonly<Record<string, string>> = {}): Promise<Response> => fetch(`${graph.url}${url}`, { headers });

describe('a document', () => {
  it('is a PDF behind a link that needs nothing else, under its own name', async () => {
    const posted = (await invoicesOf('customer')).find(({ state }) => state === 'POSTED');
    expect(posted?.document).toMatchObject({ url: expect.stringMatching(/^\/documents\/ey/), fileName: `${posted?.name?.replaceAll('/', '-')}.pdf`, contentType: 'application/pdf', reason: null });
    const response = await get(posted?.document.url ?? '');
    const body = Buffer.from(await response.arrayBuffer());
    expect([response.status, response.headers.get('content-type'), response.headers.get('content-disposition')]).toEqual([200, 'application/pdf', `attachment; filename="${posted?.document.fileName}"`]);
    expect([response.headers.get('x-content-type-options'), response.headers.get('cache-control'), response.headers.get('content-security-policy')?.startsWith('sandbox')]).toEqual(['nosniff', 'private, no-store', true]);
    expect([body.subarray(0, 8).toString(), Number(response.headers.get('content-length'))]).toEqual(['%PDF-1.4', body.length]);
    expect(body.toString('latin1')).toContain(posted?.name);
  });

  it('of an order is its quotation', async () => {
    const { data } = await graph.ask('customer', '{ salesOrders(first: 1, filter: { state: { eq: SALE } }) { nodes { name proforma { url fileName } } } }');
    const [order] = (data as { salesOrders: { nodes: { name: string; proforma: Link }[] } }).salesOrders.nodes;
    const response = await get(order?.proforma.url ?? '');
    expect([response.status, order?.proforma.fileName, Buffer.from(await response.arrayBuffer()).toString('latin1').includes(order?.name ?? '?')]).toEqual([200, `${order?.name}.pdf`, true]);
  });

  it('is not there for drafts and what is cancelled, and the link says why', async () => {
    const { data } = await graph.ask('admin', `{ drafts: invoices(first: 1, filter: { state: { eq: DRAFT } }) { nodes { ${ASKED} } } gone: invoices(first: 1, filter: { state: { eq: CANCEL } }) { nodes { ${ASKED} } } }`);
    expect(data).toMatchObject({ drafts: { nodes: [{ document: { url: null, reason: expect.stringContaining('confirmInvoice') } }] }, gone: { nodes: [{ document: { url: null, reason: 'The invoice is cancelled.' } }] } });
  });

  it('comes as HTML from an Odoo that cannot print', async () => {
    const posted = (await invoicesOf('customer')).find(({ state }) => state === 'POSTED');
    // Three calls know the caller, read the record and ask for the page; the fourth is the PDF.
    const before = sandbox.calls.length;
    expect((await get(posted?.document.url ?? '')).status).toBe(200);
    sandbox.faults.set({ kind: 'html500' }, { times: 1, after: sandbox.calls.length - before });
    const response = await get(posted?.document.url ?? '');
    sandbox.faults.clear();
    expect([response.status, response.headers.get('content-type'), response.headers.get('content-disposition')]).toEqual([200, 'text/html; charset=utf-8', `attachment; filename="${posted?.document.fileName?.replace('.pdf', '.html')}"`]);
  });
});

describe('a link', () => {
  it('is its caller’s: another credential beside it is refused', async () => {
    const posted = (await invoicesOf('customer')).find(({ state }) => state === 'POSTED');
    const url = posted?.document.url ?? '';
    expect((await get(url, await headersOf('customer'))).status).toBe(200);
    expect((await get(url, await headersOf('manager'))).status).toBe(403);
  });

  it('shows nothing that its caller may not see any more', async () => {
    const posted = (await invoicesOf('customer')).find(({ state }) => state === 'POSTED');
    const row = sandbox.table('account.move').get(Number(posted?.id));
    sandbox.table('account.move').update(Number(posted?.id), { partner_id: 1202, commercial_partner_id: 1202 });
    const response = await get(posted?.document.url ?? '');
    sandbox.table('account.move').update(Number(posted?.id), row ?? {});
    expect([response.status, await response.text()]).toEqual([404, 'There is no such document that you may see.\n']);
  });

  it('cannot be made by others, changed, or used late', async () => {
    const customer = { ...ANONYMOUS, kind: 'customer', role: 'CUSTOMER', subject: `customer:${CUSTOMER}`, partnerId: CUSTOMER } as const;
    const id = Number((await invoicesOf('customer')).find(({ state }) => state === 'POSTED')?.id);
    const status = async (token: string): Promise<number> => (await get(`/documents/${token}`)).status;
    const good = await createDocumentLinks({ secret: SECRET }).sign('invoice', id, customer);
    const forged = await createDocumentLinks({ secret: `${SECRET}!` }).sign('invoice', id, customer);
    const old = await createDocumentLinks({ secret: SECRET, now: () => new Date(Date.now() - 301_000) }).sign('invoice', id, customer);
    const unknown = await createDocumentLinks({ secret: SECRET }).sign('invoice', 99_999_999, customer);
    expect([await status(good.token), await status(forged.token), await status(old.token), await status(unknown.token), await status('nope'), await status(good.token.slice(0, -4))]).toEqual([200, 401, 401, 404, 401, 401]);
    expect((await fetch(`${graph.url}/documents/${good.token}`, { method: 'POST' })).status).toBe(405);
  });
});
