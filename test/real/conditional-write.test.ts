import { afterAll, beforeAll, expect, it } from 'vitest';
import { caller, Refused, type Call } from './calls.ts';
import { startRealOdoo, type RealOdoo } from './server.ts';
import { describeReal } from './suite.ts';
import { USERS } from './users.ts';

const MODEL = 'mrp.production';

describeReal('the addon’s write on a condition', () => {
  let odoo: RealOdoo | undefined;
  let call: Call;
  let id: number;
  beforeAll(async () => {
    odoo = await startRealOdoo();
    call = caller(odoo, 'json2');
    const orders = (await call(MODEL, 'search_read', { domain: [['state', '=', 'draft'], ['user_id', '!=', false]], fields: ['name'], limit: 1 })) as { id: number }[];
    id = orders[0]?.id ?? 0;
  }, 900_000);
  afterAll(() => odoo?.stop(), 900_000);

  const writes = (vals: object, expected: object, as = call): Promise<unknown> => as(MODEL, 'write_if_unchanged', { ids: [id], vals, expected });
  const read = async (...fields: string[]): Promise<Record<string, unknown>> => ((await call(MODEL, 'search_read', { domain: [['id', '=', id]], fields })) as Record<string, unknown>[])[0] ?? {};

  it('writes while the record is what was read, compared as Odoo keeps it', async () => {
    await call(MODEL, 'write', { ids: [id], vals: { product_qty: 3, date_deadline: '2030-01-01 10:00:00' } });
    const { user_id: user } = await read('user_id');
    const asRead = { product_qty: 3.00000001, date_deadline: '2030-01-01 10:00:00', user_id: (user as [number, string])[0], priority: '0' };
    expect(await writes({ product_qty: 4, date_deadline: false }, asRead)).toBe(true);
    expect(await read('product_qty', 'date_deadline')).toMatchObject({ product_qty: 4, date_deadline: false });
    expect(await writes({ date_deadline: '2030-02-02 10:00:00' }, { date_deadline: false })).toBe(true);
  });

  it('writes nothing when anything of it is different', async () => {
    const before = await read('write_date', 'product_qty', 'priority');
    for (const expected of [{ product_qty: 5 }, { date_deadline: false }, { date_deadline: '2030-02-02 10:00:01' }, { user_id: false }, { priority: '0', product_qty: 3 }]) {
      expect(await writes({ priority: '1' }, expected)).toBe(false);
    }
    expect(await read('write_date', 'product_qty', 'priority')).toEqual(before);
  });

  it('is for who may write, and for nobody else', async () => {
    const salesman = caller(odoo as RealOdoo, 'json2', USERS.salesman);
    const refusal: unknown = await writes({ priority: '1' }, {}, salesman).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refused);
    expect((refusal as Refused).name).toBe('odoo.exceptions.AccessError');
    expect(await read('priority')).toMatchObject({ priority: '0' });
  });

  it('lets one of several who read the same value write it', async () => {
    const { product_qty: quantity } = await read('product_qty');
    const answers = await Promise.all([11, 12, 13, 14].map((wanted) => writes({ product_qty: wanted }, { product_qty: quantity })));
    expect(answers.filter(Boolean)).toEqual([true]);
    expect((await read('product_qty'))['product_qty']).toBe(11 + answers.indexOf(true));
  });
});
