import type { Env } from '../../env.ts';
import type { SandboxRecord } from '../../record.ts';

/** The first account of a type in the company, which is the one that Odoo's charts name as its default. */
export function accountOf(entry: SandboxRecord, type: string): number | undefined {
  const company = Number(entry.value('company_id'));
  return entry.env.records('account.account').find((account) => account.value('account_type') === type && (account.value('company_ids') as readonly number[]).includes(company))?.id;
}

/** Where a tax is booked: as in the entries before, else among the current liabilities. */
export function taxAccount(tax: SandboxRecord, entry: SandboxRecord): number | undefined {
  const { env } = entry;
  const before = env.store.table('account.move.line').pointing('tax_line_id', tax.id)[0];
  return (env.record('account.move.line', before)?.value('account_id') as number | undefined) ?? accountOf(entry, 'liability_current');
}

/** The first journal of a type in the company. */
export function journalOf(env: Env, company: unknown, ...types: readonly string[]): SandboxRecord | undefined {
  const own = env.records('account.journal').filter((journal) => journal.value('company_id') === company && journal.value('active') === true && types.includes(journal.text('type')));
  return own.sort((left, right) => left.number('sequence') - right.number('sequence') || left.text('type').localeCompare(right.text('type')) || left.id - right.id)[0];
}
