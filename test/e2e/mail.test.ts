import { afterAll, beforeAll, expect, it } from 'vitest';
import { caller, type Call } from '../real/calls.ts';
import { textOfPdf } from '../real/pdf-text.ts';
import { startRealOdoo, type RealOdoo } from '../real/server.ts';
import { startSmtpSink, type SmtpSink } from '../real/smtp-sink.ts';
import { describeReal } from '../real/suite.ts';
import { startGraph } from '../support/graph.ts';
import type { TestGraph } from '../support/graph.ts';
import { mutator } from '../support/mutate.ts';

const CABLES = '2009';

interface Order { readonly id: string; readonly name: string }
interface Invoice { readonly id: string; readonly name: string; readonly customer: { readonly email: string | null }; readonly document: { readonly url: string } }

/** A real Odoo of its own that hands its mails to a mail server of ours, the graph over it, and what is sent through it. */
function setting(printer: boolean) {
  let real: RealOdoo;
  let sink: SmtpSink;
  let graph: TestGraph;
  let odoo: Call;
  beforeAll(async () => {
    [real, sink] = await Promise.all([startRealOdoo({ printer }), startSmtpSink()]);
    odoo = caller(real, 'json2');
    await odoo('ir.mail_server', 'create', { vals_list: [{ name: 'Sink', smtp_host: '127.0.0.1', smtp_port: sink.port, smtp_encryption: 'none' }] });
    // Without style sheets a PDF takes half the time, and its texts can be read.
    await odoo('ir.config_parameter', 'set_param', { key: 'report.url', value: 'http://127.0.0.1:1' });
    graph = await startGraph(real);
  }, 900_000);
  afterAll(async () => {
    await graph?.[Symbol.asyncDispose]();
    await sink?.[Symbol.asyncDispose]();
    await real?.stop();
  }, 60_000);
  const mutate = mutator(() => graph, () => null);

  const act = async (action: string, input: Readonly<Record<string, unknown>>, selection: string): Promise<unknown> => {
    const { payload, userErrors, failed } = await mutate('manager', action, input, selection);
    expect([action, userErrors, failed]).toEqual([action, [], []]);
    return payload;
  };
  return {
    sink: () => sink,
    odoo: (...call: Parameters<Call>) => odoo(...call),
    get: (path: string): Promise<Response> => fetch(`${graph.url}${path}`),
    mutate,
    /** A quotation of a new customer, `<name>@customers.example`. */
    async quotation(name: string): Promise<Order> {
      const { customer } = (await act('createCustomer', { name, email: `${name}@customers.example`, idempotencyKey: `mail-${name}` }, 'customer { id }')) as { customer: { id: string } };
      const input = { customerId: customer.id, lines: [{ productId: CABLES, quantity: '1' }], idempotencyKey: `mail-${name}` };
      return ((await act('createQuotation', input, 'order { id name }')) as { order: Order }).order;
    },
    /** A posted invoice whose customer can be written to. */
    async invoice(): Promise<Invoice> {
      const { data } = await graph.ask('manager', '{ invoices(first: 50, filter: { state: { eq: POSTED }, kind: { eq: INVOICE } }) { nodes { id name customer { email } document { url } } } }');
      const found = (data as { invoices: { nodes: Invoice[] } }).invoices.nodes.find(({ customer }) => customer.email !== null);
      if (found === undefined) throw new Error('No posted invoice has a customer with an address.');
      return found;
    },
    /** The link to an order's pro-forma invoice, and the order's state. */
    async proforma({ id }: Order): Promise<{ readonly state: string; readonly proforma: { readonly url: string | null; readonly reason: string | null } }> {
      const { data } = await graph.ask('manager', `{ salesOrder(id: "${id}") { state proforma { url reason } } }`);
      return (data as { salesOrder: { state: string; proforma: { url: string | null; reason: string | null } } }).salesOrder;
    },
    send: (action: 'sendQuotation' | 'sendProforma' | 'sendInvoice', { id }: { readonly id: string }, more = ''): Promise<unknown> => act(action, { id }, `mail { state reason } ${more}`),
    /** Subjects of the mails that came for an address, and the names of what was attached. */
    arrived: (to: string) => sink.mails.filter((mail) => mail.to.includes(to)).map(({ subject, attachments }) => ({ subject, attached: attachments.map(({ name }) => name) })),
    attached: async (to: string): Promise<string> => textOfPdf(sink.mails.find((mail) => mail.to.includes(to))?.attachments[0]?.body ?? Buffer.alloc(0)),
  };
}

