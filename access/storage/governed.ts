import { EVERYTHING, NOTHING, and, or, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import type { OdooPort, OdooRequest } from '../../odoo/port.ts';
import type { DatabaseShape } from '../odoo-records.ts';
import type { GovernedObject } from './objects.ts';

/** Who of the SA acts on a record: it does not matter, at least one, none that is active, or this partner. */
export type ActorClause = 'anyone' | 'someone' | 'nobody' | { readonly me: number };

/** Where the records of one object stand towards one SA, as domains on the native model. */
export interface Governed {
  /** Records with an active place in the SA, and this actor situation there. */
  in(actor: ActorClause): Domain;
  /** Records with no place in any SA, past or present. Complete for the records of the question's `among` only. */
  readonly ungoverned: Domain;
}

/** One SA, several, or (null) any. */
export type AccountClause = number | readonly number[] | null;

export interface GovernanceQuestion {
  readonly account: AccountClause;
  /** The records for which `ungoverned` is going to be used. */
  readonly among?: Domain;
  /**
   * Which actors `in` is going to be asked about: all of them (the default), none (only `anyone`), or one alone, for whom
   * it is then complete, as it is for `anyone` within `among`. Spares reading what nobody asks for.
   */
  readonly actors?: 'all' | 'none' | { readonly only: number };
}

/** How the connected database stores governance, behind one port for its three generations. */
export interface GovernanceStorage {
  /** Costs no call where the database has inverse fields or stamps, else one (two where actors are asked about and can not be read through their rows). */
  governed(object: GovernedObject, question: GovernanceQuestion, odoo: OdooPort, request: OdooRequest): Promise<Governed>;
  /** The database itself, for policies that follow Odoo's own links between records. */
  readonly database: DatabaseShape;
  /** What leads from people to their memberships, and from an SA to those above it, without a call. */
  readonly offers: {
    readonly membershipsOfPerson: boolean;
    readonly membershipsOfEmployee: boolean;
    readonly pathOfAccount: boolean;
  };
}

/** The rows whose many2one leads to one of the SAs that were asked about. */
export function inAccount(path: string, account: AccountClause): Domain {
  if (account === null) return where(path, '!=', false);
  return typeof account === 'number' ? where(path, '=', account) : where(path, 'in', account);
}

/** What association rows say. */
export interface Associations {
  in(actor: ActorClause): Domain;
  /** Records without a row of any state. */
  readonly without: Domain;
}

export const NO_ASSOCIATIONS: Associations = { in: () => NOTHING, without: EVERYTHING };

/** What stamps on the record itself say. */
export interface Stamps {
  in(actor: ActorClause): Domain;
  readonly without: Domain;
}

export const NO_STAMPS: Stamps = { in: () => NOTHING, without: EVERYTHING };

/** An association row of any state outweighs the stamp, which counts only for records that never had a row (domain.md 2.3). */
export function combine(associations: Associations, stamps: Stamps): Governed {
  return {
    in: (actor) => or(associations.in(actor), and(associations.without, stamps.in(actor))),
    ungoverned: and(associations.without, stamps.without),
  };
}
