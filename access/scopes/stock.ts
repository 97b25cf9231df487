import { EVERYTHING, NOTHING, and, or, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import { byReach } from './business.ts';
import { companyScope } from './companies.ts';
import { companyLogistics } from './company-work.ts';
import { seenIn, transferStanding } from './standing.ts';
import { through, type ScopeView } from './view.ts';

/**
 * TRANSFER. By its own association or stamp; without one through its order, without that through its partner. What has none
 * of these and touches no customer is the company's own logistics.
 */
export async function transferScope(view: ScopeView): Promise<Domain> {
  const governed = await governedTransfers(view);
  const { reach } = view;
  if (reach.kind !== 'account') return governed;
  const { own } = await transferStanding(view, reach, companyLogistics(view));
  return or(governed, and(own.ungoverned, withoutOrder(view, 'stock.picking', 'sale_id'), companyLogistics(view)));
}

/** Transfers that are an SA's or a customer's, without the company's own logistics. */
export function governedTransfers(view: ScopeView): Promise<Domain> {
  return view.once('governed transfers', async () => {
    const { reach } = view;
    if (reach.kind === 'account') return seenIn((await transferStanding(view, reach, companyLogistics(view))).standing, reach);
    const mine = await byReach(view, 'partner_id', async () => NOTHING);
    if (reach.kind !== 'own' || view.storage.database.field('stock.picking', 'sale_id') === null) return mine;
    // An order is often delivered to another address of the customer, which is a partner of its own.
    return or(mine, through('sale_id', await view.domain('SALES_ORDER', 'sale.order')));
  });
}

function withoutOrder({ storage }: ScopeView, model: string, field: string): Domain {
  return storage.database.field(model, field) === null ? EVERYTHING : where(field, '=', false);
}

const ORDERS_OF_PRODUCTION = ['raw_material_production_id', 'production_id'];

/** STOCK_MOVE. As its transfer; without one as its manufacturing order, without that as its order line; else the company's own. */
export async function stockMoveScope(view: ScopeView, model: string): Promise<Domain> {
  if (view.reach.kind === 'everything') return EVERYTHING;
  const has = (field: string): boolean => view.storage.database.field(model, field) !== null;
  const productions = ORDERS_OF_PRODUCTION.filter(has);
  const production = productions.length > 0 ? await view.domain('PRODUCTION', 'mrp.production') : NOTHING;
  const ofOrder = has('sale_line_id') ? through('sale_line_id', through('order_id', await view.domain('SALES_ORDER', 'sale.order'))) : NOTHING;
  const noProduction = and(...productions.map((field) => where(field, '=', false)));
  return or(
    through('picking_id', await view.domain('TRANSFER', 'stock.picking')),
    and(where('picking_id', '=', false), or(
      ...productions.map((field) => through(field, production)),
      and(noProduction, or(ofOrder, and(withoutOrder(view, model, 'sale_line_id'), companyLogistics(view)))),
    )),
  );
}

/** STOCK_MOVE_LINE. As its move; what was moved without one as its transfer. */
export async function stockMoveLineScope(view: ScopeView): Promise<Domain> {
  if (view.reach.kind === 'everything') return EVERYTHING;
  const moves = await view.domain('STOCK_MOVE', 'stock.move');
  const transfers = await view.domain('TRANSFER', 'stock.picking');
  return or(through('move_id', moves), and(where('move_id', '=', false), through('picking_id', transfers)));
}

/**
 * STOCK. Quantities and places of the caller's companies; how much there is of what is no customer's business. What no company
 * owns is shared, except for quantities: those in shared locations lie with customers and suppliers of all companies.
 */
export function stockScope(view: ScopeView, model: string): Domain {
  const { reach, principal } = view;
  if (reach.kind === 'own') return NOTHING;
  if (model !== 'stock.quant' || principal.companyIds === null) return companyScope(view);
  return reach.kind === 'nothing' ? NOTHING : where('company_id', 'in', principal.companyIds);
}
