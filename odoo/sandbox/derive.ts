import type { SandboxRecord } from './record.ts';
import type { ModelDef } from './schema.ts';

/** Whether any column of the model follows from others. */
export const derives = (model: ModelDef): boolean =>
  model.derive !== undefined || model.parentStore === true || Object.values(model.fields).some((def) => def.stored === true && def.related !== undefined);

/** The columns of a record that follow from others: its place in the tree, stored related fields, what its model computes. */
export function derived(record: SandboxRecord): Record<string, unknown> {
  const { model } = record;
  const values: Record<string, unknown> = {};
  for (const [name, def] of Object.entries(model.fields)) {
    if (def.stored === true && def.related !== undefined) values[name] = follow(record, def.related);
  }
  if (model.parentStore === true && model.fields['parent_path'] !== undefined) values['parent_path'] = pathOf(record, new Set());
  return { ...values, ...model.derive?.(record) };
}

function follow(record: SandboxRecord, path: string): unknown {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let owner: SandboxRecord | undefined = record;
  for (const step of steps) owner = owner?.one(step);
  return owner?.value(last);
}

/** Ids from the top of the tree down, each followed by a slash. */
function pathOf(record: SandboxRecord, seen: Set<number>): string {
  const parent = seen.has(record.id) ? undefined : record.one(record.model.parent ?? 'parent_id');
  seen.add(record.id);
  return `${parent === undefined ? '' : pathOf(parent, seen)}${record.id}/`;
}
