import { layoutOf } from '../../access/storage/layout.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { RootResolver } from '../../graph/engine.ts';
import { OdooFault, type FaultKind } from '../../odoo/client/faults.ts';
import { toGraphError } from '../../odoo/client/graph-errors.ts';
import { asId, asText } from '../../odoo/client/values.ts';
import { where } from '../../odoo/domain/build.ts';

/** Modules that the graph can use (seed 000 §1, seed 004 §2), and what for. */
const MODULES: ReadonlyMap<string, string> = new Map([
  ['sale_management', 'Quotations and orders.'],
  ['sale_margin', 'Margins on orders.'],
  ['stock', 'Warehouses, deliveries and lots.'],
  ['account', 'Invoices, payments and journals.'],
  ['mrp', 'Manufacturing orders and bills of materials.'],
  ['helpdesk', 'Tickets (Enterprise).'],
  ['sale_subscription', 'Recurring billing (Enterprise).'],
  ['abs_connector', 'Service Account governance.'],
  ['abs_graph', 'Service Account governance where abs_connector is not installed.'],
]);

interface Installed {
  readonly version: string | null;
  readonly installed: boolean;
}

/** Null where Odoo's user may not read the list of modules. */
async function installedModules(context: GraphContext): Promise<ReadonlyMap<string, Installed> | null> {
  try {
    const { records } = await context.reader.search('ir.module.module', {
      domain: where('name', 'in', [...MODULES.keys()]),
      specification: { name: {}, state: {}, latest_version: {} },
    });
    return new Map(records.map((record) => [String(record.name), { version: asText(record.latest_version), installed: record.state === 'installed' || record.state === 'to upgrade' }]));
  } catch (error) {
    if (error instanceof OdooFault) return null;
    throw error;
  }
}

/** How customers are governed stands for the whole: the tables of the other records came with theirs. */
function storageOf({ database }: GraphContext): string {
  const { association, stamps } = layoutOf('customer', database);
  if (association !== null) return association.actors.kind === 'rows' ? 'TWO_TABLE' : 'ONE_TABLE';
  return stamps ? 'STAMPS' : 'NONE';
}

/** Faults that mean that no Odoo answered at all. */
const AWAY: ReadonlySet<string> = new Set(['UNREACHABLE', 'TIMEOUT', 'SUSPENDED', 'OVERLOADED', 'NOT_ODOO', 'CANCELLED'] satisfies FaultKind[]);

interface Ping {
  readonly reachable: boolean;
  readonly latency: number | null;
  readonly user: number | null;
  readonly problem: string | null;
}

async function ping({ reader }: GraphContext): Promise<Ping> {
  const begun = performance.now();
  try {
    const answer = await reader.call<Readonly<Record<string, unknown>>>({ model: 'res.users', method: 'context_get', kind: 'read' });
    return { reachable: true, latency: Math.round((performance.now() - begun) * 10) / 10, user: asId(answer.uid), problem: null };
  } catch (error) {
    if (error instanceof OdooFault) return { reachable: !AWAY.has(error.kind), latency: null, user: null, problem: toGraphError(error).message };
    throw error;
  }
}

async function userName(id: number | null, { reader }: GraphContext): Promise<string | null> {
  if (id === null) return null;
  const [user] = await reader.byIds('res.users', [id], [], { name: {} });
  return asText(user?.name);
}

/** `odooConnection`: asks Odoo a small question, now. An Odoo that is away is an answer, not an error. */
export const odooConnection: RootResolver = async (_args, context) => {
  const { reachable, latency, user, problem } = await ping(context);
  const installed = problem === null ? await installedModules(context) : null;
  return {
    reachable,
    version: context.database.version.text,
    transport: context.transport.toUpperCase(),
    latencyMilliseconds: latency,
    user: problem === null ? await userName(user, context) : null,
    governanceStorage: storageOf(context),
    modules: [...MODULES].map(([name, purpose]) => {
      const known = installed?.get(name);
      return { name, purpose, version: known?.version ?? null, installed: installed === null ? null : (known?.installed ?? false) };
    }),
    problem,
  };
};
