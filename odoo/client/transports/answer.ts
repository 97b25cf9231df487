import { kindOf, kindOfPage, type OdooError } from '../classify.ts';
import { OdooFault } from '../faults.ts';
import type { HttpAnswer } from '../http.ts';

const NOT_JSON = Symbol('not JSON');

/** Parses the body of an answer, and says with a symbol, not an exception, that it is a page. */
export function parseAnswer({ text }: HttpAnswer): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return NOT_JSON;
  }
}

export function isJson(value: unknown): boolean {
  return value !== NOT_JSON;
}

/** Says what went wrong in Odoo's words, with the key blotted out should they repeat it. */
export function faultOfError(error: OdooError, answer: HttpAnswer, method: string, secret: string): OdooFault {
  return new OdooFault(kindOf(error, method), {
    status: answer.status,
    exception: error.name,
    said: redact(error.message, secret),
  });
}

/** For answers that are no JSON of Odoo's; their text is not kept, since nobody knows what a proxy puts there. */
export function faultOfPage(answer: HttpAnswer): OdooFault {
  const looks = /^\s*</.test(answer.text) ? 'HTML' : 'text';
  return new OdooFault(kindOfPage(answer.status, answer.text), {
    status: answer.status,
    said: `expected JSON of Odoo, got HTTP ${answer.status} with ${answer.text === '' ? 'an empty body' : looks}`,
  });
}

export function redact(text: string, secret: string): string {
  return secret === '' ? text : text.replaceAll(secret, '***');
}
