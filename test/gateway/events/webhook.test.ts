import { afterAll, beforeAll, expect, it } from 'vitest';
import { sign, webhookRoute } from '../../../gateway/events/webhook.ts';
import { createHttp, type HttpServer } from '../../../gateway/http.ts';
import { createLog } from '../../../platform/log.ts';

const SECRET = 'a secret for tests only, long enough for HMAC';
const NOW = 1_800_000_000;

let server: HttpServer;
let url: string;
let runs = 0;
beforeAll(async () => {
  const log = createLog({ level: 'silent' });
  const route = webhookRoute({ secret: SECRET, log, now: () => NOW * 1000, gatherMs: 20, synchronise: async () => void (runs += 1) });
  server = createHttp({ log, origins: [], routes: { '/hooks/odoo': route } });
  url = await server.listen(0, '127.0.0.1');
});
afterAll(() => server.close());

async function call(signature: string | null, body = '{"_model":"mrp.production"}'): Promise<number> {
  const response = await fetch(`${url}/hooks/odoo`, { method: 'POST', body, headers: signature === null ? {} : { 'x-odoo-graph-signature': signature } });
  return response.status;
}

const BODY = '{"_model":"mrp.production"}';

it('refuses what is not signed, wrongly signed, for another body, too old or too new', async () => {
  expect(await call(null)).toBe(401);
  expect(await call('t=1,v1=2')).toBe(401);
  expect(await call(sign('another secret', NOW, BODY))).toBe(401);
  expect(await call(sign(SECRET, NOW, BODY), '{"_model":"res.users"}')).toBe(401);
  expect(await call(sign(SECRET, NOW - 301, BODY))).toBe(401);
  expect(await call(sign(SECRET, NOW + 301, BODY))).toBe(401);
  expect(runs).toBe(0);
});

it('takes a signature once, and makes one synchronisation of several calls', async () => {
  expect(await call(sign(SECRET, NOW, BODY))).toBe(202);
  expect(await call(sign(SECRET, NOW, BODY))).toBe(401);
  expect(await call(sign(SECRET, NOW - 10, BODY))).toBe(202);
  await expect.poll(() => runs).toBe(1);
});
