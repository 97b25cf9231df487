import type { Parser } from './parsers.ts';

/** Whom a request comes from, as far as limits care: told by its credential, never by what it says of itself. */
export const CLIENT_CLASSES = ['FIRST_PARTY', 'PARTNER', 'ANALYST', 'ANONYMOUS'] as const;
export type ClientClass = (typeof CLIENT_CLASSES)[number];

/** What a class of clients may ask for. Numbers are upper bounds; the last five are for one caller in this process. */
export interface Limits {
  /** Lexical tokens of the document; counted before it is parsed. */
  readonly tokens: number;
  /** Fields below each other, fragments followed; introspection has its own bound. */
  readonly depth: number;
  readonly aliases: number;
  /** Fields of the root, fragments followed. */
  readonly rootFields: number;
  /** Selected fields with every fragment written out at each place it is spread. */
  readonly fields: number;
  /** Largest `first`. */
  readonly pageSize: number;
  /** Lists inside lists. */
  readonly listNesting: number;
  /** Points: one for each value that the answer may hold, CALL_POINTS for each call to Odoo. */
  readonly cost: number;
  /** May it send documents of its own, or only operations that were published? */
  readonly freeForm: boolean;
  /** May it ask for the schema, and is it told what a misspelt name may have meant? */
  readonly introspection: boolean;
  /** Operations that may be sent at once after a pause. */
  readonly burst: number;
  readonly ratePerMinute: number;
  readonly concurrent: number;
  /** Milliseconds that Odoo may work for the caller within any minute. */
  readonly odooMsPerMinute: number;
}

/** What one call to Odoo counts beside the values of the answer. */
export const CALL_POINTS = 100;

/** The defaults of each class; LIMITS changes single ones. */
export const CLASS_LIMITS: Readonly<Record<ClientClass, Limits>> = {
  FIRST_PARTY: {
    tokens: 5_000, depth: 12, aliases: 100, rootFields: 30, fields: 2_000, pageSize: 200, listNesting: 5, cost: 2_000_000,
    freeForm: true, introspection: true, burst: 120, ratePerMinute: 1_200, concurrent: 20, odooMsPerMinute: 120_000,
  },
  PARTNER: {
    tokens: 5_000, depth: 12, aliases: 30, rootFields: 10, fields: 1_000, pageSize: 200, listNesting: 4, cost: 1_000_000,
    freeForm: false, introspection: false, burst: 60, ratePerMinute: 600, concurrent: 10, odooMsPerMinute: 60_000,
  },
  ANALYST: {
    tokens: 5_000, depth: 12, aliases: 100, rootFields: 30, fields: 2_000, pageSize: 200, listNesting: 5, cost: 2_000_000,
    freeForm: true, introspection: true, burst: 30, ratePerMinute: 120, concurrent: 4, odooMsPerMinute: 60_000,
  },
  ANONYMOUS: {
    tokens: 1_000, depth: 6, aliases: 10, rootFields: 5, fields: 100, pageSize: 50, listNesting: 2, cost: 10_000,
    freeForm: true, introspection: false, burst: 30, ratePerMinute: 60, concurrent: 5, odooMsPerMinute: 10_000,
  },
};

const SHAPE = 'JSON such as {"PARTNER":{"ratePerMinute":1200}}';

/** Reads changes to the table of limits; an unknown class or limit, or a value of the wrong kind, is a mistake. */
export const limitTable: Parser<Readonly<Record<ClientClass, Limits>>> = (text) => {
  const given = entries(parsed(text), SHAPE);
  const changed = given.map(([name, changes]) => {
    if (!isClass(name)) throw new Error(`${SHAPE}; it names a class "${name}", there are ${CLIENT_CLASSES.join(', ')}`);
    return [name, { ...CLASS_LIMITS[name], ...checked(name, entries(changes, SHAPE)) }] as const;
  });
  return { ...CLASS_LIMITS, ...Object.fromEntries(changed) };
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(SHAPE);
  }
}

function entries(value: unknown, shape: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(shape);
  return Object.entries(value);
}

function checked(name: ClientClass, changes: readonly [string, unknown][]): Partial<Limits> {
  const defaults: Readonly<Record<string, unknown>> = { ...CLASS_LIMITS[name] };
  for (const [limit, value] of changes) {
    if (!Object.hasOwn(defaults, limit)) throw new Error(`${SHAPE}; ${name} has no limit "${limit}", only ${Object.keys(defaults).join(', ')}`);
    const isSwitch = typeof defaults[limit] === 'boolean';
    const fits = isSwitch ? typeof value === 'boolean' : Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 1_000_000_000;
    if (!fits) throw new Error(`${SHAPE}; ${name}.${limit} is ${isSwitch ? 'true or false' : 'a whole number from 0'}`);
  }
  return Object.fromEntries(changes);
}

function isClass(name: string): name is ClientClass {
  return CLIENT_CLASSES.some((known) => known === name);
}
