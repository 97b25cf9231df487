import { creditNote, invoice, payment, posting } from './books.ts';
import type { Proved } from './kind.ts';
import { account, confirmation, customer, quotation } from './sales.ts';
import { delivery, receipt } from './stock.ts';

/** The mutations that the proof goes through, in turn. */
export const PROVED = { customer, account, quotation, confirmation, receipt, delivery, invoice, posting, payment, creditNote } as const satisfies Readonly<Record<string, Proved>>;
export type ProvedKind = keyof typeof PROVED;
export const PROVED_KINDS = Object.keys(PROVED) as readonly ProvedKind[];
