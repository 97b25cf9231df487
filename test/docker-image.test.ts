import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from './gateway/support/processes.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const copied = [...read('Dockerfile').matchAll(/^COPY (\w+) \1$/gm)].map(([, folder = '']) => folder);
const sent = new Set(read('.dockerignore').split('\n').flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : [])));

interface Lock {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>;
}
const production = Object.entries((JSON.parse(read('package-lock.json')) as Lock).packages)
  .filter(([path, { dev }]) => /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) && dev !== true && existsSync(join(ROOT, path)))
  .map(([path]) => path);

/** A folder like that of the image: the folders that the Dockerfile copies, and the packages without those of development. */
function image(): string {
  const folder = mkdtempSync(join(tmpdir(), 'image-'));
  for (const name of ['package.json', ...copied]) cpSync(join(ROOT, name), join(folder, name), { recursive: true, filter: (file) => !file.endsWith('/odoo/addon') });
  for (const path of production) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(join(ROOT, path), join(folder, path));
  }
  return folder;
}

describe('the image', () => {
  const folder = image();
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is sent every folder that it copies', () => {
    expect(copied.length).toBeGreaterThan(5);
    expect(copied.filter((name) => !sent.has(name))).toEqual([]);
  });

  test.each([
    ['the gateway', 'gateway/start.ts', [], {}, /is ready at/],
    ['the doctor', 'gateway/doctor-command.ts', ['--help'], {}, /./],
  ] as const)('has everything that %s needs', async (_name, file, args, environment, words) => {
    const server = run(join(folder, file), args, { PORT: '0', DATA_DIR: join(folder, 'data'), ...environment });
    await server.printed(words);
    server.child.kill('SIGTERM');
    await server.finished;
  });

  test('has every file that its own files import', () => {
    const missing = globSync(`{${copied.join(',')}}/**/*.ts`, { cwd: folder }).flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+\.ts)'/g)]
        .map(([, name = '']) => join(dirname(file), name))
        .filter((path) => !existsSync(join(folder, path)))
        .map((path) => `${file} imports ${path}`),
    );
    expect(missing).toEqual([]);
  });
});
