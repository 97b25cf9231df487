import { parseArgs } from 'node:util';
import { startRealOdoo } from '../real/server.ts';
import { killProof } from './kill-proof.ts';
import { PROVED_KINDS } from './proved/index.ts';

/** `npm run write-proof [-- --rounds 100 --seed 7 --kinds payment,delivery]`: the proof in full, on a real Odoo of its own. Ends with 1 when anything was doubled or lost. */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '100' }, seed: { type: 'string', default: String(Date.now() % 100_000) }, kinds: { type: 'string', default: PROVED_KINDS.join() } },
});
const asked = values.kinds.split(',');
const kinds = PROVED_KINDS.filter((kind) => asked.includes(kind));
if (kinds.length !== asked.length) throw new Error(`--kinds is a list of ${PROVED_KINDS.join(', ')}.`);
const odoo = await startRealOdoo();
try {
  const report = await killProof({ odoo, rounds: Number(values.rounds), seed: Number(values.seed), kinds, told: (line) => console.log(line) });
  console.log(JSON.stringify(report, null, 2));
  process.exitCode = report.doubled.length + report.lost.length > 0 ? 1 : 0;
} finally {
  await odoo.stop();
}
