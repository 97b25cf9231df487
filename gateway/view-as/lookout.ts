import type { IncomingHttpHeaders } from 'node:http';
import type { Assertions } from '../../access/assertion.ts';
import type { Authenticator } from '../../access/credentials.ts';
import { header } from '../../access/headers.ts';
import type { Principal } from '../../access/principal.ts';
import type { PrincipalSources } from '../../access/principal-sources.ts';
import { resolvePrincipal } from '../../access/resolve-principal.ts';
import { viewAs } from '../../access/view-as.ts';
import type { OdooRequest } from '../../odoo/port.ts';

/** Two people as subgraphs know them, and who they are. */
export interface Pair {
  readonly mine: string;
  readonly theirs: string;
  readonly me: Principal;
  readonly them: Principal;
}

/** Lets somebody see with the eyes of a member, if they may. */
export interface Lookout {
  /** Throws a GraphError: of the credential, of the Service Account, or FORBIDDEN. */
  look(headers: IncomingHttpHeaders, employeeId: number, request: OdooRequest): Promise<Pair>;
}

export interface LookoutOptions {
  readonly authenticator: Authenticator;
  readonly sources: PrincipalSources;
  readonly assertions: Pick<Assertions, 'sign'>;
  /** Turns a failure of Odoo into the error that the caller sees. */
  readonly translate: (error: unknown) => unknown;
}

export function createLookout({ authenticator, sources, assertions, translate }: LookoutOptions): Lookout {
  return {
    async look(headers, employeeId, request) {
      const credential = await authenticator.authenticate(headers);
      try {
        const me = await resolvePrincipal(credential, header(headers, 'x-sa-id'), sources, request);
        const them = await viewAs(me, employeeId, sources, request);
        return { me, them, mine: await assertions.sign(me), theirs: await assertions.sign(them) };
      } catch (error) {
        throw translate(error);
      }
    },
  };
}
