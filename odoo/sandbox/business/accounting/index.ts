import type { BusinessTable } from '../types.ts';
import { ENTRY_METHODS } from './post.ts';
import { ENTRY, ITEM } from './values.ts';

export const ACCOUNTING: BusinessTable = {
  'account.move': { ...ENTRY, methods: ENTRY_METHODS },
  'account.move.line': ITEM,
};
