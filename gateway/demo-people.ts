import { PERSONAS, type PersonaName } from '../odoo/sandbox/data/personas.ts';
import type { Config } from '../platform/config.ts';
import type { ConsoleOptions, DemoPerson } from './console/options.ts';
import { demoToken } from './demo-token.ts';

const WHO = {
  admin: { who: 'Administrator in the global root', sees: 'Every row of every company' },
  manager: { who: 'Manager of the Service Account Lomé', sees: 'What Lomé governs, margins included' },
  staff: { who: 'Staff of Lomé', sees: 'In Lomé, what is assigned to them or to nobody' },
  agent: { who: 'Agent of Lomé', sees: 'In Lomé, what is assigned to them' },
  customer: { who: 'A customer of Lomé', sees: 'Themselves and what is theirs' },
} as const satisfies Record<PersonaName, Omit<DemoPerson, 'name'>>;

const HOURS = 8;

/**
 * The people of the sandbox and their tokens. Nobody when a secret is configured: it may be the one of a real issuer, and a
 * token signed with it would be good elsewhere.
 */
export function demoPeople(config: Config): Pick<ConsoleOptions, 'people' | 'issue'> {
  const offered = config.JWT_SECRET === undefined && config.JWT_JWKS_URL === undefined;
  return {
    people: offered ? Object.entries(WHO).map(([name, facts]) => ({ name, ...facts })) : [],
    async issue(name) {
      const persona = PERSONAS[name as PersonaName];
      const { serviceAccountId } = persona;
      return { token: await demoToken(config, persona, HOURS), serviceAccountId: serviceAccountId === null ? null : String(serviceAccountId) };
    },
  };
}
