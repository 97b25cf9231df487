import { GraphError } from '../platform/errors.ts';
import { and, not, NOTHING, or, where } from '../odoo/domain/build.ts';
import type { Domain, DomainValue } from '../odoo/domain/types.ts';
import type { VirtualOperator } from '../odoo/database/virtual-fields.ts';
import { toOdooDateTime } from '../odoo/client/values.ts';
import type { GraphContext } from './context.ts';
import { parseIds } from './ids.ts';
import { typeEntry } from './table.ts';
import type { FieldEntry, GraphTable, TypeEntry } from './table.ts';
import { assertSeesField, visibleRows } from './visibility.ts';

type Given = Readonly<Record<string, unknown>>;

const MAX_CONDITIONS = 200;
const MAX_DEPTH = 8;

const OPERATORS: ReadonlyMap<string, string> = new Map([
  ['eq', '='],
  ['ne', '!='],
  ['in', 'in'],
  ['notIn', 'not in'],
  ['lt', '<'],
  ['lte', '<='],
  ['gt', '>'],
  ['gte', '>='],
  ['contains', 'ilike'],
  ['startsWith', '=ilike'],
  ['endsWith', '=ilike'],
]);

/** `%`, `_` and `\` stand for themselves. */
function literal(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}

function pattern(name: string, value: unknown): string {
  const text = literal(String(value));
  if (name === 'startsWith') return `${text}%`;
  return name === 'endsWith' ? `%${text}` : text;
}

interface Budget {
  left: number;
}

function spend(budget: Budget, depth: number): void {
  budget.left -= 1;
  if (budget.left < 0 || depth > MAX_DEPTH) {
    throw new GraphError('LIMIT_EXCEEDED', `A filter may hold ${MAX_CONDITIONS} conditions, nested ${MAX_DEPTH} deep.`);
  }
}

/** Turns filter inputs into Odoo domains, with the caller's visibility in every relation that is passed through. */
export class FilterCompiler {
  readonly #table: GraphTable;
  readonly #context: GraphContext;
  readonly #budget: Budget = { left: MAX_CONDITIONS };

  constructor(table: GraphTable, context: GraphContext) {
    this.#table = table;
    this.#context = context;
  }

