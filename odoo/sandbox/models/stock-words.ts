import { selection } from '../schema.ts';

export const KINDS = [
  ['incoming', 'Receipt'], ['outgoing', 'Delivery'], ['internal', 'Internal Transfer'], ['mrp_operation', 'Manufacturing'],
] as const;

export const PRIORITY = selection([['0', 'Normal'], ['1', 'Urgent']], 'Priority', { default: '0' });
