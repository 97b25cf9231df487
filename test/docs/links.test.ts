import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { page, PAGES, ROOT } from './pages.ts';

const { scripts } = JSON.parse(page('package.json')) as { scripts: Readonly<Record<string, string>> };

/** Headings as the names by which a link can point at them. */
function anchors(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-'),
  );
}

/** Links of a page that lead nowhere; those to other sites are not followed. */
function broken(path: string): readonly string[] {
  return [...page(path).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? path : join(dirname(path), file);
    if (!existsSync(join(ROOT, target))) return [`${path}: ${link}`];
    return anchor === undefined || anchors(page(target)).includes(anchor) ? [] : [`${path}: ${link}`];
  });
}

/** Paths in backquotes that begin with one of our folders; patterns and placeholders are left out. */
function lost(path: string): readonly string[] {
  const folders = /^(?:\.ci|access|bench|docs|gateway|graph|odoo|platform|schema|subgraphs|test)\/[\w./-]*$/;
  return [...page(path).matchAll(/`([^`\n]+)`/g)].flatMap(([, quoted = '']) =>
    folders.test(quoted) && !existsSync(join(ROOT, quoted)) ? [`${path}: ${quoted}`] : [],
  );
}

describe('the pages', () => {
  it('are there', () => {
    expect(PAGES).toEqual(expect.arrayContaining(['CONTRIBUTING.md', 'README.md', 'docs/visibility.md', 'odoo/addon/README.md', 'test/real/README.md']));
  });

  it.each(PAGES)('%s links only to what is there', (path) => {
    expect(broken(path)).toEqual([]);
  });

  it.each(PAGES)('%s names only files that are there', (path) => {
    expect(lost(path)).toEqual([]);
  });

  it.each(PAGES)('%s names only commands that package.json has', (path) => {
    const named = [...page(path).matchAll(/npm (?:run (?:--silent )?([\w:-]+)|(start|test)\b)/g)].map(([, run, plain]) => run ?? plain ?? '');
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  it('say what every command of package.json is for', () => {
    const text = `${page('README.md')}${page('CONTRIBUTING.md')}`;
    // npm itself runs it at npm ci.
    const own = Object.keys(scripts).filter((name) => name !== 'postinstall');
    const silent = own.filter((name) => !new RegExp(`npm (?:run (?:--silent )?)?${name}(?![\\w:-])`).test(text));
    expect(silent).toEqual([]);
  });
});
