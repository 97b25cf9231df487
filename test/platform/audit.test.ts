import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAudit } from '../../platform/audit.ts';
import type { AuditRecord } from '../../platform/audit.ts';
import { createLog, LOG_LEVELS } from '../../platform/log.ts';

const RECORD: AuditRecord = {
  subject: 'employee:1004', credential: 'employee', role: 'AGENT', serviceAccountId: 1004, operation: 'createCustomer', ids: { customer: [7] }, outcome: 'done', codes: [], keyTag: null, odooWrites: 1, milliseconds: 3,
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function collect(level: (typeof LOG_LEVELS)[number]) {
  const lines: string[] = [];
  return { lines, log: createLog({ level, write: (line) => lines.push(line) }) };
}

describe('the audit of writes', () => {
  test.each(LOG_LEVELS)('stands in the log whose level is %s', async (level) => {
    const { lines, log } = collect(level);
    await openAudit(log)(RECORD);
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([{ level: 'record', message: 'write', audit: RECORD }]);
  });

  test('stands in the file alone, one object a line, for its owner to read', async () => {
    const { lines, log } = collect('debug');
    const file = join(folder, 'audit.jsonl');
    const audit = openAudit(log, file);
    await audit(RECORD);
    await audit({ ...RECORD, outcome: 'refused' });
    expect(readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as object)).toMatchObject([RECORD, { ...RECORD, outcome: 'refused' }]);
    expect([lines, (statSync(file).mode & 0o777).toString(8)]).toEqual([[], '600']);
  });

  test('stands in the log where the file takes nothing, at every level of it', async () => {
    const { lines, log } = collect('silent');
    await openAudit(log, join(folder, 'missing', 'audit.jsonl'))(RECORD);
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([{ message: 'a write could not be recorded in the audit file', audit: RECORD, error: { code: 'ENOENT' } }]);
  });
});
