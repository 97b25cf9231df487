import { expect, it } from 'vitest';
import { page } from './pages.ts';

/** What docs/adr/0004-dependencies.md allows. */
const FREE: ReadonlySet<string> = new Set(['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', '(MIT AND BSD-3-Clause)']);

interface Locked {
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(page('package-lock.json')) as { packages: Readonly<Record<string, Locked>> };
const manifest = JSON.parse(page('package.json')) as Readonly<Record<'dependencies' | 'devDependencies', Readonly<Record<string, string>>>>;

/** Whether a package at this path finds another, as Node looks for it: beside itself, then further up. */
function finds(path: string, name: string): boolean {
  if (Object.hasOwn(packages, `${path === '' ? '' : `${path}/`}node_modules/${name}`)) return true;
  return path !== '' && finds(path.slice(0, Math.max(0, path.lastIndexOf('/node_modules/'))), name);
}

it('the lock file has whatever a package asks for, on every platform: npm ci refuses it otherwise', () => {
  const missing = Object.entries(packages).flatMap(([path, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies }).filter((name) => !finds(path, name)).map((name) => `${path} asks for ${name}`),
  );
  expect(missing).toEqual([]);
});

it('everything that runs in production has a free licence', () => {
  const used = Object.entries(packages).filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional);
  expect(used.length).toBeGreaterThan(20);
  expect(used.filter(([, { license }]) => !FREE.has(license ?? '')).map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
});

it('every dependency has an exact version', () => {
  const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

it('every dependency beyond the stack that the product names has its reason in docs/adr', () => {
  const named = ['@apollo/server', '@apollo/subgraph', 'dataloader', 'graphql', 'graphql-shield', 'jose', 'mongodb', 'vitest'];
  const reasons = page('docs/adr/0004-dependencies.md');
  const others = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).filter((name) => !named.includes(name));
  expect(others.filter((name) => !reasons.includes(`\`${name}\``) && !reasons.includes(`\`…/${name.split('/')[1]}\``))).toEqual([]);
});
