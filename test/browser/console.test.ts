/// <reference lib="dom" />
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXAMPLES, type Example } from '../../gateway/console/page/examples.ts';
import { PERSONAS } from '../../odoo/sandbox/data/personas.ts';
import { run, type Running } from '../gateway/support/processes.ts';
import { describeBrowser, launchChromium } from './chromium.ts';
import { faintTexts } from './contrast.ts';
import { PHONE, visit, WIDE, type Visitor } from './visitor.ts';

const SCREENS = join(import.meta.dirname, '../../.data/screens');

const operationOf = ({ query }: Example): string => /query (\w+)/.exec(query)?.[1] ?? '';

const openExample = async ({ page }: Visitor, example: Example): Promise<void> => {
  await page.getByRole('button', { name: { frontend: 'Frontend', partner: 'Partner', analyst: 'Analyst' }[example.audience], exact: true }).click();
  await page.locator(`[data-example="${example.title}"]`).click();
};

/** How wide the page is, whatever the window. */
const widthOf = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);

/** The choice of the list that begins with this name. */
const memberNamed = async (page: Page, name: string): Promise<string> => {
  const option = page.getByLabel('Member').locator('option', { hasText: name });
  await option.first().waitFor({ state: 'attached' });
  return (await option.first().textContent()) ?? '';
};