  async domain(type: TypeEntry, filter: Given | null | undefined, depth = 0): Promise<Domain> {
    if (!filter) return [];
    spend(this.#budget, depth);
    const parts: Domain[] = [];
    for (const [name, given] of Object.entries(filter)) {
      if (given === undefined) continue;
      parts.push(await this.#entry(type, name, given, depth));
    }
    return and(...parts);
  }

  /** The domain of `search:` — a text in any of the type's search fields. */
  async search(type: TypeEntry, text: string | null | undefined): Promise<Domain> {
    const wanted = text?.trim();
    if (!wanted || !type.root) return [];
    const parts: Domain[] = [];
    for (const path of type.root.search) parts.push(await this.#searchPath(type, path.split('.'), literal(wanted)));
    return or(...parts);
  }

  async #searchPath(type: TypeEntry, path: readonly string[], text: string): Promise<Domain> {
    const [head = '', ...rest] = path;
    const field = type.fields.get(head);
    const live = field && this.#context.database.resolve(type.model ?? '', field.odoo);
    if (!field || !live) return NOTHING;
    if (rest.length === 0) return where(live, 'ilike', text);
    const target = typeEntry(this.#table, field.typeName);
    const scope = await visibleRows(this.#table, target, this.#context);
    return where(live, 'any', and(scope, await this.#searchPath(target, rest, text)));
  }

  async #entry(type: TypeEntry, name: string, given: unknown, depth: number): Promise<Domain> {
    if (name === 'and' || name === 'or') {
      if (!Array.isArray(given)) return [];
      const parts: Domain[] = [];
      for (const item of given) parts.push(await this.domain(type, item as Given, depth + 1));
      return name === 'and' ? and(...parts) : or(...parts);
    }
    if (name === 'not') return given ? not(await this.domain(type, given as Given, depth + 1)) : [];
    const field = type.fields.get(name);
    if (!field) throw new GraphError('BAD_USER_INPUT', `${type.name} has no field ${name} to filter by.`);
    assertSeesField(type, field, this.#context);
    return this.#field(type, field, given as Given | null, depth);
  }

  async #field(type: TypeEntry, field: FieldEntry, given: Given | null, depth: number): Promise<Domain> {
    const { database } = this.#context;
    const model = type.model ?? '';
    const virtual = database.virtual(model, field.odoo);
    const live = field.odoo === 'id' ? 'id' : database.resolve(model, field.odoo);
    if (live === null && !virtual) throw new GraphError('NOT_AVAILABLE', `The connected Odoo has no ${type.name}.${field.name} to filter by.`);
    if (virtual) return virtual.domain(...this.#virtualCondition(field, given));
    if (given === null) return where(live ?? '', '=', false);
    if (field.kind === 'one') return this.#relation(field, live ?? '', given, depth);
    if (field.kind === 'children') return this.#children(field, live ?? '', given, depth);
    spend(this.#budget, depth);
    return and(...Object.entries(given).flatMap(([operator, value]) => (value === undefined ? [] : [this.#condition(field, live ?? '', operator, value)])));
  }

  #virtualCondition(field: FieldEntry, given: Given | null): [operator: VirtualOperator, values: readonly string[]] {
    const entries = Object.entries(given ?? { eq: null }).filter(([, value]) => value !== undefined);
    const [first] = entries;
    if (!first || entries.length > 1 || first[1] === null || first[0] === 'isNull') {
      throw new GraphError('BAD_USER_INPUT', `${field.name} takes one condition, with values.`);
    }
    const named = Array.isArray(first[1]) ? first[1].map(String) : [String(first[1])];
    const toOdoo = this.#table.enums.get(field.typeName)?.toOdoo;
    const values = named.map((value) => toOdoo?.get(value) ?? value);
    return [(OPERATORS.get(first[0]) ?? 'in') as VirtualOperator, values];
  }

  async #relation(field: FieldEntry, live: string, given: Given, depth: number): Promise<Domain> {
    const target = typeEntry(this.#table, field.typeName);
    const scope = await visibleRows(this.#table, target, this.#context);
    const isReference = !(target.owned && target.resolvable);
    if (!isReference) return where(live, 'any', and(scope, await this.domain(target, given, depth + 1)));
    spend(this.#budget, depth);
    const parts = Object.entries(given).flatMap(([operator, value]): Domain[] => {
      if (value === undefined) return [];
      const empty = operator === 'isNull' ? value : value === null ? operator !== 'ne' : null;
      if (empty !== null) return [where(live, empty ? '=' : '!=', false)];
      const named = this.#condition(field, scope.length === 0 ? live : 'id', operator, value);
      if (scope.length === 0) return [named];
      return [where(live, 'any', and(scope, named))];
    });
    return and(...parts);
  }

  async #children(field: FieldEntry, live: string, given: Given, depth: number): Promise<Domain> {
    const target = typeEntry(this.#table, field.typeName);
    const parts: Domain[] = [];
    for (const [quantifier, filter] of Object.entries(given)) {
      if (filter === undefined || filter === null) continue;
      const inner = await this.domain(target, filter as Given, depth + 1);
      parts.push(where(live, quantifier === 'none' ? 'not any' : 'any', inner));
    }
    return and(...parts);
  }

  #condition(field: FieldEntry, path: string, name: string, value: unknown): Domain {
    if (name === 'isNull') return value === null ? [] : where(path, value ? '=' : '!=', false);
    const operator = OPERATORS.get(name);
    if (!operator) throw new GraphError('BAD_USER_INPUT', `${name} is no condition on ${field.name}.`);
    if (value === null) {
      if (name === 'eq' || name === 'ne') return where(path, operator, false);
      throw new GraphError('BAD_USER_INPUT', `${field.name}.${name} needs a value; use eq: null or isNull for records without one.`);
    }
    if (operator.endsWith('like')) return where(path, operator, pattern(name, value));
    if (field.kind === 'one' || field.typeName === 'ID') return this.#ids(path, operator, value);
    return where(path, operator, Array.isArray(value) ? value.map((item) => this.#scalar(field, item)) : this.#scalar(field, value));
  }

  #ids(path: string, operator: string, value: unknown): Domain {
    const ids = parseIds(Array.isArray(value) ? value : [value]);
    const negative = operator === '!=' || operator === 'not in';
    return where(path, negative ? 'not in' : 'in', ids);
  }

  #scalar(field: FieldEntry, value: unknown): Exclude<DomainValue, readonly unknown[]> {
    const stored = this.#table.enums.get(field.typeName)?.toOdoo.get(String(value));
    if (stored !== undefined) return stored;
    if (field.typeName === 'DateTime') return toOdooDateTime(String(value));
    if (field.typeName === 'Decimal' || field.typeName === 'Money') return Number(value);
    if (typeof value === 'number' || typeof value === 'boolean') return value;
    return String(value);
  }
}
