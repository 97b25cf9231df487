import type { Domain } from '../odoo/domain/types.ts';
import type { OdooPort, OdooRequest } from '../odoo/port.ts';
import type { Principal } from './principal.ts';
import type { RowScopes } from './rows.ts';
import { accountingScope, invoiceScope, paymentScope } from './scopes/accounting.ts';
import { actorAssociationScope, associationScope } from './scopes/associations.ts';
import { customerScope, salesOrderScope, subscriptionScope } from './scopes/business.ts';
import { companiesScope, companyScope, everyoneScope } from './scopes/companies.ts';
import { employeeScope, membershipScope, personScope, serviceAccountScope } from './scopes/people.ts';
import { productionScope } from './scopes/production.ts';
import { assetScope, fleetItemScope, fleetScope, lotScope } from './scopes/serials.ts';
import { stockMoveLineScope, stockMoveScope, stockScope, transferScope } from './scopes/stock.ts';
import { ticketMessageScope, ticketScope } from './scopes/tickets.ts';
import { reachOf, type DomainPolicy, type Reach, type ScopeView } from './scopes/view.ts';
import type { GovernanceStorage } from './storage/governed.ts';

/** The decision table (domain.md 3.1), one line per policy; docs/visibility.md says it in words. */
const SCOPES: Readonly<Record<DomainPolicy, (view: ScopeView, model: string) => Domain | Promise<Domain>>> = {
  CUSTOMER: customerScope,
  SALES_ORDER: salesOrderScope,
  SUBSCRIPTION: subscriptionScope,
  SERVICE_ACCOUNT: serviceAccountScope,
  MEMBERSHIP: membershipScope,
  EMPLOYEE: employeeScope,
  PERSON: personScope,
  ASSOCIATION: associationScope,
  ACTOR_ASSOCIATION: actorAssociationScope,
  TRANSFER: transferScope,
  STOCK_MOVE: stockMoveScope,
  STOCK_MOVE_LINE: stockMoveLineScope,
  STOCK: stockScope,
  LOT: lotScope,
  FLEET: fleetScope,
  FLEET_ITEM: fleetItemScope,
  ASSET: assetScope,
  INVOICE: invoiceScope,
  PAYMENT: paymentScope,
  TICKET: ticketScope,
  TICKET_MESSAGE: ticketMessageScope,
  PRODUCTION: productionScope,
  ACCOUNTING: accountingScope,
  COMPANY: companyScope,
  COMPANIES: companiesScope,
  EVERYONE: everyoneScope,
};

function viewOf(principal: Principal, reach: Reach, storage: GovernanceStorage, odoo: OdooPort, request: OdooRequest, remembered: Map<string, unknown>): ScopeView {
  const view: ScopeView = {
    principal,
    reach,
    storage,
    odoo,
    request,
    once<T>(key: string, make: () => T | Promise<T>): Promise<T> {
      const known = remembered.get(key);
      if (known !== undefined) return known as Promise<T>;
      const made = (async () => make())();
      remembered.set(key, made);
      return made;
    },
    governed: (object, question) =>
      view.once(`governed ${object} ${JSON.stringify(question)}`, () => storage.governed(object, question, odoo, request)),
    domain: (policy, model) => view.once(`domain ${policy} ${model}`, () => SCOPES[policy](view, model)),
  };
  return view;
}

const ANY_ACCOUNT: Reach = { kind: 'account', account: null, policy: 'sa_wide', me: null };

/** The caller's row visibility. Made for one request and one principal; what it reads, it reads once. */
export function createRowScopes(principal: Principal, storage: GovernanceStorage, odoo: OdooPort, request: OdooRequest): RowScopes {
  const [own, others] = [new Map<string, unknown>(), new Map<string, unknown>()];
  const view = viewOf(principal, reachOf(principal), storage, odoo, request, own);
  // Nobody's company, so that what is only the company's own does not count as governed.
  const anywhere = viewOf({ ...principal, serviceAccount: null }, ANY_ACCOUNT, storage, odoo, request, others);
  const forget = (): void => {
    own.clear();
    others.clear();
  };
  return { domain: view.domain, governed: view.governed, governedAnywhere: anywhere.domain, forget };
}
