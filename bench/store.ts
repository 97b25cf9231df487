import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { spawnSync } from 'node:child_process';
import type { Collection, Document } from 'mongodb';
import { openStore } from '../store/open.ts';
import { median, row } from './processes.ts';

/** What the embedded store costs: opening it, and pages over ten thousand documents. CPU of the whole process, server and driver together. */
const DOCUMENTS = 10_000;
const PAGES = 50;
const PAGE = 50;

function cpuMs(since?: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

const OPENING = `
  await import('mongodb');
  const before = process.cpuUsage();
  const { openStore } = await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, '../store/open.ts')).href)});
  const store = await openStore({ folder: process.argv[1] });
  const { user, system } = process.cpuUsage(before);
  console.log((user + system) / 1000);
  await store.close();
`;

/** CPU of opening the store in a new process, the driver's own loading left out. */
function opening(folder: string, cache: string): number {
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', OPENING, folder], { encoding: 'utf8', cwd: join(import.meta.dirname, '..'), env: { ...process.env, NODE_COMPILE_CACHE: cache } });
  return Number(stdout);
}

async function pages(list: Collection<Document>, filter: Document, sort: Document): Promise<number> {
  const before = process.cpuUsage();
  for (let page = 0; page < PAGES; page += 1) {
    const docs = await list.find(filter).sort(sort as { [field: string]: 1 | -1 }).skip(page * PAGE).limit(PAGE).toArray();
    if (docs.length !== PAGE) throw new Error(`Page ${page} has ${docs.length} documents.`);
  }
  return cpuMs(before);
}

const home = mkdtempSync(join(tmpdir(), 'bench-store-'));
const folder = join(home, 'data');
const first = Array.from({ length: 5 }, (_, run) => opening(folder, join(home, `cache-${run}`)));
const later = Array.from({ length: 5 }, () => opening(folder, join(home, 'cache-0')));
console.log(row('opening', 'CPU ms'));
console.log(row('first start (no compile cache)', median(first).toFixed(0)));
console.log(row('later starts', median(later).toFixed(0)));

const store = await openStore({ folder });
const list = store.db.collection<Document>('many');
await list.createIndexes([{ key: { number: 1 }, name: 'number', unique: true }, { key: { state: 1, due: -1 }, name: 'board' }]);
let before = process.cpuUsage();
await list.insertMany(Array.from({ length: DOCUMENTS }, (_, index) => ({
  number: `ORD-${String(index).padStart(5, '0')}`, state: ['open', 'done'][index % 2], due: new Date(Date.UTC(2026, 0, 1 + (index % 90))), quantity: index % 97, notes: `Notes of order ${index}, some words long`,
})));
console.log(row(`\n${DOCUMENTS} documents with three indexes`, 'CPU ms'));
console.log(row('inserted', cpuMs(before).toFixed(0)));
for (const [name, filter, sort] of [
  [`${PAGES} pages by a unique index`, {}, { number: 1 }],
  [`${PAGES} pages by equality and order of one index`, { state: 'open' }, { due: -1 }],
  [`${PAGES} pages without an index`, {}, { quantity: 1, number: 1 }],
] as const) {
  console.log(row(name, median([await pages(list, filter, sort), await pages(list, filter, sort), await pages(list, filter, sort)]).toFixed(0)));
}
before = process.cpuUsage();
for (let index = 0; index < 1_000; index += 1) await list.findOne({ number: `ORD-${String(index * 7).padStart(5, '0')}` });
console.log(row('1000 single reads', cpuMs(before).toFixed(0)));
before = process.cpuUsage();
for (let index = 0; index < 1_000; index += 1) await list.updateOne({ number: `ORD-${String(index).padStart(5, '0')}` }, { $inc: { quantity: 1 } });
console.log(row('1000 single updates', cpuMs(before).toFixed(0)));
await store.close();
rmSync(home, { recursive: true });
