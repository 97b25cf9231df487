import { parseArgs } from 'node:util';
import { PERSONAS, type PersonaName } from '../odoo/sandbox/data/personas.ts';
import { demoToken } from './demo-token.ts';
import { configOrExit } from './run.ts';

const USAGE = `npm run --silent token -- --persona ${Object.keys(PERSONAS).join('|')} [--header] [--hours 8]`;

/** Prints a token for a demo person, signed with the same secret that the gateway of this folder accepts. */
async function main(): Promise<string> {
  const { values } = parseArgs({
    options: { persona: { type: 'string' }, header: { type: 'boolean', default: false }, hours: { type: 'string', default: '8' } },
  });
  const { persona: name = '', header, hours } = values;
  if (!isPersona(name)) throw new RangeError(`Who? ${USAGE}`);
  if (!/^\d{1,4}$/.test(hours) || Number(hours) === 0) throw new RangeError(`--hours must be a whole number above 0. ${USAGE}`);

  const persona = PERSONAS[name];
  const token = await demoToken(configOrExit(), persona, Number(hours));
  if (!header) return token;
  const account = persona.serviceAccountId === null ? '' : ` -H 'X-SA-ID: ${persona.serviceAccountId}'`;
  return `-H 'Authorization: Bearer ${token}'${account}`;
}

function isPersona(name: string): name is PersonaName {
  return Object.hasOwn(PERSONAS, name);
}

try {
  console.log(await main());
} catch (error) {
  if (!(error instanceof RangeError) && !(error instanceof TypeError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
