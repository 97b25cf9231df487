import { idOf, rowOf, rowsOf } from '../../access/odoo-records.ts';
import type { OdooRow } from '../../access/odoo-records.ts';
import type { CodeResolver } from '../../graph/engine.ts';
import { quantity } from './quantities.ts';

/** What a move adds to what is with customers: goods that go there, less those that come back. */
export function towardsCustomer(move: OdooRow): -1 | 0 | 1 {
  const to = rowOf(move.location_dest_id)?.usage === 'customer';
  const from = rowOf(move.location_id)?.usage === 'customer';
  if (to === from) return 0;
  return to ? 1 : -1;
}

function distinct(lots: readonly unknown[]): readonly unknown[] {
  const byId = new Map(lots.flatMap((lot) => (idOf(lot) === null ? [] : [[idOf(lot), lot] as const])));
  return [...byId.values()];
}

/** `StockMove.lots`. */
export const lotsOfMove: CodeResolver = ({ data }) => distinct(rowsOf(data.move_line_ids).map((line) => line.lot_id));

/** `SalesOrderLine.lotsDelivered`. */
export const lotsDelivered: CodeResolver = ({ data }) => {
  const net = new Map<number, number>();
  const lots: unknown[] = [];
  for (const move of rowsOf(data.move_ids)) {
    if (move.state !== 'done') continue;
    for (const { lot_id: lot, quantity: moved } of rowsOf(move.move_line_ids)) {
      const id = idOf(lot);
      if (id === null) continue;
      net.set(id, (net.get(id) ?? 0) + towardsCustomer(move) * quantity(moved));
      lots.push(lot);
    }
  }
  return distinct(lots.filter((lot) => (net.get(idOf(lot) ?? 0) ?? 0) > 0));
};
