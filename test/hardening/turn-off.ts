/**
 * `npm run hardening [id …]`: turns off one thing after the other that keeps somebody out, in a copy of the source, and fails when the test that
 * is named for it still passes.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { SWITCHES, type Switch } from './switches.ts';

const ROOT = join(import.meta.dirname, '../..');

function copySource(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hardening-'));
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0').filter(Boolean);
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(ROOT, file), join(folder, file));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** How many of the file's tests with this in their names passed and failed. */
function run(folder: string, [file, test]: Switch['guard']): { passed: number; failed: number } {
  const report = join(folder, 'report.json');
  rmSync(report, { force: true });
  const pattern = test.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  spawnSync(process.execPath, [join(folder, 'node_modules/vitest/vitest.mjs'), 'run', file, '--testNamePattern', pattern, '--reporter', 'json', '--outputFile', report], { cwd: folder, stdio: 'ignore' });
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8')) as { numPassedTests: number; numFailedTests: number };
  return { passed: numPassedTests, failed: numFailedTests };
}

/** Passes as it is, and fails without. */
function verdict(folder: string, { id, file, from, to, guard }: Switch): string {
  const path = join(folder, file);
  const source = readFileSync(path, 'utf8');
  if (source.split(from).length !== 2) throw new Error(`${id}: ${file} must hold this once: ${from}`);
  const before = run(folder, guard);
  if (before.passed === 0 || before.failed > 0) return 'TEST MISSING OR FAILING';
  writeFileSync(path, source.replace(from, () => to));
  try {
    return run(folder, guard).failed > 0 ? 'guarded' : 'NOT GUARDED';
  } finally {
    writeFileSync(path, source);
  }
}

const chosen = process.argv.slice(2);
const folder = copySource();
try {
  for (const one of SWITCHES.filter(({ id }) => chosen.length === 0 || chosen.includes(id))) {
    const said = verdict(folder, one);
    if (said !== 'guarded') process.exitCode = 1;
    console.log(`${said}  ${one.id}  ${one.guard[1]}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
