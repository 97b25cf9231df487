import { isWithin } from '../../access/memberships.ts';
import { customersIn, ordersIn } from '../../access/governed-records.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { CodeResolver, RootResolver } from '../../graph/engine.ts';
import { parseId } from '../../graph/ids.ts';
import { asText } from '../../odoo/client/values.ts';
import { and, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import { accountTree, subtree } from './service-accounts.ts';
import type { AccountTree, TreeNode } from './service-accounts.ts';

/** May the caller add up what lies below? Admins and systems may; others only below what they manage. */
function mayRollUp(node: TreeNode, { principal }: GraphContext): boolean {
  if (principal.role === 'ADMIN' || principal.role === 'SYSTEM') return true;
  const managed = principal.memberships.filter(({ role }) => role === 'SA_MANAGER').map(({ serviceAccountId }) => serviceAccountId);
  return node.path.some((id) => managed.includes(id));
}

async function activeMembers(accounts: readonly number[], context: GraphContext): Promise<number> {
  const domain = and(where('account_id', 'in', accounts), where('membership_state', '=', 'active'));
  const { records } = await context.reader.search('ov.membership', { domain, specification: { effective_from: {}, effective_to: {} } });
  const now = new Date();
  return records.filter((record) => isWithin(asText(record.effective_from), asText(record.effective_to), now)).length;
}

const OPEN: Domain = where('state', 'in', ['draft', 'sent']);
const IS_CUSTOMER: Domain = and(where('customer_rank', '>=', 1), where('name', '!=', false));

/** The counts of `ServiceAccountMetrics`: functions, so that only what is selected is counted. */
function metricsOf(node: TreeNode, context: GraphContext) {
  const accounts = subtree(node).map(({ id }) => id);
  const { reader, scopes } = context;
  return {
    descendants: accounts.length - 1,
    activeMembers: () => activeMembers(accounts, context),
    customers: async () => reader.count('res.partner', and(IS_CUSTOMER, await customersIn(scopes, accounts))),
    orders: async () => reader.count('sale.order', await ordersIn(scopes, accounts)),
    ordersOpen: async () => reader.count('sale.order', and(OPEN, await ordersIn(scopes, accounts))),
  };
}

function permitted(tree: AccountTree, id: number | null, context: GraphContext): TreeNode | null {
  const node = id === null ? undefined : tree.nodes.get(id);
  return node && mayRollUp(node, context) ? node : null;
}

/** `ServiceAccount.metrics`: null where the caller may not add up. Costs one count for each number that is selected. */
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
