import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../odoo/sandbox/start.ts';
import { startRealOdoo, type RealOdoo } from '../real/server.ts';
import { describeReal } from '../real/suite.ts';
import { moveInside, quoteAndConfirm, receiveAndDeliver } from './flows/sell.ts';
import { Teller } from './flows/teller.ts';
import { json2, type WireServer } from './wire-client.ts';

/** Business done by the same calls on both: the same answers, the same records after each step. */
const FLOWS = [
  ['a quotation becomes an order and is cancelled', quoteAndConfirm],
  ['goods are received and delivered', receiveAndDeliver],
  ['goods are moved inside', moveInside],
] as const;

describeReal('the business of the sandbox and of a real Odoo 19', () => {
  let sandbox: Sandbox;
  let real: RealOdoo;

  beforeAll(async () => {
    sandbox = await startSandbox();
    real = await startRealOdoo();
  }, 900_000);
  afterAll(async () => {
    await sandbox?.stop();
    await real?.stop();
  }, 900_000);

  it.each(FLOWS)('%s', async (_, flow) => {
    const { uid, apiKey } = sandbox.users.admin;
    const story = async (server: WireServer): Promise<Teller['told']> => {
      const teller = new Teller(json2(server));
      await flow(teller);
      return teller.told;
    };
    const ours = await story({ url: sandbox.url, db: sandbox.db, uid, apiKey });
    const theirs = await story({ url: real.url, db: real.db, uid, apiKey: real.users.admin.apiKey });
    expect(ours).toEqual(theirs);
  }, 900_000);
});
