import { isWithin } from '../../access/memberships.ts';
import { asText } from '../../odoo/client/values.ts';
import { leavesOf, type Facts } from '../facts.ts';
import { found, idIn, listed, missing, namesOf, ok, some, type Row } from '../judge.ts';
import type { Judgement, SetupRule } from '../types.ts';

const CODE = 'OVGLOBAL-ROOT';

/** Databases from before the flag have the code alone. */
const isGlobalRoot = (row: Row): boolean => row.is_global_root === true || (row.is_global_root === undefined && row.account_code === CODE);

function globalRoot(facts: Facts): Judgement {
  return found(facts.answers.serviceAccounts, facts, ({ rows }) => {
    const roots = rows.filter(isGlobalRoot);
    const [root] = roots;
    if (!root) return missing('No Service Account is marked as the global root.');
    if (roots.length > 1) return missing(`${roots.length} Service Accounts are marked as the global root: ${listed(namesOf(roots))}.`);
    const wrong = [
      ...(root.account_code === CODE ? [] : [`its code is ${String(root.account_code || 'empty')} instead of ${CODE}`]),
      ...(idIn(root, 'company_id') === null ? [] : ['it belongs to a company']),
      ...(idIn(root, 'parent_id') === null ? [] : ['it stands below another']),
    ];
    return wrong.length === 0 ? ok(`${String(root.name)} (${CODE}).`) : missing(`${String(root.name)} is not what it should be: ${wrong.join(', ')}.`);
  });
}

function companyRoots(facts: Facts): Judgement {
  return found(facts.answers.serviceAccounts, facts, ({ rows }) => {
    const sources = rows.map((row) => idIn(row, 'source_company_id')).filter((id) => id !== null);
    const without = facts.selling.filter(({ id }) => !sources.includes(id)).map(({ name }) => name);
    if (sources.length === 0) return missing('No Service Account stands for a company (source_company_id).');
    return without.length > 0 ? missing(`None stands for ${listed(without)}.`) : ok(`${sources.length} stand for their companies.`);
  });
}

/** Memberships that hold today. */
function live({ answers, now }: Facts): readonly Row[] {
  const rows = answers.memberships.kind === 'rows' ? answers.memberships.rows : [];
  return rows.filter((row) => isWithin(asText(row.effective_from), asText(row.effective_to), now));
}

function memberOfLeaf(facts: Facts): Judgement {
  return found(facts.answers.memberships, facts, () => {
    const leaves = leavesOf(facts.answers.serviceAccounts);
    const members = live(facts).map((row) => idIn(row, 'account_id'));
    const empty = leaves.filter((account) => !members.includes(Number(account['id'])));
    if (leaves.length === empty.length) return missing('No active Service Account has an active member.');
    return empty.length > 0 ? ok(`${leaves.length - empty.length} of ${leaves.length} active Service Accounts have members; none has ${listed(namesOf(empty))}.`) : ok('Every active Service Account has members.');
  });
}

function admins(facts: Facts): Judgement {
  return found(facts.answers.memberships, facts, () => {
    const accounts = facts.answers.serviceAccounts.kind === 'rows' ? facts.answers.serviceAccounts.rows : [];
    const roots = accounts.filter(isGlobalRoot).map(({ id }) => id);
    const count = live(facts).filter((row) => row.role_code === 'admin' && roots.includes(idIn(row, 'account_id'))).length;
    return count > 0 ? ok(`${count} administrators.`) : missing('Nobody is an administrator in the global root.');
  });
}

const ACCOUNTS = 'Serviced Accounts → Serviced Accounts';
const MEMBERS = 'Serviced Accounts → Serviced Accounts → [Account] → Members';

/** Seed 000, section 12, "SA Governance". */
export const GOVERNANCE: readonly SetupRule[] = [
  {
    id: 'governance.globalRoot',
    group: 'GOVERNANCE',
    severity: 'REQUIRED',
    title: `The global root exists (code ${CODE}, marked as global root, of no company)`,
    path: ACCOUNTS,
    remedy: 'Upgrade abs_connector (its migration creates the global root), or create the one account without company and parent.',
    judge: globalRoot,
  },
  {
    id: 'governance.companyRoots',
    group: 'GOVERNANCE',
    severity: 'REQUIRED',
    title: 'Each company that sells has a root Service Account',
    path: ACCOUNTS,
    remedy: 'Create a Service Account directly below the global root, with the company as its source company.',
    judge: companyRoots,
  },
  {
    id: 'governance.activeAccount',
    group: 'GOVERNANCE',
    severity: 'REQUIRED',
    title: 'At least one Service Account of a company is active',
    path: ACCOUNTS,
    remedy: 'Set the state to active: nobody sees anything in another state.',
    judge: (facts) =>
      found(facts.answers.serviceAccounts, facts, () => {
        const names = namesOf(leavesOf(facts.answers.serviceAccounts));
        return names.length > 0 ? ok(`${names.length}: ${listed(names)}.`) : missing('None at the end of the tree is active.');
      }),
  },
  {
    id: 'governance.employees',
    group: 'GOVERNANCE',
    severity: 'REQUIRED',
    title: 'At least one employee exists',
    path: 'Serviced Accounts → Employees',
    remedy: 'Create the employee (abs.employee) in the company of the Service Account.',
    judge: some('employees', 'active employees'),
  },
  {
    id: 'governance.members',
    group: 'GOVERNANCE',
    severity: 'REQUIRED',
    title: 'An active Service Account has an active member',
    path: MEMBERS,
    remedy: 'Enrol the employee in the Service Account (enrollMember): without a membership nothing is visible.',
    judge: memberOfLeaf,
  },
  {
    id: 'governance.admin',
    group: 'GOVERNANCE',
    severity: 'REQUIRED',
    title: 'Somebody is administrator in the global root',
    path: MEMBERS,
    remedy: 'Create a membership of the global root with the role admin.',
    judge: admins,
  },
];
