import { eachCompany, found, idIn, listed, missing, namesOf, ok, some } from '../judge.ts';
import type { Facts } from '../facts.ts';
import type { Judgement, SetupRule } from '../types.ts';

function accounts(type: string, what: string): (facts: Facts) => Judgement {
  return (facts) => found(facts.answers.accounts, facts, ({ rows }) => eachCompany(facts, rows.filter((row) => row.account_type === type), 'company_ids', what));
}

function journals(type: string, what: string): (facts: Facts) => Judgement {
  return (facts) => found(facts.answers.journals, facts, ({ rows }) => eachCompany(facts, rows.filter((row) => row.type === type), 'company_id', what));
}

/** Categories without an income account, company by company. */
function incomeAccounts(facts: Facts): Judgement {
  const open: string[] = [];
  for (const company of facts.selling) {
    const answer = facts.categories.get(company.id);
    if (!answer || answer.kind !== 'rows') return found(answer ?? { kind: 'absent', model: 'product.category' }, facts, () => ok(''));
    const without = answer.rows.filter((row) => idIn(row, 'property_account_income_categ_id') === null);
    if (without.length > 0) open.push(`${company.name}: ${listed(namesOf(without))}`);
  }
  return open.length === 0 ? ok('Every product category has one in each company that sells.') : missing(`Without one in ${open.join('; ')}.`);
}

/** Seed 000, section 12, "Accounting". */
export const ACCOUNTING: readonly SetupRule[] = [
  {
    id: 'accounting.chart',
    group: 'ACCOUNTING',
    severity: 'REQUIRED',
    title: 'Each company that sells has a chart of accounts, with accounts for income',
    path: 'Accounting → Configuration → Chart of Accounts',
    remedy: 'Install the fiscal localization of the company (Accounting → Configuration → Settings), or create a revenue account.',
    judge: accounts('income', 'income accounts'),
  },
  {
    id: 'accounting.receivable',
    group: 'ACCOUNTING',
    severity: 'REQUIRED',
    title: 'Each company that sells has an account for receivables',
    path: 'Accounting → Configuration → Chart of Accounts',
    remedy: 'Create an account of the type Receivable.',
    judge: accounts('asset_receivable', 'receivable accounts'),
  },
  {
    id: 'accounting.salesJournal',
    group: 'ACCOUNTING',
    severity: 'REQUIRED',
    title: 'Each company that sells has a Customer Invoices journal',
    path: 'Accounting → Configuration → Journals',
    remedy: 'Create a journal of the type Sales.',
    judge: journals('sale', 'sales journals'),
  },
  {
    id: 'accounting.bankJournal',
    group: 'ACCOUNTING',
    severity: 'REQUIRED',
    title: 'Each company that sells has a Bank journal',
    path: 'Accounting → Configuration → Journals',
    remedy: 'Create a journal of the type Bank: payments are registered in it.',
    judge: journals('bank', 'bank journals'),
  },
  {
    id: 'accounting.taxes',
    group: 'ACCOUNTING',
    severity: 'REQUIRED',
    title: 'Each company that sells has a sales tax',
    path: 'Accounting → Configuration → Taxes',
    remedy: 'Create the taxes before the products that bear them.',
    judge: (facts) => found(facts.answers.taxes, facts, ({ rows }) => eachCompany(facts, rows, 'company_id', 'sales taxes')),
  },
  {
    id: 'accounting.taxedProducts',
    group: 'ACCOUNTING',
    severity: 'REQUIRED',
    title: 'At least one tax is assigned to products',
    path: 'Inventory → Products → [Product] → General Information',
    remedy: 'Set Customer Taxes on the products.',
    judge: some('taxedProducts', 'sold products with a customer tax'),
  },
  {
    id: 'accounting.incomeAccounts',
    group: 'ACCOUNTING',
    severity: 'REQUIRED',
    title: 'Product categories have an income account',
    path: 'Inventory → Configuration → Product Categories → [Category] → Account Properties',
    remedy: 'Set the income account, and the expense account beside it: Odoo cannot post an invoice without.',
    judge: incomeAccounts,
  },
];
