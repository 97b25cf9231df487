import { startSandbox } from '../odoo/sandbox/start.ts';

/** A sandbox Odoo in a process of its own, so that its CPU is not counted as the graph's. */
const sandbox = await startSandbox();
console.log(JSON.stringify({ url: sandbox.url, db: sandbox.db, username: sandbox.username, apiKey: sandbox.apiKey }));
setInterval(() => sandbox.clearCalls(), 1_000);
