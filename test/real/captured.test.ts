import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Row } from '../../odoo/sandbox/data/types.ts';
import { CAPTURED } from '../../odoo/sandbox/data/captured.ts';
import { caller } from './calls.ts';
import { captureRows } from './captured-rows.ts';
import { startRealOdoo, type RealOdoo } from './server.ts';
import { describeReal } from './suite.ts';

/** Ids of the rows that do not say the same on both sides, in whatever order their fields stand. */
function different(wanted: readonly Row[], found: readonly Row[]): readonly number[] {
  const byId = new Map(found.map((row) => [row.id, row]));
  const known = new Map(wanted.map((row) => [row.id, row]));
  return [...new Set([...known.keys(), ...byId.keys()])].filter((id) => !isDeepStrictEqual(byId.get(id), known.get(id)));
}

describeReal('what is captured from a real Odoo 19', () => {
  let odoo: RealOdoo | undefined;
  beforeAll(async () => {
    odoo = await startRealOdoo({ governance: 'two-table' });
  }, 900_000);
  afterAll(() => odoo?.stop(), 900_000);

  it('is what a fresh one holds; otherwise run npm run capture', async () => {
    const found = await captureRows(caller(odoo as RealOdoo, 'json2'));
    const models = [...new Set([...Object.keys(CAPTURED), ...Object.keys(found)])].sort();
    const stale = models.map((model) => [model, different(CAPTURED[model] ?? [], found[model] ?? [])] as const).filter(([, ids]) => ids.length > 0);
    expect(Object.fromEntries(stale)).toEqual({});
  }, 120_000);
});
