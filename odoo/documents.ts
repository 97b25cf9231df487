import { OdooFault } from './client/faults.ts';
import type { OdooContext, OdooPort, OdooRequest } from './port.ts';

/** A document as Odoo prints it. */
export interface PrintedDocument {
  readonly contentType: 'application/pdf' | 'text/html; charset=utf-8';
  readonly body: Buffer;
}

export interface DocumentSource {
  readonly odoo: OdooPort;
  readonly url: string;
  readonly db: string;
  readonly maxBytes: number;
}

/** Odoo answered, but with no document: it cannot print, or the record has none. */
export class NoDocument extends Error {}

/**
 * The document of a record by Odoo's portal, whose links need no session: as PDF, or as HTML where Odoo cannot print PDFs (it needs wkhtmltopdf
 * for them). Throws NoDocument, or the fault of the call.
 */
export async function printDocument({ odoo, url, db, maxBytes }: DocumentSource, model: string, id: number, request: OdooRequest): Promise<PrintedDocument> {
  // A link brings its record's token into being where it has none: no more than that is written.
  const path = await odoo.call<unknown>({ model, method: 'get_portal_url', ids: [id], args: { report_type: 'pdf' }, kind: 'write' }, request);
  if (typeof path !== 'string' || !path.startsWith('/')) throw new NoDocument('Odoo has no page for this record.');
  const pdf = await fetchFrom(url + path, db, maxBytes, request.signal);
  if (pdf !== null && pdf.subarray(0, 5).toString('latin1') === '%PDF-') return { contentType: 'application/pdf', body: pdf };
  const html = await fetchFrom(url + path.replace('report_type=pdf', 'report_type=html'), db, maxBytes, request.signal);
  if (html === null) throw new NoDocument('Odoo could not print the document.');
  return { contentType: 'text/html; charset=utf-8', body: html };
}

/** What Odoo keeps of a file. */
interface Attachment {
  readonly id: number;
  readonly res_model: unknown;
  readonly mimetype: unknown;
  readonly datas: unknown;
}

/** The model of Odoo's dialogue that writes a mail. What it prints belongs to it until the mail is sent. */
const DIALOGUE = 'mail.compose.message';

/**
 * Odoo's "Pro-Forma Invoice" of an order. Its address takes sessions only, but the dialogue that would send it by mail prints it: it is opened, its
 * file taken and deleted, and nothing is sent. Where it prints nothing (no wkhtmltopdf, no such report in the mail's template) it is the
 * order's page of the portal.
 */
export async function printProforma(source: DocumentSource, order: number, request: OdooRequest): Promise<PrintedDocument> {
  return (await printByDialogue(source, order, request)) ?? (await printDocument(source, 'sale.order', order, request));
}

async function printByDialogue({ odoo, maxBytes }: DocumentSource, order: number, request: OdooRequest): Promise<PrintedDocument | null> {
  const call = <T>(model: string, method: string, kind: 'read' | 'write', more: { readonly ids?: readonly number[]; readonly args?: Readonly<Record<string, unknown>>; readonly context?: OdooContext }): Promise<T> =>
    odoo.call<T>({ model, method, kind, ...more }, request);
  const action = await call<{ readonly context?: OdooContext }>('sale.order', 'action_quotation_send', 'read', { ids: [order], context: { proforma: true } });
  if (action.context?.['default_template_id'] === undefined) return null;

  let opened: readonly number[];
  try {
    opened = await call(DIALOGUE, 'create', 'write', { args: { vals_list: [{}] }, context: action.context });
  } catch (error) {
    if (error instanceof OdooFault && error.kind === 'BUSINESS') return null;
    throw error;
  }
  const [dialogue] = await call<readonly { readonly attachment_ids: readonly number[] }[]>(DIALOGUE, 'read', 'read', { ids: opened, args: { fields: ['attachment_ids'] } });
  if (dialogue === undefined || dialogue.attachment_ids.length === 0) return null;
  const files = await call<readonly Attachment[]>('ir.attachment', 'read', 'read', { ids: dialogue.attachment_ids, args: { fields: ['res_model', 'mimetype', 'datas'] } });
  // Files that the template always sends along are not of this order, and stay.
  const printed = files.filter((file) => file.res_model === DIALOGUE);
  // Odoo itself deletes what it finds of such files a day later.
  if (printed.length > 0) await call('ir.attachment', 'unlink', 'write', { ids: printed.map(({ id }) => id) });
  const pdf = printed.find(({ mimetype, datas }) => mimetype === 'application/pdf' && typeof datas === 'string');
  if (pdf === undefined) return null;
  const body = Buffer.from(pdf.datas as string, 'base64');
  if (body.length > maxBytes) throw new NoDocument(`The document is larger than ${maxBytes} bytes.`);
  return { contentType: 'application/pdf', body };
}

/** What Odoo answers with 200; null for anything else, a way to its login page among it. */
async function fetchFrom(address: string, db: string, maxBytes: number, signal: AbortSignal): Promise<Buffer | null> {
  const response = await fetch(address, { redirect: 'manual', signal, headers: { 'X-Odoo-Database': db } });
  if (response.status !== 200 || response.body === null) {
    await response.body?.cancel();
    return null;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    if (size > maxBytes) throw new NoDocument(`The document is larger than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
