import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../odoo/sandbox/start.ts';
import { describeReal } from '../real/suite.ts';
import { alterFields } from '../odoo/support/alter-fields.ts';
import { JWT_SECRET, type OdooAddress } from '../support/graph.ts';

interface Report {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `npm run doctor`'s command over an Odoo, or over the sandbox of its own. */
async function doctor(odoo: OdooAddress | null, more: Readonly<Record<string, string>> = {}): Promise<Report> {
  const address = odoo ? { ODOO_URL: odoo.url, ODOO_DB: odoo.db, ODOO_USERNAME: odoo.username, ODOO_API_KEY: odoo.apiKey, JWT_SECRET } : {};
  const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: mkdtempSync(join(tmpdir(), 'doctor-')), ...address, ...more };
  const child = spawn(process.execPath, ['gateway/doctor-command.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit') as Promise<[number]>]);
  return { code, out, err };
}

describe('npm run doctor', () => {
  it('prints the checklist and the comparison, and ends with 0 over the sandbox', async () => {
    const { code, out, err } = await doctor(null);
    expect(err).toBe('');
    expect(out).toContain('Looking at the sandbox Odoo 19.0 (demo data).');
    expect(out).toMatch(/MISSING +Storable hardware is tracked by unique serial number \(recommended\)\n +1 of 30 sold products .*Solar water pump\.\n +→ Set Tracking/);
    expect(out).toMatch(/absent +Customer\.mobile\n.*\n +→ Odoo 19 keeps one number: read `phone`\./);
    expect(out).toMatch(/renamed +TicketStage\.isClosing: helpdesk\.stage\.closing is read from fold/);
    expect(out).toContain('missing: 0 required, 13 recommended; cannot tell: 0.');
    expect(code).toBe(0);
  });

  it('names what an older Odoo calls otherwise', async () => {
    const { code, out } = await doctor(null, { SANDBOX_ODOO_VERSION: '17' });
    expect(out).toMatch(/renamed +SalesOrderLine\.unit: sale\.order\.line\.product_uom_id is read from product_uom\n/);
    expect(out).toMatch(/renamed +ProductTemplate\.type: product\.template\.product_type is read from detailed_type and type\n/);
    expect(code).toBe(0);
  });

  it('ends with 1 when something required is missing', async () => {
    await using sandbox = await startSandbox();
    for (const id of [...sandbox.table('helpdesk.team').rows.keys()]) sandbox.table('helpdesk.team').delete(id);
    const { code, out } = await doctor(sandbox);
    expect(out).toMatch(/MISSING +At least one helpdesk team exists\n/);
    expect(out).toContain('missing: 1 required');
    expect(code).toBe(1);
  });

  it('ends with 1 when the database lacks a field that must not be null, keeps one in another type, or leads elsewhere, and says which and what to do', async () => {
    await using sandbox = await startSandbox();
    await using lacking = await alterFields(sandbox.url, {
      'sale.order': { amount_total: null, client_order_ref: null, note: { type: 'integer' }, partner_id: { relation: 'res.users' } },
      'ov.outlet': null,
    });
    const { code, out } = await doctor({ ...sandbox, url: lacking.url });
    expect(out).toMatch(/missing +SalesOrder\.amountTotal\n +sale\.order\.amount_total does not exist in this database; the field answers NOT_AVAILABLE\.\n +→ \S/);
    expect(out).toMatch(/absent +SalesOrder\.clientReference\n +sale\.order\.client_order_ref does not exist in this database; the field answers null\.\n +→ \S/);
    expect(out).toMatch(/type +SalesOrder\.note\n +sale\.order\.note is a integer, which cannot be read as String\.\n +→ \S/);
    expect(out).toMatch(/relation +SalesOrder\.customer\n +sale\.order\.partner_id leads to res\.users, but Customer is res\.partner\.\n +→ \S/);
    expect(out).toMatch(/absent +Outlet\n +The model ov\.outlet does not exist in this database; nothing of Outlet is answered\.\n +→ \S/);
    expect(out).toMatch(/Fields that the graph cannot do without: \d+ are missing or of another type\.\n$/);
    expect(code).toBe(1);
  });

  it('says what is wrong with the connection, without the key', async () => {
    await using sandbox = await startSandbox();
    const { code, out, err } = await doctor({ ...sandbox, apiKey: 'not-the-key-of-anybody' });
    expect(err).toMatch(/^Cannot look at Odoo: Odoo refuses the credentials/);
    expect(out + err).not.toContain('not-the-key-of-anybody');
    expect(code).toBe(1);
  });
});

describeReal('npm run doctor over a real Odoo 19', (odoo) => {
  it('finds it ready', async () => {
    const { code, out } = await doctor(odoo());
    expect(out).toContain('missing: 0 required, 13 recommended; cannot tell: 0.');
    expect(code).toBe(0);
  });
});
