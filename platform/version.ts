import { readFileSync } from 'node:fs';

const manifest: { name: string; version: string } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);

/** Name and version of this project, for logs, metrics, the console page and the user agent towards Odoo. */
export const NAME = manifest.name;
export const VERSION = manifest.version;
