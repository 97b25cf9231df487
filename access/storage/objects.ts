/** What can be associated with an SA; the name is part of the association tables' names. */
export const GOVERNED_OBJECTS = {
  customer: { model: 'res.partner', native: 'partner_id' },
  sale_order: { model: 'sale.order', native: 'sale_order_id' },
  ticket: { model: 'helpdesk.ticket', native: 'ticket_id' },
  fleet: { model: 'ov.fleet', native: 'fleet_id' },
  production: { model: 'mrp.production', native: 'production_id' },
  picking: { model: 'stock.picking', native: 'picking_id' },
  asset: { model: 'ov.asset', native: 'asset_id' },
} as const satisfies Record<string, { model: string; native: string }>;

export type GovernedObject = keyof typeof GOVERNED_OBJECTS;

const NAMES = Object.keys(GOVERNED_OBJECTS) as GovernedObject[];

export const associationModel = (object: GovernedObject): string => `ov.sa_${object}_assignment`;
export const actorModel = (object: GovernedObject): string => `ov.actor_sa_${object}_assignment`;

/** The object whose SA-level rows (`ov.sa_…`) or actor-level rows (`ov.actor_sa_…`) a model holds. */
export function objectOf(model: string, level: 'association' | 'actor'): GovernedObject | undefined {
  return NAMES.find((object) => (level === 'association' ? associationModel(object) : actorModel(object)) === model);
}

/** Models that access/ asks about, whether or not a type of the graph shows them: whose links it follows, and whose records it places. */
export const ACCESS_MODELS: readonly string[] = [
  ...['res.partner', 'abs.employee', 'ov.membership', 'ov.serviced_account', 'stock.move', 'stock.move.line', 'stock.lot', 'ov.fleet_item', 'account.payment', 'account.account', 'account.move', 'account.move.line', 'account.partial.reconcile', 'sale.order.line', 'stock.location', 'mail.message.subtype'],
  ...NAMES.flatMap((object) => [associationModel(object), actorModel(object), GOVERNED_OBJECTS[object].model]),
];
