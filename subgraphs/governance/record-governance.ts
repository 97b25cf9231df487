import type { GraphContext } from '../../graph/context.ts';
import type { CodeResolver } from '../../graph/engine.ts';
import type { Row } from '../../graph/row.ts';
import { governanceOfCustomer, governanceOfOrder } from './places.ts';
import type { Governance } from './places.ts';

type GovernanceOf = (id: number, data: Row['data'], context: GraphContext) => Promise<Governance>;

function accountsOf({ places }: Governance): readonly unknown[] {
  return places.flatMap(({ account, found }) => (account === null ? [] : [found]));
}

/** The three levels of being governed (domain.md 2.2). */
function levelOf({ places }: Governance): number {
  if (places.length === 0) return 1;
  return places.some(({ actors }) => actors.length > 0) ? 3 : 2;
}

/** What GraphQL shows of where a record stands; ids become entities by the engine, as far as they are visible. */
function resolvers(of: GovernanceOf) {
  const governance: CodeResolver = async (row, _args, context) => {
    const found = await of(row.id, row.data, context);
    return { level: levelOf(found), serviceAccounts: accountsOf(found), provenance: found.provenance };
  };
  const serviceAccounts: CodeResolver = async (row, _args, context) => accountsOf(await of(row.id, row.data, context));
  const assignedActors: CodeResolver = async (row, _args, context) => {
    const { provenance, places } = await of(row.id, row.data, context);
    return places.flatMap((place) =>
      place.actors.map(({ found, isPrimary, since }) => ({ actor: found, serviceAccount: place.found, isPrimary, since, provenance })),
    );
  };
  return { governance, serviceAccounts, assignedActors };
}

export const ofCustomer = resolvers(governanceOfCustomer);
export const ofOrder = resolvers(governanceOfOrder);
