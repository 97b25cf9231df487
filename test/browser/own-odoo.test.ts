import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startSandbox } from '../../odoo/sandbox/start.ts';
import { run } from '../gateway/support/processes.ts';
import { headersOf, JWT_SECRET } from '../support/graph.ts';
import { describeBrowser, launchChromium } from './chromium.ts';
import { visit } from './visitor.ts';

describeBrowser('the console over an Odoo of one’s own', () => {
  test('offers no demo people, says nothing of the Odoo, and lets a token in', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'graph-'));
    const odoo = await startSandbox({ version: 19, generation: 'two-table' });
    const settings = { ODOO_URL: odoo.url, ODOO_DB: odoo.db, ODOO_USERNAME: odoo.username, ODOO_API_KEY: odoo.apiKey, JWT_SECRET };
    const server = run('gateway/start.ts', [], { PORT: '0', DATA_DIR: folder, ...settings });
    const [, url = ''] = await server.printed(/is ready at (http:\/\/127\.0\.0\.1:\d+)\/graphql/);
    const browser = await launchChromium();
    {
      await using visitor = await visit(browser, url);
      const { page } = visitor;
      expect([await page.locator('[data-person]').count(), await page.locator('.bar .badge').count()]).toEqual([0, 0]);
      const { authorization = '' } = await headersOf('manager');
      await page.locator('#credential').fill(authorization);
      await page.keyboard.press('Enter');
      await page.locator('.identity small', { hasText: 'SA_MANAGER' }).waitFor();
      expect([visitor.complaints, visitor.elsewhere]).toEqual([[], []]);
    }
    await browser.close();
    server.child.kill('SIGKILL');
    await server.finished;
    await odoo.stop();
    rmSync(folder, { recursive: true });
  });
});
