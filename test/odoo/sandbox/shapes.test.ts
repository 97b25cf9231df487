import { describe, expect, it } from 'vitest';
import { startSandbox, type SandboxOptions } from '../../../odoo/sandbox/start.ts';
import { modelsOf } from '../../../odoo/sandbox/models/index.ts';
import { modelsInVersion } from '../../../odoo/sandbox/versions.ts';
import { executeKw, json2, rpc, small, SMALL } from './support.ts';

const GENERATIONS = ['two-table', 'one-table', 'stamps'] as const;
const VERSIONS = [17, 18, 19] as const;

/** Calls over the interface that every version has. */
async function over(options: SandboxOptions, ...calls: readonly (readonly [model: string, method: string, args: readonly unknown[], named?: Record<string, unknown>])[]): Promise<unknown[]> {
  await using sandbox = await small(options);
  const answers: unknown[] = [];
  for (const [model, method, args, named] of calls) {
    const answer = (await executeKw(sandbox, model, method, args, named)) as { result?: unknown; error?: { data: { message: string } } };
    answers.push(answer.error?.data.message ?? answer.result);
  }
  return answers;
}

describe('the believable company', () => {
  it.each(VERSIONS.flatMap((version) => GENERATIONS.map((generation) => [version, generation] as const)))('loads into Odoo %i, %s, and every model can be listed', async (version, generation) => {
    await using sandbox = await startSandbox({ version, generation });
    for (const { name } of modelsInVersion(modelsOf({ generation, inverseFields: true, approval: true, stamps: true }), version)) {
      const answer = (await executeKw(sandbox, name, 'search_read', [[]], { limit: 3 })) as { error?: unknown };
      expect([name, answer.error]).toEqual([name, undefined]);
    }
  });

  it('refuses rows and fields that no model knows', async () => {
    await expect(small({ dataset: { 'no.such.model': [] } })).rejects.toThrow(/no\.such\.model, which the sandbox does not know/);
    await expect(small({ dataset: { 'res.country': [{ id: 1, nope: 1 }] } })).rejects.toThrow(/res\.country 1 the field nope/);
  });
});

describe('Odoo 17 and 18', () => {
  it('have no JSON-2 and no newer methods', async () => {
    await using sandbox = await small({ version: 18 });
    expect((await fetch(`${sandbox.url}/json/2/res.partner/search`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${sandbox.url}/json/version`)).status).toBe(404);
    expect(await rpc(sandbox, 'common', 'version', [])).toMatchObject({ result: { server_version: '18.0' } });
    expect(await executeKw(sandbox, 'sale.order', 'formatted_read_group', [[]])).toMatchObject({ error: { data: { name: 'builtins.AttributeError' } } });
    expect(await executeKw(sandbox, 'sale.order', 'has_access', [[100], 'read'])).toMatchObject({ result: true });
  });

  it('call some fields otherwise', async () => {
    expect(await over({ version: 18 }, ['sale.order.line', 'read', [[200], ['product_uom', 'tax_id']]], ['sale.order.line', 'read', [[200], ['tax_ids']]])).toEqual([
      [{ id: 200, product_uom: [1, 'Units'], tax_id: [] }], "Invalid field 'tax_ids' on 'sale.order.line'",
    ]);
    expect(await over({ version: 19 }, ['res.partner', 'read', [[10], ['mobile']]])).toEqual(["Invalid field 'mobile' on 'res.partner'"]);
    expect(await over({ version: 18 }, ['res.partner', 'read', [[10], ['mobile']]])).toEqual([[{ id: 10, mobile: false }]]);
  });

  it('say what is storable in their own way', async () => {
    const read = (...fields: string[]) => ['product.template', 'read', [[20, 21], fields]] as const;
    expect(await over({ version: 17 }, read('detailed_type', 'type'), read('is_storable'))).toEqual([
      [{ id: 20, detailed_type: 'product', type: 'product' }, { id: 21, detailed_type: 'service', type: 'service' }], "Invalid field 'is_storable' on 'product.template'",
    ]);
    expect(await over({ version: 18 }, read('type', 'is_storable'))).toEqual([[{ id: 20, type: 'consu', is_storable: true }, { id: 21, type: 'service', is_storable: false }]]);
  });
});

describe('levels of governance', () => {
  const has = async (options: SandboxOptions, model: string, ...fields: string[]): Promise<string[]> => {
    await using sandbox = await small(options);
    const { body } = await json2(sandbox, model, 'fields_get', { allfields: fields, attributes: ['type'] });
    return Object.keys(body as object);
  };

  it('two tables, one table, stamps', async () => {
    const dataset = SMALL;
    expect(await has({ dataset }, 'ov.sa_customer_assignment', 'access', 'actor_id', 'actor_assignment_ids')).toEqual(['access', 'actor_assignment_ids']);
    expect(await has({ dataset, generation: 'one-table' }, 'ov.sa_customer_assignment', 'access', 'actor_id', 'actor_assignment_ids')).toEqual(['actor_id']);
    expect(await has({ dataset, generation: 'stamps' }, 'res.partner', 'ov_sa_assignment_ids', 'x_sa_id', 'x_actor_id')).toEqual(['x_sa_id', 'x_actor_id']);
    expect(await has({ dataset }, 'res.partner', 'ov_sa_assignment_ids', 'x_sa_id')).toEqual(['ov_sa_assignment_ids']);
    expect(await has({ dataset, stamps: true }, 'res.partner', 'ov_sa_assignment_ids', 'x_sa_id')).toEqual(['x_sa_id', 'ov_sa_assignment_ids']);
  });

  it('without inverse fields, without approval', async () => {
    expect(await has({ inverseFields: false }, 'res.partner', 'ov_sa_assignment_ids', 'ov_membership_ids')).toEqual(['ov_membership_ids']);
    expect(await has({ inverseFields: false }, 'ov.sa_customer_assignment', 'actor_assignment_ids', 'account_id')).toEqual(['account_id']);
    expect(await has({ approval: false }, 'sale.order', 'approval_status', 'approved_by_id', 'state')).toEqual(['state']);
    expect(await has({ approval: false }, 'res.company', 'sale_approval_enabled', 'name')).toEqual(['name']);
  });
});
