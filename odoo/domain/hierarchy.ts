import type { Predicate, RecordView } from './record-view.ts';

/**
 * `child_of`: the record, or what the field points at, is one of the values or lies below one. `parent_of`: … or lies
 * above one. Follows `parent_path` where the record has it, else `parent_id` (and `child_ids` downwards).
 */
export function within(field: string, operator: 'child_of' | 'parent_of', value: unknown): Predicate {
  if (value === false || value === null || value === undefined) return () => false;
  const wanted = new Set<unknown>(Array.isArray(value) ? value : [value]);
  const names = [...wanted].filter((item): item is string => typeof item === 'string').map((name) => name.toLowerCase());
  const isWanted = (record: RecordView): boolean =>
    wanted.has(record.value('id')) ||
    (names.length > 0 && names.some((name) => String(record.value('display_name') || '').toLowerCase().includes(name)));
  const reach = operator === 'child_of' ? belowOrSame : aboveOrSame;
  // The field `parent_id` of a tree means the record itself: "is in the subtree of", not "has its parent there".
  const start = field === 'id' || field === 'parent_id' ? (record: RecordView) => [record] : (record: RecordView) => record.related(field);
  return (record) => start(record).some((node) => reach(node, isWanted, wanted));
}

function belowOrSame(record: RecordView, isWanted: (node: RecordView) => boolean, ids: ReadonlySet<unknown>): boolean {
  const path = record.value('parent_path');
  if (typeof path === 'string' && path.split('/').some((id) => id !== '' && ids.has(Number(id)))) return true;
  const seen = new Set<unknown>();
  for (let node: RecordView | undefined = record; node !== undefined; node = node.related('parent_id')[0]) {
    if (isWanted(node)) return true;
    if (seen.has(node.value('id'))) return false;
    seen.add(node.value('id'));
  }
  return false;
}

function aboveOrSame(record: RecordView, isWanted: (node: RecordView) => boolean): boolean {
  const seen = new Set<unknown>();
  const open = [record];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (isWanted(node)) return true;
    const id = node.value('id');
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...node.related('child_ids'));
  }
  return false;
}
