import { Kind, parse, print, printSchema, visit, type ASTNode, type ConstDirectiveNode, type DocumentNode, type GraphQLSchema, type NameNode, type StringValueNode } from 'graphql';
import { ROLES, type Role } from '../../access/principal.ts';
import { AUDIENCES, type Audience } from './audiences.ts';
import { prune } from './prune.ts';

/** Roles by schema coordinate, where not everybody may use what is there. */
export type Restricted = ReadonlyMap<string, readonly Role[]>;

const MARK = `"Only these roles may use it; for others it is null with the error FORBIDDEN, or refused as an argument."
directive @visible("The roles." to: [Role!]!) on FIELD_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE`;

/**
 * The schema as an audience may use it: without what none of its roles may, and with a mark on what only some of them may.
 * Without an audience it is everything, marked.
 */
export function publishedSdl(schema: GraphQLSchema, restricted: Restricted, audience: Audience | null): string {
  const source = parse(printSchema(schema), { noLocation: true });
  const marked = audience === null ? mark(source, restricted, null) : prune(mark(narrow(source, restricted, audience), restricted, AUDIENCES[audience].roles));
  return `${print(marked)}\n`;
}

type Member = ASTNode & { readonly name: NameNode; readonly description?: StringValueNode | undefined; readonly directives?: readonly ConstDirectiveNode[] | undefined };

/** Visits every member of every type with its coordinate. */
function members(document: DocumentNode, change: (coordinate: string, node: Member) => ASTNode | null | undefined): DocumentNode {
  let type = '';
  const enter = (node: { readonly name: NameNode }): undefined => void (type = node.name.value);
  const member = (node: Member): ASTNode | null | undefined => change(`${type}.${node.name.value}`, node);
  return visit<DocumentNode>(document, {
    ObjectTypeDefinition: { enter },
    InterfaceTypeDefinition: { enter },
    InputObjectTypeDefinition: { enter },
    EnumTypeDefinition: { enter },
    FieldDefinition: { enter: member },
    // Arguments are input values too: they belong to fields and have no coordinate of this form.
    InputValueDefinition: { enter: (node, _key, _parent, _path, ancestors) => (isInputField(ancestors) ? member(node) : undefined) },
    EnumValueDefinition: { enter: member },
  });
}

function isInputField(ancestors: readonly (ASTNode | readonly ASTNode[])[]): boolean {
  const owner = ancestors.findLast((node): node is ASTNode => !Array.isArray(node));
  return owner?.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION;
}

function narrow(document: DocumentNode, restricted: Restricted, audience: Audience): DocumentNode {
  const { roles, mutations } = AUDIENCES[audience];
  return members(document, (coordinate) => {
    if (coordinate.startsWith('Mutation.') && !mutations) return null;
    const needed = restricted.get(coordinate);
    const allowed: readonly Role[] = roles;
    if (needed === undefined && audience === 'dashboard' && coordinate.startsWith('Query.')) return null;
    // A system key sees every field, named or not.
    return needed === undefined || audience === 'system' || needed.some((role) => allowed.includes(role)) ? undefined : null;
  });
}

function mark(document: DocumentNode, restricted: Restricted, roles: readonly Role[] | null): DocumentNode {
  const marked = members(document, (coordinate, node) => {
    const needed = restricted.get(coordinate);
    // Whoever reads this has one of these roles anyway.
    if (needed === undefined || needed.length === ROLES.length || roles?.every((role) => needed.includes(role))) return undefined;
    return { ...node, directives: [...(node.directives ?? []), visibleTo(needed)] } as ASTNode;
  });
  return { ...marked, definitions: [...parse(MARK, { noLocation: true }).definitions, ...marked.definitions] };
}

function visibleTo(roles: readonly Role[]): ConstDirectiveNode {
  const [definition] = parse(`type T { f: Int @visible(to: [${roles.join(', ')}]) }`, { noLocation: true }).definitions;
  const field = definition?.kind === Kind.OBJECT_TYPE_DEFINITION ? definition.fields?.[0] : undefined;
  const [directive] = field?.directives ?? [];
  if (!directive) throw new Error('The mark of visibility is not a directive.');
  return directive;
}

