import { governanceOfCustomer, governanceOfOrder } from '../../access/governance/lineage.ts';
import { governanceResolvers } from '../../access/governance/resolvers.ts';
import type { SubgraphCode } from '../../graph/engine.ts';
import { governanceCoverage } from './coverage.ts';
import { explainAccess } from './explain-access.ts';
import { isManager, kind } from './hierarchy.ts';
import { odooConnection } from './odoo-connection.ts';
import { metrics, serviceAccountRollup } from './rollup.ts';
import { setupChecklist, setupIssues } from './setup.ts';
import { globalRoot, serviceAccountTree } from './tree.ts';
import { viewer } from './viewer.ts';

const ofOrder = governanceResolvers(governanceOfOrder);

/** What the SDL of governance cannot say. */
export const governance: SubgraphCode = {
  roots: { viewer, globalRoot, serviceAccountTree, serviceAccountRollup, odooConnection, governanceCoverage, explainAccess, setupChecklist, setupIssues },
  fields: {
    ServiceAccount: { kind, metrics },
    Membership: { isManager },
    Customer: governanceResolvers(governanceOfCustomer),
    SalesOrder: { governance: ofOrder.governance, assignedActors: ofOrder.assignedActors },
  },
};
