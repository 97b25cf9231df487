import type { RequiresSelection } from '@graphql-hive/router-query-planner';
import { isRecord, mergeInto, type JsonObject, type TypeTest } from './json.ts';
import type { PathStep } from './prepare.ts';

type ResponsePath = readonly (string | number)[];

/** Calls back with every object that a path leads to, and where it stands. */
export function eachEntity(
  data: unknown,
  steps: readonly PathStep[],
  satisfies: TypeTest,
  found: (entity: JsonObject, path: ResponsePath) => void,
): void {
  const at: (string | number)[] = [];
  const eachItem = (items: readonly unknown[], next: number): void => {
    for (const [index, item] of items.entries()) {
      at.push(index);
      walk(item, next);
      at.pop();
    }
  };
  const walk = (value: unknown, next: number): void => {
    if (value == null) return;
    const step = steps[next];
    // A list where the path has none: its steps go on in every item.
    if (Array.isArray(value)) return eachItem(value, step?.kind === 'list' ? next + 1 : next);
    if (!isRecord(value)) return;
    if (step === undefined) return found(value, at);
    if (step.kind === 'field') {
      at.push(step.name);
      walk(value[step.name], next + 1);
      at.pop();
    } else if (step.kind === 'types') {
      const typeName = value['__typename'];
      if (typeof typeName !== 'string' || satisfies(typeName, step.names)) walk(value, next + 1);
    }
  };
  walk(data, 0);
}

/** What a subgraph needs to know to find an entity again; null when a key is missing, for then it cannot be found. */
export function representationOf(entity: JsonObject, requires: readonly RequiresSelection[], satisfies: TypeTest): JsonObject | null {
  const representation = select(entity, requires, satisfies);
  const keys = Object.keys(representation);
  if (keys.length === 0 || (keys.length === 1 && keys[0] === '__typename')) return null;
  representation['__typename'] ??= entity['__typename'];
  return representation;
}

function select(entity: JsonObject, requires: readonly RequiresSelection[], satisfies: TypeTest): JsonObject {
  const selected: JsonObject = {};
  const typeName = entity['__typename'];
  for (const selection of requires) {
    if (selection.kind === 'Field') {
      const key = selection.alias ?? selection.name;
      const value = entity[selection.name] === undefined ? entity[key] : entity[selection.name];
      const inner = selection.selections ? selectIn(value, selection.selections, satisfies) : value;
      if (inner != null) selected[key] = inner;
    } else if (selection.kind === 'InlineFragment' && typeof typeName === 'string' && satisfies(typeName, [selection.typeCondition])) {
      mergeInto(selected, select(entity, selection.selections, satisfies));
    }
  }
  return selected;
}

function selectIn(value: unknown, requires: readonly RequiresSelection[], satisfies: TypeTest): unknown {
  if (Array.isArray(value)) return value.map((item) => selectIn(item, requires, satisfies));
  return isRecord(value) ? select(value, requires, satisfies) : value;
}
