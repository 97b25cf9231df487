import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Row } from '../../odoo/sandbox/data/types.ts';
import { startSandbox, type Sandbox } from '../../odoo/sandbox/start.ts';
import { caller, type Call } from './calls.ts';
import { CAPTURED_MODELS, RANDOM_FIELDS } from './captured-models.ts';
import { startRealOdoo, type RealOdoo } from './server.ts';
import { describeReal } from './suite.ts';

const MODELS = [
  ...Object.keys(CAPTURED_MODELS), 'helpdesk.team', 'helpdesk.stage', 'helpdesk.tag', 'helpdesk.ticket', 'ov.fleet', 'ov.fleet_item', 'ov.asset', 'sale.order.line',
];
/** Who loaded the records, and what the sandbox's engine keeps for itself. */
const LEFT_OUT = new Set(['create_uid', 'write_uid', 'parent_path', 'x_sa_id', 'x_actor_id']);
/** Their order leaves equals to the database. */
const TIED = new Set(['account.journal', 'account.payment']);
const CONTEXT = { active_test: false, allowed_company_ids: [1, 1001, 1002], lang: 'en_US' };

/** A value to compare by; computed relations come in no order. */
function text(value: unknown): string {
  return JSON.stringify(Array.isArray(value) && value.every((item) => typeof item === 'number') ? value.toSorted((a, b) => a - b) : value);
}

describeReal('records of the width on the sandbox and on a real Odoo 19', () => {
  let odoo: RealOdoo | undefined;
  let sandbox: Sandbox | undefined;
  let real: Call;
  let ours: Call;
  beforeAll(async () => {
    odoo = await startRealOdoo({ governance: 'two-table' });
    sandbox = await startSandbox();
    real = caller(odoo, 'json2');
    ours = caller({ ...odoo, url: sandbox.url, db: sandbox.db }, 'json2', { login: sandbox.username, apiKey: sandbox.apiKey });
  }, 900_000);
  afterAll(async () => {
    await sandbox?.stop();
    await odoo?.stop();
  }, 900_000);

  for (const model of MODELS) {
    it(`${model}: come in the same order, with the same names and values`, async () => {
      const known = (await ours(model, 'fields_get', { attributes: ['type'] })) as Readonly<Record<string, unknown>>;
      const fields = Object.keys(known).filter((name) => !LEFT_OUT.has(name) && RANDOM_FIELDS[model]?.includes(name) !== true);
      const args = { domain: CAPTURED_MODELS[model] ?? [], fields, context: CONTEXT };
      const wanted = (await real(model, 'search_read', args)) as readonly Row[];
      const found = (await ours(model, 'search_read', args)) as readonly Row[];
      const byId = new Map(found.map((row) => [row.id, row]));
      const different = wanted.flatMap((row) => {
        const own = byId.get(row.id);
        if (own === undefined) return [`${model} ${row.id} is missing`];
        return fields.filter((name) => text(own[name]) !== text(row[name]))
          .map((name) => `${model} ${row.id}.${name}: ${JSON.stringify(own[name])} on the sandbox, ${JSON.stringify(row[name])} on Odoo`);
      });
      expect(different).toEqual([]);
      if (!TIED.has(model)) expect(found.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
    }, 900_000);
  }
});
