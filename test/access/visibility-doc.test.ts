import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { VISIBILITY_RULES } from './turn-off/rules.ts';

const rows = readFileSync(new URL('../../docs/visibility.md', import.meta.url), 'utf8')
  .split('\n')
  .flatMap((line) => /^\| `([a-z-]+)` \| (.+) \| ([a-z-]+): (.+) \|$/.exec(line) ?? [])
  .filter((_cell, index) => index % 5 !== 0);

it('docs/visibility.md names for each rule the test that guards it, and no other rules', () => {
  const written = Array.from({ length: rows.length / 4 }, (_unused, index) => [rows[4 * index], `${rows[4 * index + 2]}.test.ts`, rows[4 * index + 3]]);
  expect(written).toEqual(VISIBILITY_RULES.map(({ id, guard: [file, test] }) => [id, file, test]));
});
