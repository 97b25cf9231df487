import { installed } from '../judge.ts';
import type { SetupRule } from '../types.ts';

const module = (id: string, title: string, model: string, name: string, severity: SetupRule['severity'], why: string): SetupRule => ({
  id: `modules.${id}`,
  group: 'MODULES',
  severity,
  title,
  path: 'Apps',
  remedy: `Install ${name}: ${why}`,
  judge: installed(model),
});

/** Seed 000, "Before You Start"; the last line is seed 004's. */
export const MODULES: readonly SetupRule[] = [
  module('sales', 'Sales is installed', 'sale.order', 'sale_management', 'REQUIRED', 'quotations, orders and their approval need it.'),
  module('inventory', 'Inventory is installed', 'stock.picking', 'stock', 'REQUIRED', 'warehouses, deliveries and serial numbers need it.'),
  module('accounting', 'Invoicing or Accounting is installed', 'account.move', 'account or account_accountant', 'REQUIRED', 'invoices, payments and journals need it.'),
  module('helpdesk', 'Helpdesk is installed', 'helpdesk.ticket', 'helpdesk (Enterprise) or this project’s addon', 'REQUIRED', 'tickets need it.'),
  module('subscriptions', 'Subscriptions are installed', 'sale.subscription.plan', 'sale_subscription (Enterprise) or this project’s addon', 'RECOMMENDED', 'recurring billing needs it.'),
  module('governance', 'Service Account governance is installed', 'ov.serviced_account', 'abs_connector or this project’s addon', 'REQUIRED', 'without it only administrators and system keys see anything.'),
  module('manufacturing', 'Manufacturing is installed', 'mrp.production', 'mrp', 'RECOMMENDED', 'manufacturing orders, bills of materials and the production dashboard need it.'),
];
