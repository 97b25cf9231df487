import type { OdooPort, OdooRequest } from './port.ts';

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
