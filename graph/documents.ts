import type { DocumentKind } from '../access/document-links.ts';
import type { GraphContext } from './context.ts';

/** `DocumentLink` of the SDL. */
export interface DocumentLinkValue {
  readonly url: string | null;
  readonly fileName: string | null;
  readonly contentType: string | null;
  readonly size: number | null;
  readonly expiresAt: string | null;
  readonly reason: string | null;
}

/** Why there is no document. */
export const noDocument = (reason: string): DocumentLinkValue => ({ url: null, fileName: null, contentType: null, size: null, expiresAt: null, reason });

/** A link to a record's document, good for this caller and for minutes. Nothing is printed before it is followed. */
export async function documentLink(kind: DocumentKind, id: number, name: string, { links, principal }: GraphContext): Promise<DocumentLinkValue> {
  const { token, expiresAt } = await links.sign(kind, id, principal);
  return { url: `/documents/${token}`, fileName: `${name.replaceAll(/[^\w.-]+/g, '-')}.pdf`, contentType: 'application/pdf', size: null, expiresAt, reason: null };
}
