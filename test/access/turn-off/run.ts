/**
 * `npm run visibility-rules [id …]`: turns off one visibility rule after the other in a copy of the source, and fails
 * when the test that docs/visibility.md names for it still passes.
 */
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LINEAGE_RULES } from './lineage-rules.ts';
import { VISIBILITY_RULES, type VisibilityRule } from './rules.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const COPIED = ['access', 'graph', 'odoo', 'platform', 'schema', 'test/access', 'test/real', 'package.json', 'tsconfig.json', 'vitest.config.ts'];

async function copySource(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'visibility-rules-'));
  for (const name of COPIED) await cp(join(ROOT, name), join(folder, name), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

interface Report {
  readonly success: boolean;
  readonly testResults: readonly { readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[] }[];
}

/** Runs a test file of the copy, or those of its tests whose names contain the text. */
async function run(folder: string, file: string, test?: string): Promise<Report> {
  const only = test === undefined ? [] : ['--testNamePattern', test.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)];
  const args = [join(folder, 'node_modules/vitest/vitest.mjs'), 'run', join('test/access', file), ...only, '--reporter', 'json', '--outputFile', 'report.json'];
  const report = join(folder, 'report.json');
  await rm(report, { force: true });
  await new Promise((resolve, reject) => spawn(process.execPath, args, { cwd: folder, stdio: 'ignore' }).on('exit', resolve).on('error', reject));
  return JSON.parse(await readFile(report, 'utf8')) as Report;
}

/** Throws when a guarding test does not exist, or fails while its rule is in force. */
async function checkGuards(folder: string, rules: readonly VisibilityRule[]): Promise<void> {
  for (const file of new Set(rules.map(({ guard }) => guard[0]))) {
    const { testResults } = await run(folder, file);
    const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
    for (const { id, guard } of rules.filter((rule) => rule.guard[0] === file)) {
      const guarding = tests.filter(({ fullName }) => fullName.includes(guard[1]));
      if (guarding.length === 0 || guarding.some(({ status }) => status !== 'passed')) throw new Error(`${id}: "${guard[1]}" of ${file} has to exist and to pass.`);
    }
  }
}

/** Whether the guarding test fails without the rule. */
async function isGuarded(folder: string, { id, file, from, to, guard }: VisibilityRule): Promise<boolean> {
  const path = join(folder, 'access', file);
  const source = await readFile(path, 'utf8');
  if (source.split(from).length !== 2) throw new Error(`${id}: access/${file} must hold this once: ${from}`);
  await writeFile(path, source.replace(from, () => to));
  try {
    return !(await run(folder, guard[0], guard[1])).success;
  } finally {
    await writeFile(path, source);
  }
}

const chosen = process.argv.slice(2);
const lineage: readonly VisibilityRule[] = LINEAGE_RULES.map(([id, file, from, to, guard]) => ({ id, file, from, to, guard }));
const all = [...VISIBILITY_RULES, ...lineage];
const rules = all.filter(({ id }) => chosen.length === 0 || chosen.includes(id));
const folder = await copySource();
try {
  await checkGuards(folder, rules);
  for (const rule of rules) {
    const guarded = await isGuarded(folder, rule);
    if (!guarded) process.exitCode = 1;
    console.log(`${guarded ? 'guarded' : 'NOT GUARDED'}  ${rule.id}  ${rule.guard[1]}`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
