import type { DocumentNode, FieldDefinitionNode, TypeNode } from 'graphql';
import type { CapabilityAction } from '../access/capabilities.ts';
import type { Role } from '../access/principal.ts';
import type { RowPolicy } from '../access/rows.ts';
import type { Domain } from '../odoo/domain/types.ts';

/** How a field of the graph gets its value. */
export type FieldKind =
  /** A column of the model: scalar, enum or money. */
  | 'stored'
  /** A many2one to another mapped type. */
  | 'one'
  /** An x2many read together with the parent; the child's visibility follows the parent's or the company's. */
  | 'children'
  /** Found by searching the target's model for the parent's id: a list, or the first record of it. */
  | 'edge'
  /** A list of a mapped type that Query adds to the generated ones. */
  | 'list'
  /** A resolver in code. */
  | 'code';

/** Records of a mapped type that code takes from the parent's own read. */
export interface Carried {
  /** Canonical Odoo path from the parent, ending with a relation. */
  readonly path: string;
  /** Field of the answered value type that holds them; null when the field itself does. */
  readonly field: string | null;
}

export interface FieldEntry {
  readonly name: string;
  readonly kind: FieldKind;
  readonly node: FieldDefinitionNode;
  /** Name of the innermost type. */
  readonly typeName: string;
  readonly list: boolean;
  readonly nonNull: boolean;
  readonly connection: boolean;
  /** Canonical (Odoo 19) field on the type's model; for code fields the first of `reads`. */
  readonly odoo: string;
  /** For an edge: the relations of the target that point back, or null when code says which rows belong. */
  readonly inverse: readonly string[] | null;
  /** Constant domain that narrows an edge or a list of Query. */
  readonly where: Domain;
  /** For money: the many2one to the currency. */
  readonly currency: string;
  /** Canonical Odoo paths that a code field needs. */
  readonly reads: readonly string[];
  /** Where records that a code field answers with stand below the parent, so that they come with it in one read. */
  readonly carries: readonly Carried[];
  /** Calls to Odoo that a code field makes, where the SDL says so. */
  readonly calls: number | null;
  readonly roles: readonly Role[] | null;
  readonly withoutScope: boolean;
  /** `@dashboard`: a root that answers people who are known to the production dashboard alone. */
  readonly dashboard: boolean;
  /** False for what Odoo computes on the fly: it cannot be filtered, sorted or grouped. */
  readonly stored: boolean;
  /** False for amounts without a column that says their currency: nothing is counted over them. */
  readonly summed: boolean;
  /** What `@mutation` says; null for everything that is no mutation. */
  readonly mutation: MutationEntry | null;
}

export interface MutationEntry {
  /** The capability that a caller has to have; null where everybody may try, signed in or not. */
  readonly needs: CapabilityAction | null;
  /** Takes an idempotency key that also outlives a crash. */
  readonly idempotent: boolean;
}

export interface RootEntry {
  readonly one: string;
  readonly many: string;
  readonly aggregate: string | null;
  /** Graph field paths that `search:` looks through. */
  readonly search: readonly string[];
}

export interface TypeEntry {
  readonly name: string;
  readonly subgraph: string;
  /** Odoo model, or null for value types and types that live elsewhere. */
  readonly model: string | null;
  /** Constant domain that makes a record of the model a record of the type. */
  readonly where: Domain;
  /** Default order in Odoo's terms. */
  readonly order: string;
  readonly rows: RowPolicy | null;
  /** For PARENT: the field that leads to the parent, in Odoo's terms. */
  readonly via: string | null;
  readonly root: RootEntry | null;
  readonly entity: boolean;
  /** False for a reference to an entity that another subgraph resolves. */
  readonly resolvable: boolean;
  /** True in the one subgraph that generates filters, orders and connections for the type. */
  readonly owned: boolean;
  readonly fields: ReadonlyMap<string, FieldEntry>;
}

export interface EnumEntry {
  readonly name: string;
  /** Graph value → Odoo selection value. */
  readonly toOdoo: ReadonlyMap<string, string>;
  readonly fromOdoo: ReadonlyMap<string, string>;
}

/** Everything one subgraph's SDL says, ready to be looked up. */
export interface GraphTable {
  readonly subgraph: string;
  readonly document: DocumentNode;
  readonly types: ReadonlyMap<string, TypeEntry>;
  readonly enums: ReadonlyMap<string, EnumEntry>;
}

/** The innermost named type of a type reference. */
export function namedType(type: TypeNode): string {
  return type.kind === 'NamedType' ? type.name.value : namedType(type.type);
}

export function isListType(type: TypeNode): boolean {
  if (type.kind === 'NonNullType') return isListType(type.type);
  return type.kind === 'ListType';
}

/** `dateOrder` → `date_order`, `x2Many` → `x2_many`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** `dateOrder` → `DATE_ORDER`. */
export function constantCase(name: string): string {
  return snakeCase(name).toUpperCase();
}

/** `SalesOrder` → `salesOrder`. */
export function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** `salesOrder` → `SalesOrder`. */
export function upperFirst(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The entry of a type that must exist; a miss is a defect of the SDL that the start-up checks would have named. */
export function typeEntry(table: GraphTable, name: string): TypeEntry {
  const entry = table.types.get(name);
  if (!entry) throw new Error(`Type ${name} is not in the ${table.subgraph} subgraph.`);
  return entry;
}
