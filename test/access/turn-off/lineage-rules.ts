/** One rule of lineage: what it is called, the file below access/, how the code reads with and without it, and the test that notices. */
export type LineageRule = readonly [id: string, file: string, from: string, to: string, guard: readonly [file: string, test: string]];

const LINEAGE = 'lineage.test.ts';
const sees = (policy: string, caller: string): LineageRule[4] => [LINEAGE, `${policy}: ${caller} sees exactly these`];

export const LINEAGE_RULES: readonly LineageRule[] = [
  // Transfers and what is moved
  ['transfer-own-row-decides', 'scopes/standing.ts', "return or(own.in('anyone'), and(own.ungoverned, above('anyone')));", "return or(own.in('anyone'), above('anyone'));", sees('TRANSFER', 'manager')],
  ['transfer-by-order', 'scopes/standing.ts', "or(through('sale_id', orders.in(actor)), and(where('sale_id', '=', false), ofPartner))", "or(through('sale_id', orders.in(actor)), ofPartner)", sees('TRANSFER', 'agent')],
  ['transfer-unassigned', 'scopes/standing.ts', "and(own.in('nobody'), not(above('someone')))", "own.in('nobody')", sees('TRANSFER', 'staff')],
  ['transfer-logistics', 'scopes/company-work.ts', "reach.policy !== 'sa_wide' || ", '', sees('TRANSFER', 'staff')],
  ['transfer-logistics-agents', 'scopes/company-work.ts', " || principal.role === 'AGENT'", '', sees('TRANSFER', 'wideAgent')],
  ['transfer-logistics-company', 'scopes/company-work.ts', "return where('company_id', '=', company);", "return where('company_id', '!=', false);", sees('TRANSFER', 'manager')],
  ['transfer-logistics-customers', 'scopes/company-work.ts', "where('usage', '!=', 'customer')", "where('usage', '!=', 'nothing')", sees('TRANSFER', 'manager')],
  ['transfer-logistics-ungoverned', 'scopes/stock.ts', 'and(own.ungoverned, withoutOrder', 'and(withoutOrder', sees('TRANSFER', 'manager')],
  ['transfer-of-own-order', 'scopes/stock.ts', "return or(mine, through('sale_id', await view.domain('SALES_ORDER', 'sale.order')));", 'return mine;', sees('TRANSFER', 'customer')],
  ['move-by-transfer', 'scopes/stock.ts', "and(where('picking_id', '=', false), or(", 'and(EVERYTHING, or(', sees('STOCK_MOVE', 'agent')],
  ['move-by-production', 'scopes/stock.ts', '...productions.map((field) => through(field, production)),', '', sees('STOCK_MOVE', 'agent')],
  ['move-of-order', 'scopes/stock.ts', 'or(ofOrder, and(withoutOrder', 'or(and(withoutOrder', sees('STOCK_MOVE', 'agent')],
  ['move-line-by-move', 'scopes/stock.ts', "return or(through('move_id', moves), and(", 'return or(EVERYTHING, and(', sees('STOCK_MOVE_LINE', 'agent')],
  ['stock-of-customers', 'scopes/stock.ts', "if (reach.kind === 'own') return NOTHING;\n  if (model", 'if (model', [LINEAGE, 'STOCK: the company’s and the shared']],
  ['stock-shared-places', 'scopes/stock.ts', "model !== 'stock.quant' || principal", "model !== 'stock.quants' || principal", [LINEAGE, 'quantities: the company’s alone']],
  // Serial numbers
  ['lot-fleet-active', 'scopes/serials.ts', "and(where('state', '=', 'active'), await view.domain('FLEET_ITEM', 'ov.fleet_item'))", "view.domain('FLEET_ITEM', 'ov.fleet_item')", sees('LOT', 'manager')],
  ['lot-delivered', 'scopes/serials.ts', "where('location_dest_id', 'any', where('usage', '=', 'customer'))", "where('location_dest_id', '!=', false)", sees('LOT', 'kara')],
  ['lot-delivered-done', 'scopes/serials.ts', "and(where('state', '=', 'done'), ", 'and(', sees('LOT', 'agent')],
  ['fleet-item-by-fleet', 'scopes/serials.ts', "return through('fleet_id', await view.domain('FLEET', 'ov.fleet'));", 'return EVERYTHING;', sees('FLEET_ITEM', 'agent')],
  ['asset-by-customer', 'scopes/serials.ts', "seenIn(await standingByCustomer(view, reach, 'asset'), reach)", "governedScope('asset', reach, view)", sees('ASSET', 'agent')],
  ['lot-in-the-house', 'scopes/serials.ts', ", lotsInTheHouse(view, model)])", '])', sees('LOT', 'manager')],
  ['lot-in-the-house-of-company', 'scopes/serials.ts', "and(work, where('quantity', '>', 0), ", "and(where('quantity', '>', 0), ", sees('LOT', 'manager')],
  ['lot-in-the-house-of-nobody', 'scopes/serials.ts', 'return and(lying, not(or(...(await Promise.all(claims)))));', 'return lying;', sees('LOT', 'manager')],
  // Invoices and payments
  ['invoice-of-commercial-entity', 'scopes/accounting.ts', "or(where('partner_id', '=', me), where('commercial_partner_id', '=', me))", "where('partner_id', '=', me)", sees('INVOICE', 'customer')],
  ['payment-of-commercial-entity', 'scopes/accounting.ts', "or(where('partner_id', '=', view.reach.me), through('partner_id', where('commercial_partner_id', '=', view.reach.me)))", "where('partner_id', '=', view.reach.me)", sees('PAYMENT', 'customer')],
  ['invoice-all-orders', 'scopes/accounting.ts', 'return and(not(hiddenOrder), or(anyOrder', 'return and(or(anyOrder', sees('INVOICE', 'agent')],
  ['invoice-credited', 'scopes/accounting.ts', "or(invoices, where('reversed_entry_id', 'any', invoices))", 'invoices', sees('INVOICE', 'agent')],
  ['invoice-by-customer', 'scopes/accounting.ts', "or(anyOrder, through('partner_id', customers))", 'anyOrder', sees('INVOICE', 'staff')],
  ['invoice-not-by-customer', 'scopes/accounting.ts', "return and(not(hiddenOrder), or(anyOrder, through('partner_id', customers)));", "return or(and(not(hiddenOrder), anyOrder), through('partner_id', customers));", sees('INVOICE', 'agent')],
  ['payment-all-invoices', 'scopes/accounting.ts', 'return and(not(hiddenDocument), or(paying(documents)', 'return and(or(paying(documents)', sees('PAYMENT', 'agent')],
  ['payment-by-partner', 'scopes/accounting.ts', "or(paying(documents), through('partner_id', await view.domain('CUSTOMER', 'res.partner')))", 'paying(documents)', sees('PAYMENT', 'agent')],
  ['payment-reconciled', 'scopes/accounting.ts', '? [reconciled] : [named, reconciled]', '? [reconciled] : [named]', [LINEAGE, 'also by reconciliation alone']],
  ['books-of-customers', 'scopes/accounting.ts', "if (reach.kind === 'own' || reach.kind === 'nothing') return NOTHING;", '', [LINEAGE, 'ACCOUNTING: the company’s and the shared']],
  // Tickets and manufacturing
  ['ticket-own-row-decides', 'scopes/standing.ts', "and(or(own.in('anyone'), own.ungoverned), above(actor))", 'above(actor)', sees('TICKET', 'agent')],
  ['message-of-visible-ticket', 'scopes/tickets.ts', "and(shown, where('res_id', 'in', ids), ", 'and(shown, ', sees('TICKET_MESSAGE', 'manager')],
  ['message-model', 'scopes/tickets.ts', "and(where('model', '=', model), where", 'and(where', sees('TICKET_MESSAGE', 'agent')],
  ['message-internal', 'scopes/tickets.ts', "  where('is_internal', '=', false),\n", '', sees('TICKET_MESSAGE', 'customer')],
  ['message-note', 'scopes/tickets.ts', "  where('subtype_id', 'any', where('internal', '=', false)),\n", '', sees('TICKET_MESSAGE', 'customer')],
  ['message-change', 'scopes/tickets.ts', "  where('message_type', 'in', ['comment', 'email', 'email_outgoing', 'auto_comment', 'out_of_office']),\n", '', sees('TICKET_MESSAGE', 'customer')],
  ['message-to-one-user', 'scopes/tickets.ts', "and(where('model', '=', model), where('message_type', '!=', 'user_notification'))", "where('model', '=', model)", sees('TICKET_MESSAGE', 'manager')],
  ['production-of-company', 'scopes/production.ts', 'return or(seenIn(own, reach), and(own.ungoverned, ofCompany));', 'return seenIn(own, reach);', sees('PRODUCTION', 'manager')],
  ['production-ungoverned', 'scopes/production.ts', 'and(own.ungoverned, ofCompany)', 'ofCompany', sees('PRODUCTION', 'manager')],
  ['production-of-customers', 'scopes/production.ts', "if (reach.kind !== 'account') return NOTHING;", "if (reach.kind !== 'account') return EVERYTHING;", sees('PRODUCTION', 'customer')],
];
