import type { IncomingHttpHeaders } from 'node:http';
import type { OdooRequest } from '../odoo/port.ts';
import type { ClientClass, Limits } from '../platform/limits.ts';
import type { Foreseen } from './request.ts';
import type { Audience } from './published/audiences.ts';

/** Somebody whose credential is good, or nobody in particular. */
export interface Visitor {
  /** For logs and the fair queue: `employee:1004`, `anonymous`. */
  readonly subject: string;
  /** Which limits hold for them. */
  readonly client: ClientClass;
  /** The partner whose operations, and no others, they may run; null for everybody else. */
  readonly partner: string | null;
  /** Limits of their own, instead of their class's. */
  readonly limits?: Partial<Limits> | undefined;
  /** For whom the schema is theirs; null without a credential. */
  readonly audience: Audience | null;
  /** Looks the principal up and signs it for the hop. Throws a GraphError. */
  assertion(request: OdooRequest): Promise<string>;
  /** Who they were when they came last; null or absent when that is not known. */
  foresee?(): Promise<Foreseen | null>;
}

/** Who may come in: implemented by access/, put together in the composition root. */
export interface Door {
  /** Checks the credential that the headers carry, without asking Odoo. Throws a GraphError (401). */
  admit(headers: IncomingHttpHeaders): Promise<Visitor>;
}