describeReal('mail of a real Odoo', () => {
  const { sink, odoo, get, quotation, invoice, proforma, send, arrived, attached } = setting(true);
  const COMPANY = 'Harmattan Energy Togo';

  it('takes a quotation to its customer, as a PDF', async () => {
    const order = await quotation('quotation');
    expect(await send('sendQuotation', order, 'order { state }')).toMatchObject({ mail: { state: 'SENT', reason: null }, order: { state: 'SENT' } });
    expect(arrived('quotation@customers.example')).toEqual([{ subject: `${COMPANY} Quotation (Ref ${order.name})`, attached: [`Quotation - ${order.name}.pdf`] }]);
    expect(await attached('quotation@customers.example')).toContain(`Quotation # ${order.name}`);
  }, 60_000);

  it('takes a pro-forma invoice to its customer: the document of the download, which by itself sends and changes nothing', async () => {
    const order = await quotation('proforma');
    const response = await get((await proforma(order)).proforma.url ?? '');
    const downloaded = await textOfPdf(Buffer.from(await response.arrayBuffer()));
    expect([(await proforma(order)).state, arrived('proforma@customers.example')]).toEqual(['DRAFT', []]);
    expect(await send('sendProforma', order)).toMatchObject({ mail: { state: 'SENT', reason: null } });
    expect(arrived('proforma@customers.example')).toEqual([{ subject: `${COMPANY} Proforma (Ref ${order.name})`, attached: [`PRO-FORMA - ${order.name}.pdf`] }]);
    expect(downloaded).toContain(`Pro-Forma Invoice # ${order.name}`);
    expect(await attached('proforma@customers.example')).toBe(downloaded);
  }, 60_000);

  it('takes an invoice to its customer, and makes it the invoice that is printed from then on', async () => {
    const sent = await invoice();
    const to = sent.customer.email ?? '';
    expect(await send('sendInvoice', sent, 'invoice { isSent }')).toMatchObject({ mail: { state: 'SENT', reason: null }, invoice: { isSent: true } });
    expect(arrived(to)).toEqual([{ subject: `${COMPANY} Invoice (Ref ${sent.name})`, attached: [`${sent.name.replaceAll('/', '_')}.pdf`] }]);
    const printed = await textOfPdf(Buffer.from(await (await get(sent.document.url)).arrayBuffer()));
    for (const text of [await attached(to), printed]) expect([text.includes(sent.name), text.includes('Proforma')]).toEqual([true, false]);
  }, 60_000);

  it('waits where Odoo queues it, and the answer says so', async () => {
    const order = await quotation('queued');
    await odoo('ir.config_parameter', 'set_param', { key: 'mail.mail.force.send.limit', value: '0' });
    const sent = await send('sendQuotation', order);
    await odoo('ir.config_parameter', 'set_param', { key: 'mail.mail.force.send.limit', value: '100' });
    expect([sent, arrived('queued@customers.example')]).toMatchObject([{ mail: { state: 'QUEUED', reason: null } }, []]);
  }, 60_000);

  it('fails with Odoo’s reason: nobody has the address, or no mail server answers', async () => {
    const order = await quotation('refused');
    sink().refuse('recipients');
    const unknown = await send('sendQuotation', order);
    sink().refuse('connections');
    const unreachable = await send('sendQuotation', order);
    sink().refuse(null);
    expect(unknown).toMatchObject({ mail: { state: 'FAILED', reason: expect.stringContaining('No such mailbox here') } });
    expect(unreachable).toMatchObject({ mail: { state: 'FAILED', reason: 'Connection failed (outgoing mail server problem)' } });
    expect(arrived('refused@customers.example')).toEqual([]);
  }, 60_000);
});

describeReal('a real Odoo without wkhtmltopdf', () => {
  const { sink, odoo, get, mutate, quotation, invoice, proforma, send } = setting(false);

  it('sends nothing, and says why', async () => {
    const outcome = { mail: { state: 'FAILED', reason: 'Unable to find Wkhtmltopdf on this system. The PDF can not be created.' } };
    const order = await quotation('unprinted');
    expect([await send('sendQuotation', order), await send('sendProforma', order), await send('sendInvoice', await invoice())]).toMatchObject([outcome, outcome, outcome]);
    expect(sink().mails).toEqual([]);
  }, 60_000);

  it('gives a document as HTML', async () => {
    const response = await get((await invoice()).document.url);
    expect([response.status, response.headers.get('content-type'), (await response.text()).includes('Proforma Invoice')]).toEqual([200, 'text/html; charset=utf-8', true]);
    const order = await quotation('page');
    const page = await get((await proforma(order)).proforma.url ?? '');
    expect([page.status, page.headers.get('content-type'), page.headers.get('content-disposition')]).toEqual([200, 'text/html; charset=utf-8', `attachment; filename="${order.name}.html"`]);
  });
  it('has no pro-forma invoices where its setting is off', async () => {
    const order = await quotation('disabled');
    const groups = (await odoo('ir.model.data', 'search_read', { domain: [['model', '=', 'res.groups'], ['name', 'in', ['group_proforma_sales', 'group_user']]], fields: ['name', 'res_id'] })) as { name: string; res_id: number }[];
    const idOf = (name: string): number => groups.find((group) => group.name === name)?.res_id ?? 0;
    await odoo('res.groups', 'write', { ids: [idOf('group_user')], vals: { implied_ids: [[3, idOf('group_proforma_sales')]] } });
    expect((await proforma(order)).proforma).toEqual({ url: null, reason: 'Pro-forma invoices are switched off. Enable "Pro-Forma Invoice" in Odoo’s sales settings.' });
    expect((await mutate('manager', 'sendProforma', { id: order.id }, 'mail { state }')).refused).toEqual(['PROFORMA_DISABLED']);
  }, 60_000);
});
