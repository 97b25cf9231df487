import { startMongod } from '../../real/mongod.ts';
import { startRealOdoo } from '../../real/server.ts';
import { prove } from './proof.ts';

/**
 * `npm run sync-proof [-- --rounds 250 --seed 1 --mongo]`: the whole proof on a real Odoo of its own, with its clock right, ahead and behind. The store is
 * embedded; or the server of MONGODB_URI; or, with `--mongo`, a MongoDB of its own, which is then killed and restarted as well.
 */
const option = (name: string, fallback: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};

const rounds = option('rounds', 100);
const seed = option('seed', 1);
const skews = [0, 600_000, -600_000];
const odoo = await startRealOdoo();
const mongo = process.argv.includes('--mongo') ? await startMongod() : null;
let failed = false;
try {
  for (const [index, skewMs] of skews.entries()) {
    console.log(`seed ${seed + index}, ${rounds} rounds on ${mongo?.engine ?? 'the configured store'}, our clock ${skewMs / 1000} s ahead`);
    const result = await prove({
      odoo: { url: odoo.url, db: odoo.db, username: odoo.users.admin.login, apiKey: odoo.users.admin.apiKey },
      companies: [1001],
      rounds,
      seed: seed + index,
      skewMs,
      mongoUri: mongo?.uri ?? process.env['MONGODB_URI'],
      restartOdoo: () => odoo.restart(),
      restartStore: mongo === null ? undefined : () => mongo.kill().then(() => mongo.restart()),
      say: (line) => console.log(line),
    });
    const { violations, ...told } = result;
    console.log(JSON.stringify(told));
    for (const violation of violations) console.log(`WRONG: ${violation}`);
    failed ||= violations.length > 0;
  }
} finally {
  await mongo?.stop();
  await odoo.stop();
}
console.log(failed ? 'The proof failed.' : 'Both sides are equal; nothing was lost, nothing doubled; every edit that lost is in a conflict.');
process.exitCode = failed ? 1 : 0;
