import { afterEach, beforeEach, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../odoo/sandbox/start.ts';
import { startRealOdoo, type RealOdoo } from '../real/server.ts';
import { describeReal } from '../real/suite.ts';
import { keepBooks } from './flows/accounting.ts';
import { helpTicket } from './flows/helpdesk.ts';
import { manufacture } from './flows/manufacturing.ts';
import { moveInside, quoteAndConfirm, receiveAndDeliver } from './flows/sell.ts';
import { storyOf, type Story } from './flows/story.ts';
import { json2 } from './wire-client.ts';

const STORIES: readonly (readonly [name: string, story: (story: Story) => Promise<void>])[] = [
  ['manufacturing', manufacture],
  ['a ticket', helpTicket],
  ['invoices, payments and credit notes', keepBooks],
  ['a quotation becomes an order and is cancelled', quoteAndConfirm],
  ['goods are received and delivered', receiveAndDeliver],
  ['goods are moved inside', moveInside],
];

/** The sandbox does a business right when the same calls leave the same records as in a real Odoo 19. */
describeReal('the business of the sandbox and of a real Odoo 19', () => {
  let sandbox: Sandbox;
  let real: RealOdoo;

  // Servers of its own for each story: what one leaves in stock would be promised to others in the next.
  beforeEach(async () => {
    sandbox = await startSandbox();
    real = await startRealOdoo();
  }, 900_000);
  afterEach(async () => {
    await sandbox?.stop();
    await real?.stop();
  }, 900_000);

  it.each(STORIES)('%s', async (_name, tell) => {
    const { uid, apiKey } = sandbox.users.admin;
    const ours = storyOf(json2({ url: sandbox.url, db: sandbox.db, uid, apiKey }));
    const theirs = storyOf(json2({ url: real.url, db: real.db, uid, apiKey: real.users.admin.apiKey }));
    await tell(ours);
    await tell(theirs);
    expect(ours.told).toEqual(theirs.told);
  }, 900_000);
});
