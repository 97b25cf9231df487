import { startRealOdoo } from '../../real/server.ts';
import { prove } from './proof.ts';

/** `npm run sync-proof [-- --rounds 250 --seed 1]`: the whole proof on a real Odoo of its own, with its clock right, ahead and behind. */
const option = (name: string, fallback: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};

const rounds = option('rounds', 100);
const seed = option('seed', 1);
const skews = [0, 600_000, -600_000];
const odoo = await startRealOdoo();
let failed = false;
try {
  for (const [index, skewMs] of skews.entries()) {
    console.log(`seed ${seed + index}, ${rounds} rounds, our clock ${skewMs / 1000} s ahead`);
    const result = await prove({
      odoo: { url: odoo.url, db: odoo.db, username: odoo.users.admin.login, apiKey: odoo.users.admin.apiKey },
      companies: [1001],
      rounds,
      seed: seed + index,
      skewMs,
      mongoUri: process.env['MONGODB_URI'],
      restartOdoo: () => odoo.restart(),
      say: (line) => console.log(line),
    });
    const { violations, ...told } = result;
    console.log(JSON.stringify(told));
    for (const violation of violations) console.log(`WRONG: ${violation}`);
    failed ||= violations.length > 0;
  }
} finally {
  await odoo.stop();
}
console.log(failed ? 'The proof failed.' : 'Both sides are equal; nothing was lost, nothing doubled; every edit that lost is in a conflict.');
process.exitCode = failed ? 1 : 0;
