import DataLoader from 'dataloader';
import { customersIn, ordersIn } from '../../access/governed-records.ts';
import { isWithin } from '../../access/memberships.ts';
import { once, type GraphContext } from '../../graph/context.ts';
import type { CodeResolver, RootResolver } from '../../graph/engine.ts';
import { parseId } from '../../graph/ids.ts';
import { viewOf } from '../../graph/row.ts';
import { specificationOf } from '../../graph/visibility.ts';
import { asId, asText } from '../../odoo/client/values.ts';
import { and, isNothing, where } from '../../odoo/domain/build.ts';
import { compileDomain } from '../../odoo/domain/evaluate.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import { mergeSpecifications } from '../../odoo/read/specification.ts';
import { accountTree, subtree } from './service-accounts.ts';
import type { AccountTree, TreeNode } from './service-accounts.ts';

/** May the caller add up what lies below? Admins and systems may; others only below what they manage. */
function mayRollUp(node: TreeNode, { principal }: GraphContext): boolean {
  if (principal.role === 'ADMIN' || principal.role === 'SYSTEM') return true;
  const managed = principal.memberships.filter(({ role }) => role === 'SA_MANAGER').map(({ serviceAccountId }) => serviceAccountId);
  return node.path.some((id) => managed.includes(id));
}

const OPEN: Domain = where('state', 'in', ['draft', 'sent']);
const IS_CUSTOMER: Domain = and(where('customer_rank', '>=', 1), where('name', '!=', false));

/** What is counted: records of a model that have an active place in the Service Accounts. */
interface Counted {
  readonly model: string;
  readonly also: Domain;
  readonly placed: (scopes: GraphContext['scopes'], accounts: readonly number[]) => Promise<Domain>;
}

const COUNTED = {
  customers: { model: 'res.partner', also: IS_CUSTOMER, placed: customersIn },
  orders: { model: 'sale.order', also: [], placed: ordersIn },
  ordersOpen: { model: 'sale.order', also: OPEN, placed: ordersIn },
} as const satisfies Readonly<Record<string, Counted>>;

/** Odoo counts for one domain in a call. From this many on, reading the records and telling here whose they are costs fewer. */
const MANY = 3;
const PAGE = 2000;

const accountsOf = (node: TreeNode): readonly number[] => subtree(node).map(({ id }) => id);

/** For many nodes at once: every record once, with what decides in which of them it stands. */
async function countedHere({ model, also, placed }: Counted, nodes: readonly TreeNode[], { reader, scopes }: GraphContext): Promise<readonly number[]> {
  const domains = await Promise.all(nodes.map((node) => placed(scopes, accountsOf(node))));
  const tests = domains.map((domain) => (isNothing(domain) ? () => false : compileDomain(domain)));
  const all = await placed(scopes, [...new Set(nodes.flatMap(accountsOf))]);
  const counts = nodes.map(() => 0);
  for (let offset = 0; ; offset += PAGE) {
    const { records } = await reader.search(model, { domain: and(also, all), specification: domains.map(specificationOf).reduce(mergeSpecifications, {}), order: 'id', limit: PAGE, offset });
    for (const record of records) {
      const view = viewOf(record);
      for (const [index, belongs] of tests.entries()) if (belongs(view)) counts[index] = (counts[index] ?? 0) + 1;
    }
    if (records.length < PAGE) return counts;
  }
}

/** All Service Accounts of a hop are counted together. */
function counter(name: keyof typeof COUNTED, context: GraphContext): DataLoader<TreeNode, number> {
  const counted: Counted = COUNTED[name];
  const { reader, scopes } = context;
  return once(context, `rollup ${name}`, () =>
    new DataLoader<TreeNode, number>(async (nodes) => {
      if (nodes.length >= MANY) return countedHere(counted, nodes, context);
      return Promise.all(nodes.map(async (node) => reader.count(counted.model, and(counted.also, await counted.placed(scopes, accountsOf(node))))));
    }));
}

/** Memberships that hold now, of every Service Account of a hop in one call. */
function members(context: GraphContext): DataLoader<TreeNode, number> {
  return once(context, 'rollup members', () =>
    new DataLoader<TreeNode, number>(async (nodes) => {
      const domain = and(where('account_id', 'in', [...new Set(nodes.flatMap(accountsOf))]), where('membership_state', '=', 'active'));
      const { records } = await context.reader.search('ov.membership', { domain, specification: { account_id: {}, effective_from: {}, effective_to: {} } });
      const now = new Date();
      const live = records.filter((record) => isWithin(asText(record.effective_from), asText(record.effective_to), now));
      return nodes.map((node) => {
        const accounts = new Set(accountsOf(node));
        return live.filter((record) => accounts.has(asId(record.account_id) ?? 0)).length;
      });
    }));
}

/** The counts of `ServiceAccountMetrics`: functions, so that only what is selected is counted. */
function metricsOf(node: TreeNode, context: GraphContext) {
  return {
    descendants: accountsOf(node).length - 1,
    activeMembers: () => members(context).load(node),
    customers: () => counter('customers', context).load(node),
    orders: () => counter('orders', context).load(node),
    ordersOpen: () => counter('ordersOpen', context).load(node),
  };
}

function permitted(tree: AccountTree, id: number | null, context: GraphContext): TreeNode | null {
  const node = id === null ? undefined : tree.nodes.get(id);
  return node && mayRollUp(node, context) ? node : null;
}

/**
 * `ServiceAccount.metrics`: null where the caller may not add up. Costs one call for each number that is selected, however many
 * Service Accounts are asked; where nothing leads from records to their associations, those of each account are read besides.
 */
export const metrics: CodeResolver = async (row, _args, context) => {
  const node = permitted(await accountTree(context), row.id, context);
  return node && metricsOf(node, context);
};

/** `serviceAccountRollup`: of the Service Account that is named, or of the one in context. */
export const serviceAccountRollup: RootResolver = async (args, context) => {
  const id = args.id === undefined || args.id === null ? (context.principal.serviceAccount?.id ?? null) : parseId(args.id);
  const node = permitted(await accountTree(context), id, context);
  return (
    node && {
      serviceAccount: node.id,
      breadcrumb: node.path,
      manager: node.manager,
      serviceAccountIds: subtree(node).map((below) => String(below.id)),
      folders: node.children.map((child) => child.id),
      metrics: metricsOf(node, context),
    }
  );
};
