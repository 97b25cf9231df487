import { Kind, parse, valueFromASTUntyped } from 'graphql';
import type {
  ConstDirectiveNode,
  DocumentNode,
  EnumTypeDefinitionNode,
  FieldDefinitionNode,
  ObjectTypeDefinitionNode,
  ObjectTypeExtensionNode,
  SelectionSetNode,
} from 'graphql';
import { CAPABILITIES } from '../access/capabilities.ts';
import type { CapabilityAction } from '../access/capabilities.ts';
import type { Role } from '../access/principal.ts';
import type { RowPolicy } from '../access/rows.ts';
import type { Domain } from '../odoo/domain/types.ts';
import { isListType, lowerFirst, namedType, snakeCase } from './table.ts';
import type { Carried, EnumEntry, FieldEntry, FieldKind, GraphTable, MutationEntry, RootEntry, TypeEntry } from './table.ts';

export interface SubgraphSource {
  readonly name: string;
  readonly sdl: string;
}

type ObjectNode = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;
type Arguments = Readonly<Record<string, unknown>>;

const MONEY = 'Money';

function argumentsOf(directive: ConstDirectiveNode | undefined): Arguments {
  return Object.fromEntries((directive?.arguments ?? []).map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)]));
}

function directiveOf(node: { readonly directives?: readonly ConstDirectiveNode[] | undefined }, name: string): ConstDirectiveNode | undefined {
  return node.directives?.find((directive) => directive.name.value === name);
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** `a.b` as it is; a field set such as `a { b c }` as the paths in it. */
function fieldPaths(set: string): readonly string[] {
  if (!set.includes('{')) return [set];
  const [operation] = parse(`{ ${set} }`, { noLocation: true }).definitions;
  const paths = (node: SelectionSetNode, above: string): readonly string[] =>
    node.selections.flatMap((field) => {
      if (field.kind !== Kind.FIELD) return [];
      const path = `${above}${field.name.value}`;
      return field.selectionSet ? paths(field.selectionSet, `${path}.`) : [path];
    });
  return operation?.kind === Kind.OPERATION_DEFINITION ? paths(operation.selectionSet, '') : [];
}

function isObject(node: { readonly kind: string }): node is ObjectNode {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION;
}

/** Types that a document maps to an Odoo model. */
function mappedTypes(documents: readonly DocumentNode[]): ReadonlySet<string> {
  const names = documents.flatMap((document) =>
    document.definitions.filter(isObject).filter((node) => text(argumentsOf(directiveOf(node, 'odoo')).model) !== null),
  );
  return new Set(names.map((node) => node.name.value));
}

/** The type that a field stands in. */
interface TypeOwner {
  readonly name: string;
  readonly mapped: boolean;
}

function kindOf(node: FieldDefinitionNode, owner: TypeOwner, targetMapped: boolean, odoo: Arguments): FieldKind {
  const list = isListType(node.type);
  const computed = directiveOf(node, 'computed') !== undefined;
  const connection = directiveOf(node, 'connection') !== undefined;
  if (!owner.mapped) return owner.name === 'Query' && targetMapped && connection && !computed ? 'list' : 'code';
  if (targetMapped && (odoo.inverse !== undefined || (list && connection && computed))) return 'edge';
  if (computed) return 'code';
  if (!targetMapped) return 'stored';
  return list ? 'children' : 'one';
}

/** `"a_ids.b_id"`, or `"a_ids.b_id -> actor"` for the field `actor` of the answered value type. */
function readCarried(source: string): Carried {
  const [path = '', field] = source.split('->').map((part) => part.trim());
  return { path, field: field ?? null };
}

function callsOf(given: unknown): number | null {
  return given === undefined || given === null ? null : Number(given);
}

function readMutation(node: FieldDefinitionNode): MutationEntry | null {
  const directive = directiveOf(node, 'mutation');
  if (!directive) return null;
  const { needs, idempotent } = argumentsOf(directive);
  return { needs: typeof needs === 'string' && needs in CAPABILITIES ? (needs as CapabilityAction) : null, idempotent: idempotent === true };
}

function readField(node: FieldDefinitionNode, owner: TypeOwner, mappedNames: ReadonlySet<string>): FieldEntry {
  const name = node.name.value;
  const typeName = namedType(node.type);
  const targetMapped = mappedNames.has(typeName);
  const odoo = argumentsOf(directiveOf(node, 'odoo'));
  const kind = kindOf(node, owner, targetMapped, odoo);
  const visible = argumentsOf(directiveOf(node, 'visible'));
  const mutation = readMutation(node);
  const byDefault = kind === 'one' ? `${snakeCase(name)}_id` : snakeCase(name);
  return {
    name,
    kind,
    node,
    typeName,
    list: isListType(node.type),
    nonNull: node.type.kind === Kind.NON_NULL_TYPE,
    connection: directiveOf(node, 'connection') !== undefined,
    odoo: name === 'id' ? 'id' : (text(odoo.field) ?? byDefault),
    inverse: odoo.inverse === undefined ? null : typeof odoo.inverse === 'string' ? [odoo.inverse] : texts(odoo.inverse),
    where: parseWhere(text(odoo.where), `${owner.name}.${name}`),
    currency: text(odoo.currency) ?? (typeName === MONEY ? 'currency_id' : ''),
    reads: texts(argumentsOf(directiveOf(node, 'computed')).reads).flatMap(fieldPaths),
    carries: texts(argumentsOf(directiveOf(node, 'computed')).carries).map(readCarried),
    calls: callsOf(argumentsOf(directiveOf(node, 'computed')).calls),
    roles: mutation?.needs ? CAPABILITIES[mutation.needs].roles : Array.isArray(visible.to) ? (visible.to as readonly Role[]) : null,
    withoutScope: directiveOf(node, 'withoutScope') !== undefined,
    dashboard: directiveOf(node, 'dashboard') !== undefined,
    stored: odoo.stored !== false,
    summed: odoo.summed !== false,
    mutation,
  };
}

function readRoot(node: ObjectNode): RootEntry | null {
  const directive = directiveOf(node, 'root');
  if (!directive) return null;
  const given = argumentsOf(directive);
  const many = String(given.many);
  return {
    many,
    one: text(given.one) ?? lowerFirst(node.name.value),
    aggregate: given.aggregate === false ? null : `${many}Aggregate`,
    search: texts(given.search),
  };
}

function parseWhere(source: string | null, type: string): Domain {
  if (source === null) return [];
  try {
    return JSON.parse(source) as Domain;
  } catch (cause) {
    throw new Error(`${type}: @odoo(where:) is not JSON: ${source}`, { cause });
  }
}

function readType(node: ObjectNode, subgraph: string, owned: boolean, mappedNames: ReadonlySet<string>): TypeEntry {
  const name = node.name.value;
  const odoo = argumentsOf(directiveOf(node, 'odoo'));
  const rows = argumentsOf(directiveOf(node, 'rows'));
  const key = directiveOf(node, 'key');
  const model = text(odoo.model);
  return {
    name,
    subgraph,
    model,
    where: parseWhere(text(odoo.where), name),
    order: text(odoo.order) ?? 'id',
    rows: (text(rows.by) as RowPolicy | null) ?? null,
    via: text(rows.via),
    root: readRoot(node),
    entity: key !== undefined,
    resolvable: argumentsOf(key).resolvable !== false,
    owned,
    fields: new Map((node.fields ?? []).map((field) => [field.name.value, readField(field, { name, mapped: model !== null }, mappedNames)])),
  };
}

function readEnum(node: EnumTypeDefinitionNode): EnumEntry {
  const pairs = (node.values ?? []).map((value) => {
    const stored = text(argumentsOf(directiveOf(value, 'odoo')).value) ?? value.name.value.toLowerCase();
    return [value.name.value, stored] as const;
  });
  return { name: node.name.value, toOdoo: new Map(pairs), fromOdoo: new Map(pairs.map(([graph, odoo]) => [odoo, graph])) };
}

/** The subgraph that owns each mapped type: where it has its roots, else where it is resolvable, else nowhere. */
function owners(parsed: readonly { name: string; document: DocumentNode }[]): ReadonlyMap<string, string> {
  const owner = new Map<string, string>();
  const claim = (wants: (node: ObjectNode) => boolean): void => {
    for (const { name, document } of parsed) {
      for (const node of document.definitions.filter(isObject)) {
        if (!owner.has(node.name.value) && directiveOf(node, 'odoo') && wants(node)) owner.set(node.name.value, name);
      }
    }
  };
  claim((node) => directiveOf(node, 'root') !== undefined);
  claim((node) => argumentsOf(directiveOf(node, 'key')).resolvable !== false);
  return owner;
}

/**
 * Reads the annotated SDL of every subgraph into its table. `common` is shared by all of them.
 * Syntax errors are thrown as graphql-js words them; what the SDL means is checked by `checkTable`.
 */
export function readSdl(common: string, sources: readonly SubgraphSource[]): readonly GraphTable[] {
  const shared = parse(common, { noLocation: true });
  const parsed = sources.map(({ name, sdl }) => ({ name, document: parse(sdl, { noLocation: true }) }));
  const owner = owners(parsed);
  return parsed.map(({ name, document }) => {
    const whole: DocumentNode = { kind: Kind.DOCUMENT, definitions: [...shared.definitions, ...document.definitions] };
    const mapped = mappedTypes([whole]);
    const objects = whole.definitions.filter(isObject);
    const enums = whole.definitions.filter((node) => node.kind === Kind.ENUM_TYPE_DEFINITION);
    return {
      subgraph: name,
      document: whole,
      types: new Map(objects.map((node) => [node.name.value, readType(node, name, owner.get(node.name.value) === name, mapped)])),
      enums: new Map(enums.map((node) => [node.name.value, readEnum(node)])),
    };
  });
}
