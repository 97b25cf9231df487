import { describe, expect, test } from 'vitest';
import { createLog, REDACTED_KEYS, type LogOptions } from '../../platform/log.ts';

function collect(options: LogOptions = {}) {
  const lines: string[] = [];
  const log = createLog({ write: (line) => lines.push(line), now: () => new Date('2025-01-02T03:04:05Z'), ...options });
  return { log, lines, entry: () => JSON.parse(lines.at(-1) ?? 'null') };
}

describe('the log', () => {
  test('is one JSON object per line', () => {
    const { log, lines } = collect();
    log.child({ part: 'gateway' }).info('listening', { port: 4000, text: 'two\nlines' });
    expect(lines).toEqual(['{"time":"2025-01-02T03:04:05.000Z","level":"info","message":"listening","part":"gateway","port":4000,"text":"two\\nlines"}']);
  });

  test('leaves out what is below its level', () => {
    const { log, lines } = collect({ level: 'warn' });
    log.info('no');
    log.warn('yes');
    expect(lines).toHaveLength(1);
    const silent = collect({ level: 'silent' });
    silent.log.error('no');
    expect(silent.lines).toEqual([]);
  });

  test.each(REDACTED_KEYS)('never writes the value of a key that ends in %s', (key) => {
    const { log, lines } = collect();
    log.info('x', { [key]: 'hunter2', [`odoo_${key.toUpperCase()}`]: 'hunter2', deep: [{ [`x-${key}`]: { a: 'hunter2' } }] });
    expect(lines.join()).not.toContain('hunter2');
  });

  test('never writes a configured secret, wherever it stands', () => {
    const { log, lines } = collect({ secrets: ['s3cr"et-value'] });
    log.error('failed for s3cr"et-value', { error: new Error('GET /?key=s3cr"et-value'), url: 's3cr"et-value' });
    expect(lines.join()).not.toContain('et-value');
    expect(lines.join()).toContain('[redacted]');
  });

  test('unfolds errors with their causes', () => {
    const { log, entry } = collect();
    log.error('failed', { error: new Error('outer', { cause: Object.assign(new TypeError('inner'), { token: 'hunter2' }) }) });
    expect(entry().error).toMatchObject({
      name: 'Error',
      message: 'outer',
      stack: expect.stringContaining('log.test.ts'),
      cause: { name: 'TypeError', message: 'inner', token: '[redacted]' },
    });
  });

  test('survives whatever it is given', () => {
    const { log, entry } = collect();
    const loop: Record<string, unknown> = { big: 10n, when: new Date(Number.NaN), text: 'x'.repeat(10_000) };
    loop['self'] = loop;
    log.info('odd', { loop });
    expect(entry().loop).toMatchObject({ big: '10', when: null, self: '[circular]' });
    expect(entry().loop.text).toHaveLength(8_193);
  });
});
