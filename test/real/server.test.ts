import { expect, it } from 'vitest';
import { caller } from './calls.ts';
import { records } from './registry.ts';
import { startRealOdoo } from './server.ts';
import { describeReal } from './suite.ts';

describeReal('a real Odoo of one’s own', () => {
  it('keeps its records through a restart, is silent while paused, is gone when stopped', async () => {
    const odoo = await startRealOdoo();
    const call = caller(odoo, 'json2');
    try {
      const [id = 0] = (await call('res.partner', 'create', { vals_list: [{ name: 'Kept' }] })) as number[];
      await odoo.restart();
      expect(await call('res.partner', 'read', { ids: [id], fields: ['name'] })).toEqual([{ id, name: 'Kept' }]);

      odoo.pause();
      await expect(fetch(`${odoo.url}/web/health`, { signal: AbortSignal.timeout(500) })).rejects.toMatchObject({ name: 'TimeoutError' });
      odoo.resume();
      expect((await fetch(`${odoo.url}/web/health`)).status).toBe(200);
    } finally {
      await odoo.stop();
    }
    await expect(fetch(`${odoo.url}/web/health`)).rejects.toThrow('fetch failed');
    expect(records().map((record) => record.db)).not.toContain(odoo.db);
  }, 120_000);
});