describeBrowser('the console in a browser', () => {
  let dataDir: string;
  let server: Running;
  let url: string;
  let browser: Browser;
  beforeAll(async () => {
    mkdirSync(SCREENS, { recursive: true });
    dataDir = mkdtempSync(join(tmpdir(), 'graph-'));
    server = run('gateway/start.ts', [], { PORT: '0', DATA_DIR: dataDir });
    [, url = ''] = await server.printed(/is ready at (http:\/\/127\.0\.0\.1:\d+)\/graphql/);
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    server.child.kill('SIGKILL');
    await server.finished;
    rmSync(dataDir, { recursive: true });
  });

  test.each(['admin', 'manager', 'staff', 'agent', 'customer'])(
    'answers every example to the %s, quietly and from this server alone',
    async (person) => {
      await using visitor = await visit(browser, url);
      await visitor.signIn(person);
      const failed: string[] = [];
      for (const example of EXAMPLES.filter(({ writes }) => !writes)) {
        const { status, data, codes } = await visitor.answer(operationOf(example), () => openExample(visitor, example));
        if (status !== 200 || data === null || codes.some((code) => code !== 'FORBIDDEN')) failed.push(`${example.title}: ${status} ${codes.join(' ')}`);
        await visitor.page.locator('.cost .figure').first().waitFor();
      }
      expect(failed).toEqual([]);
      await openExample(visitor, EXAMPLES[3] as Example);
      await visitor.page.locator('.graphiql-response .view-line', { hasText: '"margin"' }).first().waitFor();
      await visitor.page.screenshot({ path: join(SCREENS, `${person}-1440.png`) });
      await visitor.page.setViewportSize(PHONE);
      await visitor.page.screenshot({ path: join(SCREENS, `${person}-360.png`) });
      expect(await widthOf(visitor.page)).toBe(360);
      expect([visitor.complaints, visitor.elsewhere]).toEqual([[], []]);
    },
  );

  test.each(['light', 'dark'] as const)('has no faint text in the %s, and a dialog that fits a phone', async (scheme) => {
    await using visitor = await visit(browser, url, { ...WIDE, scheme });
    const { page } = visitor;
    const signingIn = await faintTexts(page);
    await page.setViewportSize(PHONE);
    await page.screenshot({ path: join(SCREENS, `sign-in-${scheme}-360.png`) });
    expect(await widthOf(page)).toBe(360);
    await page.setViewportSize(WIDE);
    await visitor.signIn('admin');
    await visitor.answer('Orders', () => openExample(visitor, EXAMPLES[1] as Example));
    await page.locator('.cost .figure').first().waitFor();
    const examples = await faintTexts(page);
    await page.getByRole('button', { name: 'Show Status' }).click();
    for (const section of ['Odoo', 'MongoDB and synchronisation', 'Before going live']) await page.locator(`[data-section="${section}"] li`).first().waitFor();
    await page.screenshot({ path: join(SCREENS, `status-${scheme}-1440.png`) });
    expect([signingIn, examples, await faintTexts(page)]).toEqual([[], [], []]);
  });

  test('is worked by keyboard: be somebody, open an example, run it again', async () => {
    await using visitor = await visit(browser, url);
    const { page } = visitor;
    const focused = (): Promise<string | undefined> => page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['person']);
    expect(await focused()).toBe('admin');
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('Tab');
    expect(await focused()).toBe('agent');
    await page.keyboard.press('Enter');
    await page.locator('.identity b').waitFor();
    await page.locator('[data-example="Who am I?"]').focus();
    const first = await visitor.answer('WhoAmI', () => page.keyboard.press('Enter'));
    await page.locator('.graphiql-query-editor .monaco-editor .view-line').first().click();
    const again = await visitor.answer('WhoAmI', () => page.keyboard.press('Control+Enter'));
    expect([first.data, again.data]).toEqual([expect.objectContaining({ viewer: expect.objectContaining({ role: 'AGENT' }) }), first.data]);
  });

  test('asks for another Service Account when one is chosen', async () => {
    await using visitor = await visit(browser, url);
    await visitor.signIn('manager');
    const accounts = visitor.page.getByLabel('Service Account');
    const below = accounts.locator('optgroup[label="Below, to read"] option');
    const chosen = (await below.first().getAttribute('value')) ?? '';
    const { asked, data } = await visitor.answer('ConsoleViewer', async () => {
      await accounts.selectOption(chosen);
    });
    expect(asked['x-sa-id']).toBe(chosen);
    expect(data?.['viewer']).toMatchObject({ drillDown: true, serviceAccount: { id: chosen } });
    const order = await visitor.answer('WhoAmI', () => openExample(visitor, EXAMPLES[0] as Example));
    expect(order.asked['x-sa-id']).toBe(chosen);
  });

  test('shows a manager what an agent gets otherwise, and why', async () => {
    await using visitor = await visit(browser, url);
    const { page } = visitor;
    await visitor.signIn('manager');
    await visitor.answer('Margins', () => openExample(visitor, EXAMPLES[3] as Example));
    await page.getByRole('button', { name: 'Show View as' }).click();
    await page.getByLabel('Member').selectOption({ label: await memberNamed(page, 'Kodjo Amegah') });
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.locator('.differences li', { hasText: 'Only for ADMIN, SA_MANAGER' }).first().waitFor();
    await page.screenshot({ path: join(SCREENS, 'view-as-1440.png') });
    expect([await faintTexts(page), visitor.complaints]).toEqual([[], []]);
  });

  test('saves a list of the answer as CSV', async () => {
    await using visitor = await visit(browser, url);
    await visitor.signIn('manager');
    const { data: revenue } = await visitor.answer('RevenueByMonth', () => openExample(visitor, EXAMPLES.find(({ title }) => title === 'Revenue by month') as Example));
    const [saved] = await Promise.all([visitor.page.waitForEvent('download'), visitor.page.locator('[data-table="salesOrdersAggregate"]').click()]);
    const lines = readFileSync(await saved.path(), 'utf8').trimEnd().split('\r\n');
    expect(saved.suggestedFilename()).toBe('salesOrdersAggregate.csv');
    expect(lines[0]).toBe('\uFEFFkeys.orderedAt,count,currency,sum.amountUntaxed.amount,avg.amountUntaxed.amount');
    expect(revenue?.['salesOrdersAggregate']).toHaveLength(lines.length - 1);
  });

  test('takes a token of one’s own, keeps it for the tab, and forgets it on signing out', async () => {
    const token = (await run('gateway/token.ts', ['--persona', 'staff'], { DATA_DIR: dataDir }).finished).stdout.trim();
    await using visitor = await visit(browser, url);
    const { page } = visitor;
    await page.locator('#credential').fill('not.a.token');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: /token/i }).waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await page.locator('#credential').fill(`Bearer ${token}`);
    await page.keyboard.press('Enter');
    await page.locator('.identity small', { hasText: 'STAFF' }).waitFor();
    await page.reload();
    await page.locator('.identity small', { hasText: 'STAFF' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in', exact: true }).first().waitFor();
    expect(await page.evaluate(() => [sessionStorage.length, JSON.stringify(localStorage).includes('eyJ')])).toEqual([0, false]);
  });

  test('takes a login and a password, and says why not', async () => {
    await using visitor = await visit(browser, url);
    const { page } = visitor;
    await page.getByLabel('Email or telephone').fill(PERSONAS.agent.email);
    await page.getByLabel('Password').fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: /./ }).waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await page.getByLabel('Password').fill('demo');
    await page.keyboard.press('Enter');
    await page.locator('.identity small', { hasText: 'AGENT' }).waitFor();
    expect(visitor.complaints).toEqual([]);
  });

  test('tells an agent that the state of Odoo is not for them', async () => {
    await using visitor = await visit(browser, url);
    await visitor.signIn('agent');
    await visitor.page.getByRole('button', { name: 'Show Status' }).click();
    await visitor.page.locator('[data-section="Odoo"]', { hasText: 'is for ADMIN' }).waitFor();
  });
});
