import { globSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from '../../odoo/sandbox/data/types.ts';
import { caller } from './calls.ts';
import { captureRows } from './captured-rows.ts';
import { say } from './run.ts';
import { startRealOdoo } from './server.ts';

const FOLDER = join(import.meta.dirname, '../../odoo/sandbox/data/captured');

/** One record a line, so that a change of the data set can be read as a difference. */
function text(rows: readonly Row[]): string {
  return `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`;
}

// Writes what a fresh real Odoo made of the data set to where the sandbox loads it from.
const odoo = await startRealOdoo({ governance: 'two-table' });
try {
  const captured = await captureRows(caller(odoo, 'json2'));
  for (const file of globSync('*.json', { cwd: FOLDER })) rmSync(join(FOLDER, file));
  for (const [model, rows] of Object.entries(captured)) writeFileSync(join(FOLDER, `${model}.json`), text(rows));
  say(`Captured ${Object.entries(captured).map(([model, rows]) => `${rows.length} ${model}`).join(', ')}.`);
} finally {
  await odoo.stop();
}
