import { governanceOfAsset, governanceOfCustomer, governanceOfFleet, governanceOfOrder, governanceOfProduction, governanceOfTicket, governanceOfTransfer } from '../../access/governance/lineage.ts';
import { governanceResolvers, type GovernanceOf } from '../../access/governance/resolvers.ts';
import type { SignIn } from '../../access/sign-in.ts';
import type { SubgraphCode } from '../../graph/engine.ts';
import { availableActions } from '../../graph/mutations/actions.ts';
import { governanceCoverage } from './coverage.ts';
import { explainAccess } from './explain-access.ts';
import { isManager, kind } from './hierarchy.ts';
import { createServiceAccount, deactivateServiceAccount, updateServiceAccount } from './mutations/accounts.ts';
import { assignActor, promoteActor, unassignActor } from './mutations/assign.ts';
import { bringUnderGovernance } from './mutations/bring-under-governance.ts';
import { appointGuard, changeGuard, leaveGuard } from './mutations/membership-rules.ts';
import { appointManager, enrollMember, revokeMembership, updateMembership } from './mutations/memberships.ts';
import { signInBy } from './mutations/sign-in.ts';
import { odooConnection } from './odoo-connection.ts';
import { metrics, serviceAccountRollup } from './rollup.ts';
import { setupRoots, type SyncSource } from './setup.ts';
import { globalRoot, serviceAccountTree } from './tree.ts';
import { viewer } from './viewer.ts';

const ofOrder = governanceResolvers(governanceOfOrder);
const actorsBy = (of: GovernanceOf) => ({ assignedActors: governanceResolvers(of).assignedActors });

/** What the SDL of governance cannot say. Who knows passwords, and how the synchronisation stands, comes from outside. */
export const governance = (signIn: SignIn | null, syncStatus: SyncSource): SubgraphCode => ({
  roots: { viewer, globalRoot, serviceAccountTree, serviceAccountRollup, odooConnection, governanceCoverage, explainAccess, ...setupRoots(syncStatus) },
  mutations: {
    signIn: signInBy(signIn),
    createServiceAccount, updateServiceAccount, deactivateServiceAccount, enrollMember, updateMembership, revokeMembership, appointManager,
    assignActor, unassignActor, promoteActor, bringUnderGovernance,
  },
  fields: {
    ServiceAccount: { kind, metrics },
    Membership: { isManager, availableActions: availableActions({ updateMembership: changeGuard, revokeMembership: leaveGuard, appointManager: appointGuard }) },
    Customer: governanceResolvers(governanceOfCustomer),
    SalesOrder: { governance: ofOrder.governance, assignedActors: ofOrder.assignedActors },
    Ticket: actorsBy(governanceOfTicket),
    Fleet: actorsBy(governanceOfFleet),
    ManufacturingOrder: actorsBy(governanceOfProduction),
    Transfer: actorsBy(governanceOfTransfer),
    Asset: actorsBy(governanceOfAsset),
  },
});
