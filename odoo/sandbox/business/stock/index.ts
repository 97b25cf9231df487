import type { BusinessTable } from '../types.ts';
import { LOTS } from './lots.ts';
import { MOVE_LINES } from './move-lines.ts';
import { MOVES } from './moves.ts';
import { PICKINGS } from './pickings.ts';
import { BACKORDER } from './wizards.ts';

export const STOCK: BusinessTable = {
  'stock.picking': PICKINGS,
  'stock.move': MOVES,
  'stock.move.line': MOVE_LINES,
  'stock.lot': LOTS,
  'stock.backorder.confirmation': BACKORDER,
};
