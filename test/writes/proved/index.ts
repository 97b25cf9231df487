import { creditNote, invoice, payment, posting } from './books.ts';
import type { Proved } from './kind.ts';
import { member, message, ticket } from './people.ts';
import { account, confirmation, customer, quotation } from './sales.ts';
import { arrival, delivery, lot, receipt } from './stock.ts';
import { finishing } from './work.ts';

/** The mutations that the proof goes through, in turn. */
export const PROVED = {
  customer, account, member, quotation, confirmation, receipt, arrival, lot, delivery, invoice, posting, payment, creditNote, ticket, message, finishing,
} as const satisfies Readonly<Record<string, Proved>>;
export type ProvedKind = keyof typeof PROVED;
export const PROVED_KINDS = Object.keys(PROVED) as readonly ProvedKind[];
