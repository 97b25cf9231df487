import { get, isDoc, type Doc, type Value } from './values.ts';

/** Splits a dotted path; the parts of `a.0.b` are `a`, `0` and `b`. */
export function split(path: string): readonly string[] {
  return path.split('.');
}

export function position(part: string | undefined): number | null {
  return part !== undefined && /^(0|[1-9]\d*)$/.test(part) ? Number(part) : null;
}

/**
 * Calls with every value that a condition on the path looks at, until one is accepted. Arrays on the way are looked into, element by element
 * and by position. An array at the end is given element by element and then as a whole, or only as a whole.
 */
export function some(doc: Doc, parts: readonly string[], accept: (value: Value) => boolean, elements: boolean, from = 0): boolean {
  const value = get(doc, parts[from] ?? '');
  return reach(value, parts, from + 1, accept, elements);
}

function reach(value: Value, parts: readonly string[], next: number, accept: (value: Value) => boolean, elements: boolean): boolean {
  if (next === parts.length) {
    if (elements && Array.isArray(value) && value.some(accept)) return true;
    return accept(value);
  }
  if (Array.isArray(value)) {
    const index = position(parts[next]);
    // A position at the end of the path is that element as a whole, even when it is an array itself.
    if (index !== null && index < value.length && reach(value[index], parts, next + 1, accept, elements && next + 1 < parts.length)) return true;
    return value.some((item) => isDoc(item) && some(item, parts, accept, elements, next));
  }
  if (isDoc(value)) return some(value, parts, accept, elements, next);
  return accept(undefined);
}

/** Every value that an index on the path holds for the document: at least one. */
export function valuesAt(doc: Doc, parts: readonly string[]): { readonly values: Value[]; readonly many: boolean } {
  const values: Value[] = [];
  let many = false;
  const walk = (value: Value, next: number): void => {
    if (Array.isArray(value)) {
      many = true;
      if (next === parts.length) {
        // An empty array has an entry of its own, before null.
        if (value.length === 0) values.push([]);
        values.push(...value);
        return;
      }
      const index = position(parts[next]);
      if (index !== null && index < value.length) walk(value[index], next + 1);
      const inner = value.filter(isDoc);
      for (const item of inner) walk(get(item, parts[next] ?? ''), next + 1);
      if (inner.length === 0) values.push(undefined);
      return;
    }
    if (next === parts.length) values.push(value);
    else if (isDoc(value)) walk(get(value, parts[next] ?? ''), next + 1);
    else values.push(undefined);
  };
  walk(get(doc, parts[0] ?? ''), 1);
  return { values, many };
}

/** The value of a path in an expression: arrays on the way give an array of what the documents in them have. */
export function lookUp(value: Value, parts: readonly string[], from = 0): Value {
  if (from === parts.length) return value;
  if (Array.isArray(value)) {
    return value.flatMap((item) => {
      const found = isDoc(item) ? lookUp(item, parts, from) : undefined;
      return found === undefined ? [] : [found];
    });
  }
  return isDoc(value) ? lookUp(get(value, parts[from] ?? ''), parts, from + 1) : undefined;
}
