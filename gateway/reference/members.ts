import { getNamedType, isEnumType, isInputObjectType, isInterfaceType, isObjectType, Kind, type ConstDirectiveNode, type GraphQLArgument, type GraphQLNamedType, type GraphQLType } from 'graphql';
import { escape, prose } from './html.ts';

/** A field, an input field or a value of an enum, as a row of its type's page. */
export interface Member {
  readonly name: string;
  readonly description: string | null;
  readonly type: GraphQLType | null;
  readonly args: readonly GraphQLArgument[];
  /** What holds when it is left out. */
  readonly fallback: unknown;
  readonly deprecated: string | null;
  /** Roles that may use it; null for everybody. */
  readonly roles: readonly string[] | null;
}

interface Declared {
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly deprecationReason?: string | null | undefined;
  readonly astNode?: { readonly directives?: readonly ConstDirectiveNode[] | undefined } | null | undefined;
}

export function membersOf(type: GraphQLNamedType): readonly Member[] {
  if (isEnumType(type)) return type.getValues().map((value) => member(value, null, []));
  if (isObjectType(type) || isInterfaceType(type)) return Object.values(type.getFields()).map((field) => member(field, field.type, field.args));
  if (isInputObjectType(type)) return Object.values(type.getFields()).map((field) => member(field, field.type, [], field.defaultValue));
  return [];
}

function member(declared: Declared, type: GraphQLType | null, args: readonly GraphQLArgument[], fallback?: unknown): Member {
  return {
    name: declared.name,
    description: declared.description ?? null,
    type,
    args,
    fallback,
    deprecated: declared.deprecationReason ?? null,
    roles: rolesOf(declared.astNode?.directives ?? []),
  };
}

function rolesOf(directives: readonly ConstDirectiveNode[]): readonly string[] | null {
  const value = directives.find(({ name }) => name.value === 'visible')?.arguments?.[0]?.value;
  if (value?.kind !== Kind.LIST) return null;
  return value.values.flatMap((role) => (role.kind === Kind.ENUM ? [role.value] : []));
}

/** A type as it is written, with a link to what it is made of. */
export function typeLink(type: GraphQLType, up: string): string {
  const { name } = getNamedType(type);
  return `<code class="type">${escape(String(type)).replace(name, `<a href="${up}type/${name}.html">${name}</a>`)}</code>`;
}

/** The row of a member. */
export function memberRow({ name, description, type, args, fallback, deprecated, roles }: Member, up: string): string {
  return `<section class="member" id="${name}">
<h3><a href="#${name}">${name}</a>${type ? ` ${typeLink(type, up)}` : ''}${fallback === undefined ? '' : ` <small>= ${escape(JSON.stringify(fallback))}</small>`}</h3>
${roles === null ? '' : `<p class="mark">Only for ${roles.map(escape).join(', ')}</p>`}${deprecated === null ? '' : `<p class="mark old">Deprecated: ${escape(deprecated)}</p>`}
${prose(description)}
${args.length === 0 ? '' : `<dl>\n${args.map((argument) => argumentRow(argument, up)).join('\n')}\n</dl>`}
</section>`;
}

function argumentRow({ name, description, type, defaultValue }: GraphQLArgument, up: string): string {
  return `<dt><code>${name}</code> ${typeLink(type, up)}${defaultValue === undefined ? '' : ` <small>= ${escape(JSON.stringify(defaultValue))}</small>`}</dt><dd>${prose(description)}</dd>`;
}
