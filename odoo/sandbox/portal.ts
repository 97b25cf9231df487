import { createHash } from 'node:crypto';
import type { Database } from './database.ts';
import type { Method } from './methods/index.ts';
import { pdfOf } from './pdf.ts';
import { htmlAnswer, NOT_FOUND, type Answer } from './wire/answer.ts';

/** Pages of Odoo's portal, which show a record to whoever has its token. */
const PAGES: Readonly<Record<string, string>> = { 'account.move': '/my/invoices', 'sale.order': '/my/orders' };

const tokenOf = (model: string, id: number): string => createHash('sha256').update(`sandbox:${model}:${id}`).digest('hex').slice(0, 36);

export const PORTAL_METHODS: Readonly<Record<string, Method>> = {
  get_portal_url: {
    kind: 'record', params: ['suffix', 'report_type', 'download', 'query_string', 'anchor'], required: 0,
    run: ({ model, ids, args }) => {
      const page = PAGES[model.name];
      const id = Number(ids[0]);
      if (page === undefined) return undefined;
      const report = typeof args['report_type'] === 'string' ? `&report_type=${args['report_type']}` : '';
      return `${page}/${id}?access_token=${tokenOf(model.name, id)}${report}${args['download'] === true ? '&download=true' : ''}`;
    },
  },
};

/** `GET /my/invoices/<id>` and `/my/orders/<id>`: the record's document for its token, else the way to the start page, as Odoo's. An invoice has its title once it was sent. */
export function portalPage(address: URL, database: Database): Answer {
  const [model] = Object.entries(PAGES).find(([, page]) => address.pathname.startsWith(`${page}/`)) ?? [];
  const id = Number(address.pathname.split('/').at(-1));
  if (model === undefined) return NOT_FOUND;
  const row = database.table(model).get(id);
  if (row === undefined || address.searchParams.get('access_token') !== tokenOf(model, id)) return { status: 303, headers: { Location: '/my' }, body: '' };
  const title = model === 'sale.order' ? 'Order' : row['is_move_sent'] === true ? 'Invoice' : 'Proforma Invoice';
  const lines = [`${title} ${String(row['name'] ?? 'draft')}`, `Total ${String(row['amount_total'] ?? 0)}`, 'Printed by the sandbox.'];
  if (address.searchParams.get('report_type') === 'html') return htmlAnswer(200, `<!doctype html>\n<title>${lines[0]}</title>\n<p>${lines.join('</p>\n<p>')}</p>\n`);
  return { status: 200, headers: { 'Content-Type': 'application/pdf' }, body: pdfOf(lines) };
}
