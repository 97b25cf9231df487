import type { SandboxRecord } from '../record.ts';
import {
  boolean, char, float, integer, many2many, many2one, selection, text,
  type ModelDef,
} from '../schema.ts';

/** Until 17 an account belongs to one company. */
export function companiesOf(account: SandboxRecord): readonly SandboxRecord[] {
  return account.related('company_ids' in account.model.fields ? 'company_ids' : 'company_id');
}

/** The code that the caller's company gives the account, else the one of the first company that has it. */
function accountCode(account: SandboxRecord): string | false {
  const own = account.text('code');
  const company = companiesOf(account)[0];
  if (own !== '' || company === undefined) return own || false;
  const codes = account.row['code'] as Readonly<Record<string, string>> | undefined;
  const code = codes?.[String(company.id)];
  return code === undefined ? false : `${code} (${company.text('name')})`;
}

const accountAccount: ModelDef = {
  name: 'account.account',
  description: 'Account',
  order: 'code, placeholder_code',
  searchNames: ['name', 'code'],
  companyRule: 'shared',
  readers: ['Accounting/Administrator', 'Accounting/Invoicing', 'Contact/Creation', 'Inventory/Administrator', 'Sales/User: Own Documents Only', 'Show Accounting Features - Readonly', 'Role / User'],
  fields: {
    name: char('Account Name', { required: true, translate: true }),
    code: char('Code', { virtual: true, sortable: true, searchable: true, companyDependent: true }),
    placeholder_code: char('Display code', { readonly: true, sortable: true, compute: accountCode }),
    account_type: selection([
        ['asset_receivable', 'Receivable'], ['asset_cash', 'Bank and Cash'], ['asset_current', 'Current Assets'],
        ['asset_non_current', 'Non-current Assets'], ['asset_prepayments', 'Prepayments'],
        ['asset_fixed', 'Fixed Assets'], ['liability_payable', 'Payable'], ['liability_credit_card', 'Credit Card'],
        ['liability_current', 'Current Liabilities'], ['liability_non_current', 'Non-current Liabilities'],
        ['equity', 'Equity'], ['equity_unaffected', 'Current Year Earnings'], ['income', 'Income'],
        ['income_other', 'Other Income'], ['expense', 'Expenses'], ['expense_other', 'Other Expenses'],
        ['expense_depreciation', 'Depreciation'], ['expense_direct_cost', 'Cost of Revenue'],
        ['off_balance', 'Off-Balance Sheet'],
      ], 'Type', { required: true }),
    internal_group: selection([
        ['equity', 'Equity'], ['asset', 'Asset'], ['liability', 'Liability'], ['income', 'Income'],
        ['expense', 'Expense'], ['off', 'Off Balance'],
      ], 'Internal Group', { readonly: true, virtual: true, sortable: true, searchable: true }),
    company_ids: many2many('res.company', 'Companies', { required: true }),
    currency_id: many2one('res.currency', 'Account Currency'),
    reconcile: boolean('Allow Reconciliation'),
    active: boolean('Active', { default: true }),
    description: text('Description', { translate: true }),
    note: text('Internal Notes'),
    non_trade: boolean('Non Trade'),
    tax_ids: many2many('account.tax', 'Default Taxes'),
    include_initial_balance: boolean('Bring Accounts Balance Forward', { readonly: true, virtual: true, searchable: true }),
  },
};

const accountPaymentMethod: ModelDef = {
  name: 'account.payment.method',
  description: 'Payment Methods',
  order: 'id',
  readers: ['Accounting/Invoicing', 'Role / User'],
  fields: {
    name: char('Name', { required: true, translate: true }),
    code: char('Code', { required: true }),
    payment_type: selection([['inbound', 'Inbound'], ['outbound', 'Outbound']], 'Payment Type', { required: true }),
  },
};

const accountPaymentMethodLine: ModelDef = {
  name: 'account.payment.method.line',
  description: 'Payment Methods',
  order: 'sequence, id',
  displayName: (line) => `${line.text('name')} (${line.one('journal_id')?.text('name') ?? ''})`,
  readers: ['Accounting/Invoicing', 'Role / User'],
  fields: {
    name: char('Name'),
    sequence: integer('Sequence', { default: 10, aggregator: false }),
    payment_method_id: many2one('account.payment.method', 'Payment Method', { required: true, ondelete: 'cascade' }),
    payment_account_id: many2one('account.account', 'Outstanding Account', { ondelete: 'restrict' }),
    journal_id: many2one('account.journal', 'Journal'),
    code: char('Code', { readonly: true, related: 'payment_method_id.code' }),
    payment_type: selection([['inbound', 'Inbound'], ['outbound', 'Outbound']], 'Payment Type', { readonly: true, related: 'payment_method_id.payment_type' }),
    company_id: many2one('res.company', 'Company', { readonly: true, related: 'journal_id.company_id' }),
  },
};

const accountPaymentTermLine: ModelDef = {
  name: 'account.payment.term.line',
  description: 'Payment Terms Line',
  order: 'id',
  recName: null,
  readers: ['Accounting/Administrator', 'Role / User'],
  fields: {
    payment_id: many2one('account.payment.term', 'Payment Terms', { required: true, ondelete: 'cascade' }),
    value: selection([['percent', 'Percent'], ['fixed', 'Fixed']], 'Value', { required: true }),
    value_amount: float('Due'),
    delay_type: selection([
        ['days_after', 'Days after invoice date'], ['days_after_end_of_month', 'Days after end of month'],
        ['days_after_end_of_next_month', 'Days after end of next month'],
        ['days_end_of_month_on_the', 'Days end of month on the'],
      ], 'Delay Type', { required: true }),
    nb_days: integer('Days'),
    days_next_month: char('Days on the next month'),
  },
};

export const ACCOUNTS: readonly ModelDef[] = [accountAccount, accountPaymentMethod, accountPaymentMethodLine, accountPaymentTermLine];
