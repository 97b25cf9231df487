import type { Dataset } from './load.ts';

/** The modules that stand for what the sandbox has; their version without Odoo's own in front. Helpdesk and subscriptions come with the addon. */
const INSTALLED = {
  abs_graph: '1.1.0', account: '1.4', mrp: '2.0', sale: '1.2', sale_management: '1.0', sale_margin: '1.0', sale_mrp: '1.0', sale_stock: '1.0', stock: '1.1',
} as const;

/** The list of modules as this version of Odoo keeps it. */
export function installedModules(version: number): Dataset {
  const rows = Object.entries(INSTALLED).map(([name, own], index) => ({ id: index + 1, name, state: 'installed', latest_version: `${version}.0.${own}` }));
  return { 'ir.module.module': rows };
}
