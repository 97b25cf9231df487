import { GOVERNANCE_OF } from '../../access/governance/by-policy.ts';
import { levelOf, withinReach } from '../../access/governance/resolvers.ts';
import type { Principal } from '../../access/principal.ts';
import { denialOf } from '../../access/verdict.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { RootResolver } from '../../graph/engine.ts';
import { parseId } from '../../graph/ids.ts';
import { loadTables } from '../../graph/load-sdl.ts';
import { pathSpecification } from '../../graph/selection.ts';
import { SUBGRAPH_NAMES } from '../../graph/subgraph-names.ts';
import type { FieldEntry, GraphTable, TypeEntry } from '../../graph/table.ts';
import { rowsOfType } from '../../graph/visibility.ts';
import { and, isNothing, where } from '../../odoo/domain/build.ts';
import { mergeSpecifications } from '../../odoo/read/specification.ts';
import { GraphError } from '../../platform/errors.ts';
import { policyValue } from './viewer.ts';

let tables: readonly GraphTable[] | null = null;

/** The whole graph, whichever subgraphs run in this process: a type is explained by its SDL alone. */
function wholeGraph(): readonly GraphTable[] {
  tables ??= loadTables(SUBGRAPH_NAMES);
  return tables;
}

interface Subject {
  readonly table: GraphTable;
  readonly type: TypeEntry;
}

function subjectOf(name: string): Subject {
  const found = wholeGraph().flatMap((table) => {
    const type = table.types.get(name);
    return type?.owned && type.model !== null && type.rows !== null ? [{ table, type }] : [];
  });
  const [subject] = found;
  if (subject === undefined) throw new GraphError('BAD_USER_INPUT', `The graph has no records of a type ${name}.`);
  return subject;
}

function fieldOf(type: string, field: string): FieldEntry | null {
  return wholeGraph().flatMap((table) => table.types.get(type)?.fields.get(field) ?? [])[0] ?? null;
}

/** What RowPolicy says of itself in the SDL. */
function ruleText({ table, type }: Subject): string {
  const values = table.document.definitions.flatMap((node) => (node.kind === 'EnumTypeDefinition' && node.name.value === 'RowPolicy' ? (node.values ?? []) : []));
  return values.find(({ name }) => name.value === type.rows)?.description?.value ?? '';
}

function fieldVerdict(type: string, name: string, { principal }: GraphContext) {
  const entry = fieldOf(type, name);
  if (entry === null) throw new GraphError('BAD_USER_INPUT', `${type} has no field ${name}.`);
  const roles = entry.roles === null ? null : [...new Set([...entry.roles, 'SYSTEM' as const])];
  const denial = denialOf({ type, field: name, roles, root: false, withoutScope: false }, principal);
  return { name, allowed: denial === null, needs: roles ?? [], reason: denial?.message ?? (roles === null ? `${type}.${name} is for everybody who sees the record.` : `${type}.${name} is for ${roles.join(', ')}; you are ${principal.role}.`) };
}

/** Where a visible record stands, as its own `governance` field would say; null where the type has none, and for customers. */
async function standingOf({ type }: Subject, id: number, context: GraphContext) {
  const of = type.rows === null ? undefined : GOVERNANCE_OF[type.rows];
  const reads = fieldOf(type.name, 'governance')?.reads;
  if (of === undefined || reads === undefined || type.model === null || context.principal.role === 'CUSTOMER') return null;
  const { model } = type;
  const specification = reads.map((path) => pathSpecification(context, model, path)).reduce(mergeSpecifications, {});
  const { records } = await context.reader.search(model, { domain: where('id', '=', id), specification, limit: 1 });
  const governance = withinReach(await of(id, records[0] ?? {}, context), context);
  const me = context.principal.partnerId;
  return { provenance: governance.provenance, level: levelOf(governance), assignedToMe: me !== null && governance.places.some(({ actors }) => actors.some(({ partner }) => partner === me)) };
}

function whoIs({ role, policy, serviceAccount }: Principal): string {
  if (role === 'CUSTOMER') return 'As a customer you see what carries your own partner.';
  if (policy === null) return `As ${role} you see the records of every Service Account.`;
  return `As ${role} with ${policyValue(policy)} you see Service Account ${serviceAccount?.name ?? ''}.`;
}

/**
 * `explainAccess`: the verdict on a record, and on a field of it. What is said of a record that the caller does not see follows
 * from the caller and the type alone, so that it is the same for hidden and for unknown ids.
 */
export const explainAccess: RootResolver = async (args, context) => {
  const subject = subjectOf(String(args.type));
  const { table, type } = subject;
  const id = parseId(args.id);
  const field = typeof args.field === 'string' ? fieldVerdict(type.name, args.field, context) : null;
  const domain = await rowsOfType(table, type, context);
  const isSeen = id !== null && type.model !== null && context.database.has(type.model) && !isNothing(domain) &&
    (await context.reader.count(type.model, and(domain, where('id', '=', id)))) > 0;
  const standing = isSeen && id !== null ? await standingOf(subject, id, context) : null;
  const { principal } = context;
  return {
    allowed: isSeen && (field?.allowed ?? true),
    recordVisible: isSeen,
    rule: type.rows,
    ruleText: ruleText(subject),
    role: principal.role,
    scopePolicy: policyValue(principal.policy),
    serviceAccount: principal.serviceAccount?.id ?? null,
    provenance: standing?.provenance ?? null,
    level: standing?.level ?? null,
    assignedToMe: standing?.assignedToMe ?? null,
    field,
    reason: isSeen ? `${whoIs(principal)} The rule shows you this record.` : `${whoIs(principal)} The rule shows you no such record: either there is none, or it is not among yours.`,
  };
};
