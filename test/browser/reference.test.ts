import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { run } from '../gateway/support/processes.ts';
import { describeBrowser, launchChromium } from './chromium.ts';

const SCREENS = join(import.meta.dirname, '../../.data/screens');

describeBrowser('the pages of the schema in a browser', () => {
  test('are searched and read from a disk, without a server', async () => {
    mkdirSync(SCREENS, { recursive: true });
    const folder = mkdtempSync(join(tmpdir(), 'reference-'));
    expect((await run('gateway/reference-command.ts', ['--out', folder, '--audience', 'partner']).finished).code).toBe(0);
    const browser = await launchChromium();
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));

    await page.goto(pathToFileURL(join(folder, 'index.html')).href);
    await page.getByLabel('Search').fill('salesorder.margin');
    await page.locator('#found a').first().click();
    expect(new URL(page.url()).hash).toBe('#margin');
    expect(await page.locator('#margin').innerText()).toContain('Only for ADMIN, SA_MANAGER');
    await page.screenshot({ path: join(SCREENS, 'reference-1440.png') });
    await page.setViewportSize({ width: 360, height: 780 });
    await page.screenshot({ path: join(SCREENS, 'reference-360.png') });
    expect([await page.evaluate('document.documentElement.scrollWidth'), complaints]).toEqual([360, []]);
    await browser.close();
    rmSync(folder, { recursive: true });
  });
});
