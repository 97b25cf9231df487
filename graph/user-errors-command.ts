import { readFileSync, writeFileSync } from 'node:fs';
import { meaningOf, USER_ERRORS } from '../platform/user-errors.ts';
import type { UserErrorCode } from '../platform/user-errors.ts';

const CODES = Object.keys(USER_ERRORS) as UserErrorCode[];

/** Where the catalogue of refusals is repeated, between which lines, and how. */
const PLACES = [
  {
    file: 'schema/common.graphql',
    from: '  # Written by npm run user-errors from platform/user-errors.ts\n',
    to: '  # End of what is written\n',
    text: CODES.map((code) => `  ${JSON.stringify(meaningOf(code))}\n  ${code}\n`).join(''),
  },
  {
    file: 'README.md',
    from: '<!-- user errors: written by npm run user-errors from platform/user-errors.ts -->\n',
    to: '<!-- end of user errors -->\n',
    text: `| code | meaning | remedy |\n|---|---|---|\n${CODES.map((code) => `| \`${code}\` | ${meaningOf(code)} | ${USER_ERRORS[code].remedy} |\n`).join('')}`,
  },
];

/** Writes the catalogue into the SDL and the README; with `--check` only compares, and names what is stale. */
for (const { file, from, to, text } of PLACES) {
  const path = new URL(`../${file}`, import.meta.url);
  const whole = readFileSync(path, 'utf8');
  const [start, end] = [whole.indexOf(from) + from.length, whole.indexOf(to)];
  if (start < from.length || end < start) throw new Error(`${file} has no place for the catalogue of refusals.`);
  if (whole.slice(start, end) === text) continue;
  if (process.argv.includes('--check')) {
    console.error(`${file}: stale; run npm run user-errors and commit it.`);
    process.exitCode = 1;
  } else writeFileSync(path, whole.slice(0, start) + text + whole.slice(end));
}
