import { reachOf } from '../scopes/view.ts';
import { idOf, type OdooRow } from '../odoo-records.ts';
import { NOWHERE, type Governance, type PlacesContext } from './places.ts';

/** Where a record stands, by itself or by what stands above it; `data` holds what the SDL's `reads` name. */
export type GovernanceOf = (id: number, data: OdooRow, context: PlacesContext) => Promise<Governance>;

interface ReadRow {
  readonly id: number;
  readonly data: OdooRow;
}

/** What of it lies in the caller's reach: the Service Account in context, or all of them for who sees everything. */
export function withinReach({ provenance, places }: Governance, { principal }: PlacesContext): Governance {
  const reach = reachOf(principal);
  const seen = reach.kind === 'everything' ? places : reach.kind === 'account' ? places.filter(({ account }) => account === reach.account) : [];
  if (seen.length > 0) return { provenance, places: seen };
  // That records above stand in different Service Accounts is for those alone who see all of them.
  const isTold = provenance === 'COMPANY' ? reach.kind === 'account' || reach.kind === 'everything' : provenance === 'AMBIGUOUS' && reach.kind === 'everything';
  return isTold ? { provenance, places: [] } : NOWHERE;
}

function accountsOf({ places }: Governance): readonly unknown[] {
  const once = new Map(places.flatMap(({ account, found }) => (account === null ? [] : [[idOf(account), found] as const])));
  return [...once.values()];
}

/** The three levels of being governed (domain.md 2.2). */
export function levelOf({ places }: Governance): number {
  if (places.length === 0) return 1;
  return places.some(({ actors }) => actors.length > 0) ? 3 : 2;
}

/** What GraphQL shows of where a record stands; ids become entities by the engine, as far as they are visible. */
export function governanceResolvers(of: GovernanceOf) {
  const seen = async (row: ReadRow, context: PlacesContext): Promise<Governance> => withinReach(await of(row.id, row.data, context), context);
  return {
    governance: async (row: ReadRow, _args: unknown, context: PlacesContext) => {
      const found = await seen(row, context);
      return { level: levelOf(found), serviceAccounts: accountsOf(found), provenance: found.provenance };
    },
    serviceAccounts: async (row: ReadRow, _args: unknown, context: PlacesContext) => accountsOf(await seen(row, context)),
    assignedActors: async (row: ReadRow, _args: unknown, context: PlacesContext) => {
      const { provenance, places } = await seen(row, context);
      return places.flatMap((place) =>
        place.actors.map(({ found, isPrimary, since }) => ({ actor: found, serviceAccount: place.found, isPrimary, since, provenance })),
      );
    },
  };
}
