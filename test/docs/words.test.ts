import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './pages.ts';

const FORBIDDEN: Readonly<Record<string, RegExp>> = {
  'a path of one machine': /(?<![\w.~/-])\/(?:work|tmp|root|home|Users)\/[\w.-]/,
  'a host of a package registry': /https?:\/\/(?:[\w-]+\.)*(?:registry|npm|pypi|artifactory|nexus)\.[\w-]/,
  'a secret key': /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
};

/** Files under version control. */
function trackedFiles(): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' });
  return listed.split('\0').filter((path) => path !== '');
}

function read(path: string): string | null {
  try {
    const text = readFileSync(join(ROOT, path), 'utf8');
    return text.includes('\0') ? null : text;
  } catch {
    // Deleted and not yet committed.
    return null;
  }
}

describe('files under version control', () => {
  const files = trackedFiles().flatMap((path) => {
    const text = read(path);
    return text === null ? [] : [{ path, text }];
  });

  it('are found', () => {
    expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(['README.md', 'package-lock.json', 'schema/common.graphql']));
  });

  it.each(Object.entries(FORBIDDEN))('have nothing of %s', (_what, pattern) => {
    const found = files.flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${pattern.exec(line)?.[0]}`] : [])),
    );
    expect(found).toEqual([]);
  });
});
