import { Kind, print } from 'graphql';
import type { FieldDefinitionNode, InputObjectTypeDefinitionNode } from 'graphql';
import { upperFirst } from './table.ts';
import type { FieldEntry, GraphTable } from './table.ts';

function argumentOf(node: FieldDefinitionNode, name: string): string | null {
  const argument = node.directives?.find((directive) => directive.name.value === 'mutation')?.arguments?.find((given) => given.name.value === name);
  return argument ? print(argument.value) : null;
}

function inputOf(table: GraphTable, name: string): InputObjectTypeDefinitionNode | undefined {
  return table.document.definitions.find((node) => node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION && node.name.value === name) as InputObjectTypeDefinitionNode | undefined;
}

function problemsOf(table: GraphTable, field: FieldEntry): readonly string[] {
  const problems: string[] = [];
  const name = `Mutation.${field.name}`;
  if (!field.mutation) return [`${name} says nothing of who may use it: add @mutation(needs:)`];
  const open = argumentOf(field.node, 'open') === 'true';
  if (open === (field.mutation.needs !== null)) problems.push(`${name}: @mutation takes either needs or open: true`);

  const base = upperFirst(field.name);
  const [argument, ...more] = field.node.arguments ?? [];
  if (!argument || more.length > 0 || argument.name.value !== 'input' || print(argument.type) !== `${base}Input!`) problems.push(`${name} takes one argument, input: ${base}Input!`);
  if (print(field.node.type) !== `${base}Payload`) problems.push(`${name} answers ${base}Payload, which is nullable so that a refused mutation takes no other with it`);

  const input = inputOf(table, `${base}Input`);
  const takesKey = input?.fields?.some(({ name: { value }, type }) => value === 'idempotencyKey' && print(type) === 'String') ?? false;
  if (takesKey !== field.mutation.idempotent) problems.push(`${name}: @mutation(idempotent: true) and ${base}Input.idempotencyKey: String go together`);

  const payload = table.types.get(`${base}Payload`);
  const refusals = payload?.fields.get('userErrors');
  if (!refusals || print(refusals.node.type) !== '[UserError!]!') problems.push(`${base}Payload has userErrors: [UserError!]!`);
  for (const entry of payload?.fields.values() ?? []) {
    if (entry.name !== 'userErrors' && entry.nonNull) problems.push(`${base}Payload.${entry.name} is null after a refusal, so it must be nullable`);
  }
  return problems;
}

/** The one shape of all mutations: who may, `input`, a payload with `userErrors`. Answers every mistake. */
export function mutationProblems(table: GraphTable): readonly string[] {
  const fields = [...(table.types.get('Mutation')?.fields.values() ?? [])];
  const elsewhere = [...table.types.values()].flatMap((type) => (type.name === 'Mutation' ? [] : [...type.fields.values()].filter(({ mutation }) => mutation).map((field) => `${type.name}.${field.name} is no mutation`)));
  return [...elsewhere, ...fields.flatMap((field) => problemsOf(table, field))];
}
