import { SignJWT } from 'jose';
import { PERSONAS, type PersonaName } from '../odoo/sandbox/data/personas.ts';

/** Signs the tokens of demo people against servers that a bench has started itself. */
export const BENCH_SECRET = 'signs the tokens of benchmarks, nothing else';

export async function headersOf(name: PersonaName, secret = BENCH_SECRET): Promise<Record<string, string>> {
  const { kind, id, serviceAccountId } = PERSONAS[name];
  const token = await new SignJWT({ type: kind }).setProtectedHeader({ alg: 'HS256' }).setSubject(String(id)).setAudience('odoo-graph').setExpirationTime('8h').sign(new TextEncoder().encode(secret));
  return { authorization: `Bearer ${token}`, ...(serviceAccountId === null || name === 'admin' ? {} : { 'x-sa-id': String(serviceAccountId) }) };
}

/** The reference query of the budgets: 50 orders with lines, products and customers. */
export const REFERENCE = `{
  salesOrders(first: 50) {
    nodes {
      id name state orderedAt amountTotal { amount currency }
      customer { id name email }
      lines(first: 50) { nodes { id quantity subtotal { amount } product { id name } } }
    }
  }
}`;
