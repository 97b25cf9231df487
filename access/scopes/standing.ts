import { NOTHING, and, not, or, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import type { ActorClause, Governed, GovernanceQuestion } from '../storage/governed.ts';
import type { GovernedObject } from '../storage/objects.ts';
import { mine, through, type Reach, type ScopeView } from './view.ts';

export type InAccount = Extract<Reach, { kind: 'account' }>;

/** Where the records of a model stand towards the SA in context, their own places and what they inherit taken together. */
export type Standing = Pick<Governed, 'in'>;

/** Who sees all of an SA asks about no actor, an agent about themselves: where rows have to be read, only those are. */
export function questionOf({ account, policy, me }: InAccount): GovernanceQuestion {
  if (policy === 'sa_wide') return { account, actors: 'none' };
  return policy === 'assigned_only' && me !== null ? { account, actors: { only: me } } : { account };
}

/** The decision table inside an SA (domain.md 3.1): everybody's, mine and nobody's, or mine alone. */
export function seenIn(standing: Standing, { policy, me }: InAccount): Domain {
  switch (policy) {
    case 'sa_wide':
      return standing.in('anyone');
    case 'assigned_plus_unassigned':
      return or(mine(standing, me), standing.in('nobody'));
    case 'assigned_only':
      return mine(standing, me);
  }
}

/**
 * A record with a place of its own, of any state, is where that says; one that never had any is where the record above it
 * is (domain.md U15). Who acts on the record above acts on this one too, and it is nobody's when nobody acts on either.
 * `above` says the standing of the record above as a domain on the record itself.
 */
export function inheriting(own: Governed, above: Standing['in']): Standing {
  return {
    in(actor) {
      if (actor === 'anyone') return or(own.in('anyone'), and(own.ungoverned, above('anyone')));
      if (actor === 'nobody') return or(and(own.in('nobody'), not(above('someone'))), and(own.ungoverned, above('nobody')));
      return or(own.in(actor), and(or(own.in('anyone'), own.ungoverned), above(actor)));
    },
  };
}

/** The records for which it matters that they have no place of their own: those that the caller could inherit. */
function inheritable(above: Standing['in'], { policy, me }: InAccount): Domain {
  if (policy === 'assigned_only') return me === null ? NOTHING : above({ me });
  return above('anyone');
}

async function inherited(view: ScopeView, reach: InAccount, object: GovernedObject, above: Standing['in'], besides: Domain = NOTHING) {
  const own = await view.governed(object, { ...questionOf(reach), among: or(inheritable(above, reach), besides) });
  return { own, standing: inheriting(own, above) };
}

export function customerStanding(view: ScopeView, reach: InAccount): Promise<Standing> {
  return view.governed('customer', questionOf(reach));
}

/** Orders, tickets, assets: by themselves, else through their customer. */
export function standingByCustomer(view: ScopeView, reach: InAccount, object: 'sale_order' | 'ticket' | 'asset'): Promise<Standing> {
  return view.once(`standing ${object}`, async () => {
    const customers = await customerStanding(view, reach);
    const { standing } = await inherited(view, reach, object, (actor) => through('partner_id', customers.in(actor)));
    return standing;
  });
}

/**
 * Transfers: by themselves, else through their order, else through their partner. `own` also tells, for those of
 * `besides`, whether they have a place of their own.
 */
export function transferStanding(view: ScopeView, reach: InAccount, besides: Domain) {
  return view.once('standing picking', async () => {
    const customers = await customerStanding(view, reach);
    const orders = await standingByCustomer(view, reach, 'sale_order');
    const hasOrders = view.storage.database.field('stock.picking', 'sale_id') !== null;
    const above = (actor: ActorClause): Domain => {
      const ofPartner = through('partner_id', customers.in(actor));
      return hasOrders ? or(through('sale_id', orders.in(actor)), and(where('sale_id', '=', false), ofPartner)) : ofPartner;
    };
    return inherited(view, reach, 'picking', above, besides);
  });
}
