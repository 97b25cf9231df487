import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDocumentLinks } from '../../access/document-links.ts';
import { ANONYMOUS } from '../../access/principal.ts';
import { EMPLOYEE, personOf, SA } from '../../odoo/sandbox/data/ids.ts';
import { startSandbox } from '../../odoo/sandbox/start.ts';
import type { Sandbox } from '../../odoo/sandbox/start.ts';
import { caller } from '../real/calls.ts';
import { textOfPdf } from '../real/pdf-text.ts';
import { startRealOdoo } from '../real/server.ts';
import { describeReal } from '../real/suite.ts';
import { headersOf, startGraph } from '../support/graph.ts';
import type { OdooAddress, TestGraph } from '../support/graph.ts';

const SECRET = 'the key of the hop, for tests only, long enough';
const CUSTOMER = 1201;
const ASKED = 'document { url fileName contentType size expiresAt reason }';

interface Link { readonly url: string | null; readonly fileName: string | null; readonly contentType: string | null; readonly expiresAt: string | null; readonly reason: string | null }
interface Invoice { readonly id: string; readonly state: string; readonly name: string | null; readonly document: Link }

interface Stage extends AsyncDisposable {
  readonly odoo: OdooAddress;
  /** What stands in a PDF of this Odoo. */
  text(pdf: Buffer): Promise<string>;
}

const sandboxStage = async (): Promise<Stage & { readonly sandbox: Sandbox }> => {
  const sandbox = await startSandbox();
  return { sandbox, odoo: sandbox, text: (pdf) => Promise.resolve(pdf.toString('latin1')), [Symbol.asyncDispose]: () => sandbox.stop() };
};
const realStage = async (): Promise<Stage> => {
  const real = await startRealOdoo();
  // With the web fonts of its style sheets wkhtmltopdf draws texts as shapes: here they have to be read.
  await caller(real, 'json2')('ir.config_parameter', 'set_param', { key: 'report.url', value: 'http://127.0.0.1:1' });
  return { odoo: real, text: textOfPdf, [Symbol.asyncDispose]: () => real.stop() };
};

/** The graph over an Odoo of its own, and what every test of documents needs. */
function setting<S extends Stage>(open: () => Promise<S>) {
  let stage: S;
  let graph: TestGraph;
  beforeAll(async () => {
    stage = await open();
    graph = await startGraph(stage.odoo, { HOP_SECRET: SECRET });
  }, 900_000);
  afterAll(async () => {
    await graph?.[Symbol.asyncDispose]();
    await stage?.[Symbol.asyncDispose]();
  }, 60_000);
  const get = (url: string | null, headers: Readonly<Record<string, string>> = {}): Promise<Response> => fetch(`${graph.url}${url}`, { headers });
  const posted = async (persona: 'customer' | 'agent' = 'customer'): Promise<Invoice> => {
    const { data, errors } = await graph.ask(persona, `{ invoices(first: 1, filter: { state: { eq: POSTED } }) { nodes { id name state ${ASKED} } } }`);
    expect(errors).toEqual([]);
    const [invoice] = (data as { invoices: { nodes: Invoice[] } }).invoices.nodes;
    if (invoice === undefined) throw new Error(`The ${persona} has no posted invoice.`);
    return invoice;
  };
  return { stage: () => stage, graph: () => graph, get, posted };
}

