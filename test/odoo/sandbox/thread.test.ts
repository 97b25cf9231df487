import { expect, test } from 'vitest';
import { startSandboxThread, type ThreadOptions } from '../../../odoo/sandbox/thread.ts';

const version = async (url: string): Promise<unknown> => {
  const body = JSON.stringify({ jsonrpc: '2.0', method: 'call', params: { service: 'common', method: 'version', args: [] } });
  return (await fetch(`${url}/jsonrpc`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).json();
};

test('a sandbox on a thread of its own answers there, as the version it was asked to be, until it is stopped', async () => {
  const sandbox = await startSandboxThread({ version: 18, generation: 'one-table' });
  expect(await version(sandbox.url)).toMatchObject({ result: { server_serie: '18.0' } });
  expect(sandbox).toMatchObject({ db: 'sandbox', username: 'admin' });
  await sandbox.stop();
  await expect(version(sandbox.url)).rejects.toThrow('fetch failed');
});

test('what keeps a sandbox from starting reaches the one who asked for it', async () => {
  await expect(startSandboxThread({ version: 19, generation: 'unheard-of' } as unknown as ThreadOptions)).rejects.toThrow();
});
