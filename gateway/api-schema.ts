import { buildASTSchema, isScalarType, Kind, parse, visit, type DefinitionNode, type DocumentNode, type GraphQLSchema } from 'graphql';
import { SCALARS } from '../graph/scalars.ts';

const INTERNAL = /^(join|link|core)(__|$)/;
const FEDERATION_DIRECTIVES = new Set(['tag', 'inaccessible', 'authenticated', 'requiresScopes', 'policy', 'cost', 'listSize']);

/** The schema that clients see, out of a supergraph: without the types and directives by which it is put together. */
export function apiSchema(supergraphSdl: string): GraphQLSchema {
  const document = parse(supergraphSdl, { noLocation: true });
  const isInternal = (name: string): boolean => INTERNAL.test(name) || FEDERATION_DIRECTIVES.has(name);
  const definitions = document.definitions.filter((definition) => !INTERNAL.test(nameOf(definition)) && !isDirective(definition, isInternal));
  const visible: DocumentNode = visit<DocumentNode>(
    { ...document, definitions },
    {
      Directive: (node) => {
        if (node.name.value === 'inaccessible') throw new Error('The supergraph uses @inaccessible, which this gateway does not hide.');
        return isInternal(node.name.value) ? null : undefined;
      },
    },
  );
  return withScalars(buildASTSchema(visible, { assumeValidSDL: true }));
}

/** Values of our scalars are judged here as the subgraphs judge them: a bad one is a mistake of the document, not a failure behind the door. */
function withScalars(schema: GraphQLSchema): GraphQLSchema {
  for (const { name, parseValue, parseLiteral } of Object.values(SCALARS)) {
    const type = schema.getType(name);
    if (isScalarType(type)) Object.assign(type, { parseValue, parseLiteral });
  }
  return schema;
}

function nameOf(definition: DefinitionNode): string {
  return 'name' in definition ? (definition.name?.value ?? '') : '';
}

function isDirective(definition: DefinitionNode, isInternal: (name: string) => boolean): boolean {
  return definition.kind === Kind.DIRECTIVE_DEFINITION && isInternal(definition.name.value);
}
