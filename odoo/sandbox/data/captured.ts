import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Row, Rows } from './types.ts';

const FOLDER = join(import.meta.dirname, 'captured');

function read(file: string): readonly Row[] {
  return JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as readonly Row[];
}

/**
 * What a real Odoo 19 made of the data set when its business methods had run (test/real/flows): `npm run capture` writes it.
 * Whole records of the models that Odoo fills by itself, and of the others' records the values that changed.
 */
export const CAPTURED: Rows = Object.fromEntries(
  readdirSync(FOLDER).filter((file) => file.endsWith('.json')).sort().map((file) => [file.slice(0, -'.json'.length), read(file)]),
);
