/** What a serviced account governs: the name in the model, the native many2one, and what the addon calls it. */
export const GOVERNED_OBJECTS = [
  { object: 'customer', field: 'partner_id', native: 'res.partner', label: 'Customer' },
  { object: 'sale_order', field: 'sale_order_id', native: 'sale.order', label: 'Sales order' },
  { object: 'ticket', field: 'ticket_id', native: 'helpdesk.ticket', label: 'Ticket' },
  { object: 'fleet', field: 'fleet_id', native: 'ov.fleet', label: 'Fleet' },
  { object: 'production', field: 'production_id', native: 'mrp.production', label: 'Manufacturing order' },
  { object: 'picking', field: 'picking_id', native: 'stock.picking', label: 'Transfer' },
  { object: 'asset', field: 'asset_id', native: 'ov.asset', label: 'Asset' },
] as const;
