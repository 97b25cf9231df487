import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { describe } from 'vitest';

const PROGRAM = '/usr/bin/chromium';

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: PROGRAM, args: FLAGS });
}

/** Describes facts about a page in a real browser. Without one the suite is reported, by its name, as not run. */
export function describeBrowser(name: string, body: () => void): void {
  if (existsSync(PROGRAM)) {
    // A browser beside other suites on two cores takes its time.
    describe(name, { timeout: 180_000 }, body);
    return;
  }
  console.warn(`NOT RUN: "${name}" needs Chromium (npm run browser).`);
  describe.skip(`${name} (not run: no Chromium)`, body);
}
