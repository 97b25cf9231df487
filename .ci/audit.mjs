import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Known advisories of what runs in production, if the registry answers audits; and what can be told without it: every locked package has
 * an integrity hash, and none runs a script at installation but those named here. Says what it did. Fails on a high or critical advisory.
 */
const SCRIPTS_ALLOWED = new Set(['@apollo/protobufjs']);

const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
const production = Object.entries(packages).filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional);
const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
const problems = [
  ...Object.entries(packages).filter(([path, { integrity, link }]) => path.includes('node_modules/') && !link && !integrity).map(([path]) => `${path} has no integrity hash`),
  ...production.filter(([path, { hasInstallScript }]) => hasInstallScript && !SCRIPTS_ALLOWED.has(nameOf(path))).map(([path]) => `${path} runs a script when it is installed`),
];
console.log(`${production.length} packages run in production: integrity hashes and installation scripts checked.`);

const audit = advisories();
if (audit === null) console.log('ADVISORIES NOT CHECKED: the registry does not answer audits.');
else {
  const { info = 0, low = 0, moderate = 0, high = 0, critical = 0 } = audit;
  console.log(`Advisories: ${critical} critical, ${high} high, ${moderate} moderate, ${low + info} low.`);
  if (high + critical > 0) problems.push('npm audit --omit=dev names advisories that are high or critical');
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;

/** Counts by severity, or null where nobody answers. npm ends with 1 when it found something, and says so on standard output. */
function advisories() {
  const counts = (text) => {
    try {
      return JSON.parse(text).metadata?.vulnerabilities ?? null;
    } catch {
      return null;
    }
  };
  try {
    return counts(execFileSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 60_000 }));
  } catch (error) {
    return counts(error.stdout ?? '');
  }
}
