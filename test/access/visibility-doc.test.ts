import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LINEAGE_RULES } from './turn-off/lineage-rules.ts';
import { VISIBILITY_RULES, type VisibilityRule } from './turn-off/rules.ts';

const LINEAGE: readonly VisibilityRule[] = LINEAGE_RULES.map(([id, file, from, to, guard]) => ({ id, file, from, to, guard }));
const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

function writtenIn(page: string): readonly (readonly string[])[] {
  return read(page).split('\n').flatMap((line) => {
    const row = /^\| `([a-z-]+)` \| .+ \| ([a-z-]+): (.+) \|$/.exec(line);
    return row === null ? [] : [[row[1] ?? '', `${row[2]}.test.ts`, row[3] ?? '']];
  });
}

describe.each([['docs/visibility.md', VISIBILITY_RULES], ['docs/visibility-lineage.md', LINEAGE]] as const)('%s', (page, rules) => {
  it('names for each rule the test that guards it, and no other rules', () => {
    expect(writtenIn(page)).toEqual(rules.map(({ id, guard: [file, test] }) => [id, file, test]));
  });

  it('has rules that can be turned off: their text stands in the code once', () => {
    const lost = rules.filter(({ file, from }) => read(`access/${file}`).split(from).length !== 2);
    expect(lost.map(({ id, file, from }) => `${id}: access/${file} must hold once: ${from}`)).toEqual([]);
  });
});
