import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SETTINGS } from '../../platform/config.ts';
import { ERRORS } from '../../platform/errors.ts';
import { CLASS_LIMITS, CLIENT_CLASSES, type Limits } from '../../platform/limits.ts';
import { page, ROOT, tableAfter } from './pages.ts';

const README = page('README.md');

/** A default as the table shows it. */
function shown(value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map((item) => `\`${String(item)}\``).join(', ');
  return `\`${String(value)}\``;
}

interface Listed {
  readonly description: string;
  readonly default?: unknown;
  readonly secret?: boolean;
}

describe('README.md', () => {
  it('lists every setting with its default and its description', () => {
    const rows = Object.entries<Listed>(SETTINGS).map(
      ([name, { description, default: fallback, secret }]) => `| \`${name}\` | ${shown(fallback)} | ${description.replaceAll('|', '\\|')} | ${secret ? 'yes' : ''} |`,
    );
    expect(tableAfter(README, '<!-- settings')).toEqual(rows);
  });

  it('lists every error code with its status and its meaning', () => {
    const rows = Object.entries(ERRORS).map(([code, { status, meaning }]) => `| \`${code}\` | ${status} | ${meaning} |`);
    expect(tableAfter(README, '<!-- errors')).toEqual(rows);
  });

  it('lists every limit with its value for each class', () => {
    const shownLimit = (value: number | boolean): string => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : value.toLocaleString('en'));
    const names = Object.keys(CLASS_LIMITS.PARTNER) as (keyof Limits)[];
    expect(tableAfter(README, '<!-- limits')).toEqual(names.map((name) => `| \`${name}\` | ${CLIENT_CLASSES.map((client) => shownLimit(CLASS_LIMITS[client][name])).join(' | ')} |`));
  });

  it('links every decision by its title', () => {
    const decisions = globSync('docs/adr/*.md', { cwd: ROOT }).toSorted();
    const links = decisions.map((path) => {
      const [, number, title] = /^# (\d+)\. (.+)$/m.exec(page(path)) ?? [];
      return `${number}. [${title}](${path})`;
    });
    expect(decisions.length).toBeGreaterThan(0);
    expect(README.split('\n').filter((line) => line.includes('](docs/adr/'))).toEqual(links);
  });
});
