/** Data of answers on its way through the plan. */
export type JsonObject = Record<string, unknown>;

/** Whether an object of this type is one of these types, or implements or belongs to one of them. */
export type TypeTest = (typeName: string, conditions: readonly string[]) => boolean;

/** A client may use this name as an alias; as a key it would be a way to the prototype of every object. It is left out. */
export const PROTOTYPE = '__proto__';

export function isRecord(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Completes `target` by what another subgraph says of the same object. Objects are completed in depth, lists of the same
 * length item by item; for everything else the later word counts.
 */
export function mergeInto(target: JsonObject, source: JsonObject): void {
  for (const key of Object.keys(source)) {
    const value = source[key];
    if (value !== undefined && key !== PROTOTYPE) target[key] = merged(target[key], value);
  }
}

function merged(ours: unknown, theirs: unknown): unknown {
  if (isRecord(ours) && isRecord(theirs)) {
    mergeInto(ours, theirs);
    return ours;
  }
  if (Array.isArray(ours) && Array.isArray(theirs) && ours.length === theirs.length) {
    return theirs.map((item, index) => merged(ours[index], item));
  }
  return theirs;
}

/** A copy that shares nothing: one answer may complete an object that stands in many places, which then go separate ways. */
export function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isRecord(value)) return value;
  const copy: JsonObject = {};
  for (const key of Object.keys(value)) if (key !== PROTOTYPE) copy[key] = copyOf(value[key]);
  return copy;
}
