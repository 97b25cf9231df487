import { found, listed, missing, namesOf, ok, some } from '../judge.ts';
import type { SetupRule } from '../types.ts';

/** Seed 000, section 12, "Customers", and section 13's customer that an agent cannot see. */
export const CUSTOMERS: readonly SetupRule[] = [
  {
    id: 'customers.exist',
    group: 'CUSTOMERS',
    severity: 'REQUIRED',
    title: 'At least one customer exists (customer rank 1 or more)',
    path: 'Sales → Orders → Customers',
    remedy: 'Create a customer in Sales, or with createCustomer.',
    judge: some('customers', 'customers'),
  },
  {
    id: 'customers.email',
    group: 'CUSTOMERS',
    severity: 'RECOMMENDED',
    title: 'Customers have a valid email address',
    path: 'Sales → Orders → Customers → [Customer]',
    remedy: 'Enter the email address: quotations and invoices are sent to it.',
    judge: (facts) =>
      found(facts.answers.unreachableCustomers, facts, ({ rows, total }) =>
        total === 0 ? ok('Every customer has one.') : missing(`${total} customers have none: ${listed(namesOf(rows))}${total > rows.length ? ' …' : ''}.`),
      ),
  },
  {
    id: 'customers.governed',
    group: 'CUSTOMERS',
    severity: 'RECOMMENDED',
    title: 'Customers stand in a Service Account',
    path: 'governanceCoverage in this graph',
    remedy: 'Assign them to a Service Account (bringUnderGovernance): agents do not see a customer who was created with an API key.',
    judge: (facts) => found(facts.ungoverned, facts, ({ total }) => (total === 0 ? ok('All of them do.') : missing(`${total} customers stand in none; employees do not see them.`))),
  },
];
