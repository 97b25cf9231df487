import { reachOf } from '../../access/scopes/view.ts';
import type { DomainPolicy } from '../../access/scopes/view.ts';
import type { GovernedObject } from '../../access/storage/objects.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { RootResolver } from '../../graph/engine.ts';
import { and, EVERYTHING, not, NOTHING, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';

interface Covered {
  readonly record: string;
  readonly model: string;
  readonly policy: DomainPolicy;
  /** The object with association rows of its own; without one, records have only what they inherit. */
  readonly object?: GovernedObject;
  /** Which rows of the model are records of this kind. */
  readonly rows: Domain;
  /** The way to the company. */
  readonly company: string;
}

const OF_CUSTOMERS = where('move_type', 'in', ['out_invoice', 'out_refund']);

const COVERED: readonly Covered[] = [
  { record: 'CUSTOMER', model: 'res.partner', policy: 'CUSTOMER', object: 'customer', rows: and(where('customer_rank', '>=', 1), where('name', '!=', false)), company: 'company_id' },
  { record: 'SALES_ORDER', model: 'sale.order', policy: 'SALES_ORDER', object: 'sale_order', rows: EVERYTHING, company: 'company_id' },
  { record: 'TRANSFER', model: 'stock.picking', policy: 'TRANSFER', object: 'picking', rows: EVERYTHING, company: 'company_id' },
  { record: 'LOT', model: 'stock.lot', policy: 'LOT', rows: EVERYTHING, company: 'company_id' },
  { record: 'FLEET', model: 'ov.fleet', policy: 'FLEET', object: 'fleet', rows: EVERYTHING, company: 'company_id' },
  { record: 'ASSET', model: 'ov.asset', policy: 'ASSET', object: 'asset', rows: EVERYTHING, company: 'lot_id.company_id' },
  { record: 'INVOICE', model: 'account.move', policy: 'INVOICE', rows: OF_CUSTOMERS, company: 'company_id' },
  { record: 'PAYMENT', model: 'account.payment', policy: 'PAYMENT', rows: where('partner_type', '=', 'customer'), company: 'company_id' },
  { record: 'TICKET', model: 'helpdesk.ticket', policy: 'TICKET', object: 'ticket', rows: EVERYTHING, company: 'company_id' },
  { record: 'MANUFACTURING_ORDER', model: 'mrp.production', policy: 'PRODUCTION', object: 'production', rows: EVERYTHING, company: 'company_id' },
];

/** Whose records are counted: an admin's are all, a manager's those of the company of the SA in context. */
function ofCompany(path: string, { principal }: GraphContext): Domain {
  if (reachOf(principal).kind === 'everything') return EVERYTHING;
  const company = principal.serviceAccount?.companyId ?? null;
  return company === null ? NOTHING : where(path, '=', company);
}

/** The counts of one kind of record: functions, so that only what is selected is counted; at most three calls for a kind. */
function coverageOf({ record, model, policy, object, rows, company }: Covered, context: GraphContext) {
  const { reader, scopes } = context;
  const all = and(rows, ofCompany(company, context));
  const counted = new Map<string, Promise<number>>();
  const count = (name: string, domain: () => Promise<Domain>): Promise<number> => {
    const made = counted.get(name) ?? domain().then((narrowed) => reader.count(model, and(all, narrowed)));
    counted.set(name, made);
    return made;
  };
  const total = () => count('total', async () => EVERYTHING);
  const governed = () => count('governed', () => scopes.governedAnywhere(policy, model));
  const ended = () =>
    count('ended', async () => {
      if (object === undefined) return NOTHING;
      const own = await scopes.governed(object, { account: null, among: all, actors: 'none' });
      return and(not(own.ungoverned), not(own.in('anyone')));
    });
  return {
    record,
    total,
    governed,
    reasons: async () => {
      const [records, inSome, past] = await Promise.all([total(), governed(), ended()]);
      return [
        { reason: 'ENDED', count: past },
        { reason: object === undefined ? 'NOTHING_ABOVE' : 'NEVER_GOVERNED', count: records - inSome - past },
      ].filter((reason) => reason.count > 0);
    },
  };
}

/** `governanceCoverage`: how many records of each kind stand in some SA, and why the others do not. */
export const governanceCoverage: RootResolver = (_args, context) =>
  COVERED.filter(({ model }) => context.database.has(model)).map((covered) => coverageOf(covered, context));
