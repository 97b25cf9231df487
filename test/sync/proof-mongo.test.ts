import { expect, it } from 'vitest';
import { startSandbox } from '../../odoo/sandbox/start.ts';
import { describeMongo } from '../real/mongo/suite.ts';
import { startMongod } from '../real/mongod.ts';
import { prove } from './proof/proof.ts';
import { COMPANY } from './world.ts';

const ROUNDS = 12;
const SEED = 7;

describeMongo('the synchronisation on a MongoDB that is not ours', () => {
  it(`loses nothing and doubles nothing in ${ROUNDS} rounds, in which the MongoDB is killed as well (seed ${SEED})`, async () => {
    const sandbox = await startSandbox();
    const mongo = await startMongod();
    try {
      const restartStore = (): Promise<void> => mongo.kill().then(() => mongo.restart());
      const { violations, done } = await prove({ odoo: sandbox, companies: [COMPANY], rounds: ROUNDS, seed: SEED, skewMs: 0, mongoUri: mongo.uri, restartStore });
      expect(violations).toEqual([]);
      expect(Object.keys(done)).toEqual(expect.arrayContaining(['edited here', 'edited in Odoo', 'killed', 'store restarted', 'synchronised']));
    } finally {
      await mongo.stop();
      await sandbox.stop();
    }
  }, 240_000);
});