function documents(open: () => Promise<Stage>): void {
  const { stage, graph, get, posted } = setting(open);

  it('is a PDF behind a link that needs nothing else, under its own name', async () => {
    const { name, document } = await posted();
    expect(document).toMatchObject({ url: expect.stringMatching(/^\/documents\/ey/), fileName: `${name?.replaceAll('/', '-')}.pdf`, contentType: 'application/pdf', reason: null });
    const response = await get(document.url);
    const body = Buffer.from(await response.arrayBuffer());
    expect([response.status, response.headers.get('content-type'), response.headers.get('content-disposition')]).toEqual([200, 'application/pdf', `attachment; filename="${document.fileName}"`]);
    expect([response.headers.get('x-content-type-options'), response.headers.get('cache-control'), response.headers.get('content-security-policy')?.startsWith('sandbox')]).toEqual(['nosniff', 'private, no-store', true]);
    expect([body.subarray(0, 8).toString(), Number(response.headers.get('content-length'))]).toEqual(['%PDF-1.4', body.length]);
    // Odoo's title until the invoice was sent.
    const text = await stage().text(body);
    expect([text.includes(name ?? '?'), text.includes('Proforma Invoice')]).toEqual([true, true]);
  });

  it('of an order is its pro-forma invoice, and printing it leaves nothing behind in Odoo', async () => {
    const { data } = await graph().ask('customer', '{ salesOrders(first: 1, filter: { state: { eq: SALE } }) { nodes { name proforma { url fileName } } } }');
    const [order] = (data as { salesOrders: { nodes: { name: string; proforma: Link }[] } }).salesOrders.nodes;
    const response = await get(order?.proforma.url ?? '');
    expect([response.status, response.headers.get('content-type'), order?.proforma.fileName]).toEqual([200, 'application/pdf', `${order?.name}.pdf`]);
    expect(await stage().text(Buffer.from(await response.arrayBuffer()))).toContain(`Pro-Forma Invoice # ${order?.name}`);
    const { odoo } = stage();
    const call = caller(odoo, 'json2', { login: odoo.username, apiKey: odoo.apiKey });
    expect(await call('ir.attachment', 'search_count', { domain: [['res_model', '=', 'mail.compose.message']] })).toBe(0);
  });

  it('is not there for drafts and what is cancelled, and the link says why', async () => {
    const { data } = await graph().ask('admin', `{ drafts: invoices(first: 1, filter: { state: { eq: DRAFT } }) { nodes { ${ASKED} } } gone: invoices(first: 1, filter: { state: { eq: CANCEL } }) { nodes { ${ASKED} } } }`);
    expect(data).toMatchObject({ drafts: { nodes: [{ document: { url: null, reason: expect.stringContaining('confirmInvoice') } }] }, gone: { nodes: [{ document: { url: null, reason: 'The invoice is cancelled.' } }] } });
  });

  it('has a link that is its caller’s: another credential beside it is refused', async () => {
    const { document } = await posted();
    expect([(await get(document.url, await headersOf('customer'))).status, (await get(document.url, await headersOf('manager'))).status]).toEqual([200, 403]);
  });

  it('has a link that nobody else can make, change, or use late', async () => {
    const customer = { ...ANONYMOUS, kind: 'customer', role: 'CUSTOMER', subject: `customer:${CUSTOMER}`, partnerId: CUSTOMER } as const;
    const id = Number((await posted()).id);
    const status = async (token: string): Promise<number> => (await get(`/documents/${token}`)).status;
    const good = await createDocumentLinks({ secret: SECRET }).sign('invoice', id, customer);
    const forged = await createDocumentLinks({ secret: `${SECRET}!` }).sign('invoice', id, customer);
    const old = await createDocumentLinks({ secret: SECRET, now: () => new Date(Date.now() - 301_000) }).sign('invoice', id, customer);
    const unknown = await createDocumentLinks({ secret: SECRET }).sign('invoice', 99_999_999, customer);
    // Well signed, and for nothing: that the signature was good is what 404 says.
    expect([await status(unknown.token), await status(forged.token), await status(old.token), await status('nope'), await status(good.token.slice(0, -4))]).toEqual([404, 401, 401, 401, 401]);
    expect((await fetch(`${graph().url}/documents/${good.token}`, { method: 'POST' })).status).toBe(405);
  });

  it('is not for a caller who may not see the record any more', async () => {
    const { odoo } = stage();
    const call = caller(odoo, 'json2', { login: odoo.username, apiKey: odoo.apiKey });
    const { data } = await graph().ask('customer', '{ salesOrders(first: 1, filter: { state: { in: [DRAFT, SENT] } }) { nodes { id proforma { url } } } }');
    const [order] = (data as { salesOrders: { nodes: { id: string; proforma: Link }[] } }).salesOrders.nodes;
    expect((await get(order?.proforma.url ?? '')).status).toBe(200);
    await call('sale.order', 'write', { ids: [Number(order?.id)], vals: { partner_id: 1202 } });
    const response = await get(order?.proforma.url ?? '');
    expect([response.status, await response.text()]).toEqual([404, 'There is no such document that you may see.\n']);
  });

  it('is not for a caller who is no member any more', async () => {
    const { odoo } = stage();
    const call = caller(odoo, 'json2', { login: odoo.username, apiKey: odoo.apiKey });
    const { document } = await posted('agent');
    expect((await get(document.url)).status).toBe(200);
    const members = (await call('ov.membership', 'search', { domain: [['account_id', '=', SA.LOME], ['person_partner_id', '=', personOf(EMPLOYEE.LOME_AGENT)]] })) as number[];
    await call('ov.membership', 'write', { ids: members, vals: { membership_state: 'suspended' } });
    const response = await get(document.url);
    expect([response.status, await response.text()]).toEqual([403, `FORBIDDEN_SA: Service Account ${SA.LOME} is not one of yours.\n`]);
  });
}

describe('a document', () => documents(sandboxStage));
describeReal('a document of a real Odoo', () => documents(realStage));

describe('a document of an Odoo that cannot print', () => {
  const { stage, get, posted } = setting(sandboxStage);

  it('comes as HTML', async () => {
    const { sandbox } = stage();
    const { document } = await posted();
    // Three calls know the caller, read the record and ask for the page; the fourth is the PDF.
    const before = sandbox.calls.length;
    expect((await get(document.url)).status).toBe(200);
    sandbox.faults.set({ kind: 'html500' }, { times: 1, after: sandbox.calls.length - before });
    const response = await get(document.url);
    sandbox.faults.clear();
    expect([response.status, response.headers.get('content-type'), response.headers.get('content-disposition')]).toEqual([200, 'text/html; charset=utf-8', `attachment; filename="${document.fileName?.replace('.pdf', '.html')}"`]);
  });
});
