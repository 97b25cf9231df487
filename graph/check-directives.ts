import { Kind, parse, parseType, typeFromAST, buildASTSchema, valueFromAST, print } from 'graphql';
import type { ConstDirectiveNode, DirectiveDefinitionNode, DocumentNode, GraphQLInputType, GraphQLSchema } from 'graphql';

/** Directives of federation and of GraphQL itself; composition checks them. */
const THEIRS: ReadonlySet<string> = new Set(['key', 'shareable', 'external', 'provides', 'requires', 'tag', 'inaccessible', 'deprecated', 'specifiedBy', 'oneOf']);

const LOCATIONS: Readonly<Record<string, string>> = {
  [Kind.OBJECT_TYPE_DEFINITION]: 'OBJECT',
  [Kind.OBJECT_TYPE_EXTENSION]: 'OBJECT',
  [Kind.FIELD_DEFINITION]: 'FIELD_DEFINITION',
  [Kind.ENUM_VALUE_DEFINITION]: 'ENUM_VALUE',
};

/** A schema without Int has no Int in it. */
const NUMBERS = parse('input Numbers { int: Int }', { noLocation: true }).definitions;

/** A schema of nothing but the enums and the built-in scalars, so that graphql-js can judge the arguments of directives. */
function enumsOf(document: DocumentNode): GraphQLSchema {
  const enums = document.definitions.filter((node) => node.kind === Kind.ENUM_TYPE_DEFINITION).map((node) => ({ ...node, directives: [], values: (node.values ?? []).map((value) => ({ ...value, directives: [] })) }));
  return buildASTSchema({ kind: Kind.DOCUMENT, definitions: [...enums, ...NUMBERS] }, { assumeValidSDL: true });
}

function checkUse(at: string, location: string, directive: ConstDirectiveNode, definition: DirectiveDefinitionNode | undefined, schema: GraphQLSchema): readonly string[] {
  const name = directive.name.value;
  if (!definition) return THEIRS.has(name) ? [] : [`${at}: there is no directive @${name}`];
  const problems: string[] = [];
  if (!definition.locations.some((known) => known.value === location)) problems.push(`${at}: @${name} does not belong here`);
  const given = new Map((directive.arguments ?? []).map((argument) => [argument.name.value, argument.value]));
  const known = new Map((definition.arguments ?? []).map((argument) => [argument.name.value, argument]));
  for (const [argument, value] of given) {
    const declared = known.get(argument);
    if (!declared) {
      problems.push(`${at}: @${name} has no argument "${argument}"; it has ${[...known.keys()].join(', ')}`);
      continue;
    }
    const type = typeFromAST(schema, parseType(print(declared.type))) as GraphQLInputType | undefined;
    if (!type || valueFromAST(value, type) === undefined) problems.push(`${at}: @${name}(${argument}: ${print(value)}) is no ${print(declared.type)}`);
  }
  for (const [argument, declared] of known) {
    const required = declared.type.kind === Kind.NON_NULL_TYPE && declared.defaultValue === undefined;
    if (required && !given.has(argument)) problems.push(`${at}: @${name} needs the argument "${argument}"`);
  }
  return problems;
}

/**
 * Every use of a directive in an authored SDL, held against its definition: unknown directives and arguments, values of the wrong
 * type, required arguments that are missing, wrong places. A misspelt `@visible(too:)` must never mean "visible to all".
 */
export function directiveProblems(document: DocumentNode): readonly string[] {
  const definitions = new Map(document.definitions.filter((node) => node.kind === Kind.DIRECTIVE_DEFINITION).map((node) => [node.name.value, node]));
  const schema = enumsOf(document);
  const check = (at: string, node: { readonly kind: string; readonly directives?: readonly ConstDirectiveNode[] | undefined }): readonly string[] =>
    (node.directives ?? []).flatMap((directive) => checkUse(at, LOCATIONS[node.kind] ?? node.kind, directive, definitions.get(directive.name.value), schema));
  return document.definitions.flatMap((node) => {
    if (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION) {
      return [...check(node.name.value, node), ...(node.fields ?? []).flatMap((field) => check(`${node.name.value}.${field.name.value}`, field))];
    }
    if (node.kind === Kind.ENUM_TYPE_DEFINITION) return (node.values ?? []).flatMap((value) => check(`${node.name.value}.${value.name.value}`, value));
    return [];
  });
}
