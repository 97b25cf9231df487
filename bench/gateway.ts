import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NESTED, SMALL } from './gateway/world.ts';
import { load, type Load } from './load.ts';
import { median, row, startServer } from './processes.ts';

/** Throughput and CPU of nested queries across three subgraphs: ours, @apollo/gateway, one merged schema; in one run, in turns. */
const ROUNDS = Number(process.argv[2] ?? 5);
const SECONDS = Number(process.argv[3] ?? 3);
const CLIENTS = 32;
const NAMES = { ours: 'this gateway', 'apollo-gateway': '@apollo/gateway', merged: 'one merged schema' } as const;
type Contender = keyof typeof NAMES;
const CONTENDERS = Object.keys(NAMES) as Contender[];

/** Elastic-2.0: measured against, never shipped. Installed beside the project, with the project's own graphql. */
function installApolloGateway(): string {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const folder = join(root, '.cache', 'bench-apollo-gateway');
  if (existsSync(join(folder, 'node_modules', '@apollo', 'gateway'))) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  execFileSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '@apollo/gateway@2.14.4', 'graphql@16.15.0'], { cwd: folder, stdio: 'inherit' });
  rmSync(join(folder, 'node_modules', 'graphql'), { recursive: true });
  symlinkSync(join(root, 'node_modules', 'graphql'), join(folder, 'node_modules', 'graphql'));
  return folder;
}

const folder = installApolloGateway();
const servers = new Map<Contender, Awaited<ReturnType<typeof startServer>>>();
for (const name of CONTENDERS) servers.set(name, await startServer('./gateway/server.ts', [name, folder]));

const results = new Map<string, Load[]>();
for (const [label, query] of [['nested', NESTED], ['small', SMALL]] as const) {
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const name of CONTENDERS) {
      const one = await load(servers.get(name)?.url ?? '', query, { seconds: SECONDS, clients: CLIENTS });
      // The first round warms up.
      if (round > 0) results.set(`${label} ${name}`, [...(results.get(`${label} ${name}`) ?? []), one]);
    }
  }
}
for (const { child } of servers.values()) child.kill();

console.log(`Medians of ${ROUNDS} rounds of ${SECONDS} s in turns, ${CLIENTS} clients.`);
for (const label of ['nested', 'small']) {
  const of = (name: Contender): Load[] => results.get(`${label} ${name}`) ?? [];
  const base = median(of('merged').map(({ cpuMs }) => cpuMs));
  const apollo = median(of('apollo-gateway').map(({ rps }) => rps));
  console.log(`\n${row(`${label} (${of('ours')[0]?.bytes} bytes)`, 'requests/s', 'CPU ms/request', 'CPU × merged', '× @apollo')}`);
  for (const name of CONTENDERS) {
    const cpu = median(of(name).map(({ cpuMs }) => cpuMs));
    const rps = median(of(name).map((one) => one.rps));
    console.log(row(NAMES[name], rps.toFixed(0), cpu.toFixed(2), (cpu / base).toFixed(2), (rps / apollo).toFixed(2)));
  }
}
