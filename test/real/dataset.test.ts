import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Row, Value } from '../../odoo/sandbox/data/types.ts';
import { dataset } from '../../odoo/sandbox/data/dataset.ts';
import { caller, type Call } from './calls.ts';
import { startRealOdoo, type RealOdoo } from './server.ts';
import { describeReal } from './suite.ts';
import { GOVERNANCE, type Governance } from './template.ts';

/** Models that the graph lists: they hold the data set's records and no others. */
const COMPLETE = [
  'res.currency', 'res.country', 'uom.uom', 'res.company', 'res.users', 'res.partner', 'res.partner.category', 'abs.employee', 'ov.serviced_account',
  'ov.membership', 'product.category', 'product.tag', 'product.template', 'product.product', 'product.pricelist', 'product.pricelist.item',
  'ov.bop.sheet', 'ov.bop.line', 'ov.outlet', 'sale.subscription.plan', 'sale.order', 'sale.order.line', 'abs.subscription', 'account.tax',
  'account.payment.term', 'stock.warehouse', 'stock.location', 'stock.picking.type', 'stock.picking', 'stock.move', 'stock.move.line', 'stock.quant', 'stock.lot',
  'account.account', 'account.journal', 'account.move', 'account.move.line', 'account.payment', 'ov.fleet', 'ov.fleet_item', 'ov.asset', 'helpdesk.team',
  'helpdesk.stage', 'helpdesk.tag', 'helpdesk.ticket', 'mrp.bom', 'mrp.workcenter', 'mrp.production', 'mrp.workorder',
];

/** Columns that only a database with stamps has. */
const STAMPS = ['x_sa_id', 'x_actor_id'];
const ARCHIVED_TOO = { active_test: false };

interface Column {
  readonly type: string;
}

/** What a real server and the data set say differently about rows of one model: nothing, when all is well. */
async function differences(call: Call, model: string, wanted: readonly Row[], withStamps: boolean): Promise<readonly string[]> {
  const columns = (await call(model, 'fields_get', { attributes: ['type'] })) as Readonly<Record<string, Column>>;
  const names = [...new Set(wanted.flatMap((row) => Object.keys(row)))].filter((name) => withStamps || !STAMPS.includes(name));
  const unknown = names.filter((name) => columns[name] === undefined);
  if (unknown.length > 0) return [`${model} has no ${unknown.join(', ')}`];

  const ids = wanted.map(({ id }) => id);
  const found = (await call(model, 'read', { ids, fields: names, load: null, context: ARCHIVED_TOO })) as readonly Row[];
  const byId = new Map(found.map((row) => [row.id, row]));
  return wanted.flatMap((row) => {
    const real = byId.get(row.id);
    if (real === undefined) return [`${model} ${row.id} is missing`];
    return names
      .filter((name) => row[name] !== undefined && !isPerCompany(row[name]) && text(row[name]) !== text(real[name]))
      .map((name) => `${model} ${row.id}.${name}: ${text(row[name])} in the data set, ${text(real[name])} on the server`);
  });
}

/** Values by company are read company by company, in captured.test.ts. */
function isPerCompany(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value to compare by; Odoo orders the ids of a many2many by the other model's order. */
function text(value: Value | undefined): string {
  return JSON.stringify(Array.isArray(value) ? value.toSorted((a, b) => Number(a) - Number(b)) : value);
}

for (const governance of Object.keys(GOVERNANCE) as readonly Governance[]) {
  describeReal(`the data set on a real Odoo 19, ${governance}`, () => {
    const data = dataset({ generation: governance === 'two-table-and-stamps' ? 'two-table' : governance });
    const withStamps = governance.includes('stamps');
    let odoo: RealOdoo | undefined;
    let call: Call;
    beforeAll(async () => {
      odoo = await startRealOdoo({ governance });
      call = caller(odoo, 'json2');
    }, 900_000);
    afterAll(() => odoo?.stop(), 900_000);

    it('reads the same: every field of every record', async () => {
      const found: string[] = [];
      for (const [model, rows] of Object.entries(data)) found.push(...(await differences(call, model, rows, withStamps)));
      expect(found).toEqual([]);
    }, 120_000);

    it('holds no other records of the models that the graph lists', async () => {
      for (const model of COMPLETE) {
        const ids = (await call(model, 'search', { domain: [], order: 'id', context: ARCHIVED_TOO })) as readonly number[];
        expect(ids, model).toEqual(data[model]?.map(({ id }) => id));
      }
    }, 60_000);
  });
}
