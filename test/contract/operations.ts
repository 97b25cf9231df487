import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse, print, separateOperations } from 'graphql';

const FOLDER = join(import.meta.dirname, 'queries');

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type Variables = Readonly<Record<string, Json>>;
export type Answer = { readonly data?: unknown };

/** One named query of the contract. */
export interface Operation {
  readonly name: string;
  /** The file that it stands in, without its ending. */
  readonly topic: string;
  readonly query: string;
  /** As in the JSON beside the file. `{ "$from": "Other.path.to.value" }` stands for what that operation answered. */
  readonly variables: Variables;
}

/** Every operation in test/contract/queries: one file per topic, variables by operation name in a JSON file beside it. */
export const OPERATIONS: readonly Operation[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.graphql'))
  .toSorted()
  .flatMap((file) => operationsOf(file.replace('.graphql', '')));

function operationsOf(topic: string): readonly Operation[] {
  const document = parse(readFileSync(join(FOLDER, `${topic}.graphql`), 'utf8'), { noLocation: true });
  const variables = variablesOf(topic);
  const separate = separateOperations(document);
  return document.definitions.flatMap((node): Operation[] => {
    if (node.kind !== Kind.OPERATION_DEFINITION || !node.name) return [];
    const own = separate[node.name.value];
    return own ? [{ name: node.name.value, topic, query: print(own), variables: variables[node.name.value] ?? {} }] : [];
  });
}

function variablesOf(topic: string): Readonly<Record<string, Variables>> {
  const file = `${topic}.json`;
  return readdirSync(FOLDER).includes(file) ? (JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Record<string, Variables>) : {};
}

/** The operation of this name. */
export function operationNamed(name: string): Operation {
  const found = OPERATIONS.find((operation) => operation.name === name);
  if (!found) throw new RangeError(`There is no operation ${name} in test/contract/queries.`);
  return found;
}

/** The operation whose answer a value is taken from, and the path to it in `data`. */
function reference(value: Json): { readonly operation: string; readonly path: readonly string[] } | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !('$from' in value)) return null;
  const [operation = '', ...path] = String(value['$from']).split('.');
  return { operation, path };
}

/**
 * The variables to send, with references filled in. `answerOf` executes (or remembers) the other operation for the same
 * caller. A page that the caller's list does not have has no cursor: then there is nothing to send, and null comes back.
 */
export async function resolveVariables({ variables }: Operation, answerOf: (operation: Operation) => Promise<Answer | null>): Promise<Variables | null> {
  const resolved: Record<string, Json> = {};
  for (const [name, value] of Object.entries(variables)) {
    const from = reference(value);
    if (!from) {
      resolved[name] = value;
      continue;
    }
    const answer = await answerOf(operationNamed(from.operation));
    const found = from.path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined), answer?.data);
    if (typeof found !== 'string') return null;
    resolved[name] = found;
  }
  return resolved;
}
