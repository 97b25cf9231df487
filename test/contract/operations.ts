import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Kind, parse, print } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, OperationDefinitionNode } from 'graphql';

const FOLDER = new URL('./queries/', import.meta.url);

/** One operation of the contract, with its variables. */
export interface Operation {
  readonly topic: string;
  readonly name: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

function fragmentsUsed(node: OperationDefinitionNode | FragmentDefinitionNode, all: ReadonlyMap<string, FragmentDefinitionNode>, used = new Set<string>()): Set<string> {
  for (const [, name] of print(node).matchAll(/\.\.\.\s*(?!on\b)(\w+)/g)) {
    const fragment = all.get(name ?? '');
    if (!fragment || used.has(fragment.name.value)) continue;
    used.add(fragment.name.value);
    fragmentsUsed(fragment, all, used);
  }
  return used;
}

function operationsOf(topic: string, document: DocumentNode, variables: Readonly<Record<string, Operation['variables']>>): readonly Operation[] {
  const fragments = new Map(document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION).map((node) => [node.name.value, node]));
  return document.definitions
    .filter((node) => node.kind === Kind.OPERATION_DEFINITION)
    .map((node) => {
      const name = node.name?.value ?? '';
      const needed = [...fragmentsUsed(node, fragments)].flatMap((fragment) => fragments.get(fragment) ?? []);
      return { topic, name, query: [node, ...needed].map(print).join('\n'), variables: variables[name] ?? {} };
    });
}

/** Every operation in test/contract/queries: one file per topic, variables by operation name in a JSON file beside it. */
export const OPERATIONS: readonly Operation[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.graphql'))
  .sort()
  .flatMap((file) => {
    const beside = new URL(file.replace('.graphql', '.json'), FOLDER);
    const variables = existsSync(beside) ? (JSON.parse(readFileSync(beside, 'utf8')) as Record<string, Operation['variables']>) : {};
    return operationsOf(file.replace('.graphql', ''), parse(readFileSync(new URL(file, FOLDER), 'utf8'), { noLocation: true }), variables);
  });
