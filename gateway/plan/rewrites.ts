import type { FetchNodePathSegment, FetchRewrite } from '@graphql-hive/router-query-planner';
import { isRecord, type TypeTest, type JsonObject } from './json.ts';

type RewriteStep = { readonly key: string } | { readonly types: readonly string[] };

/** Sets a value (`__typename` of interface objects), or gives an aliased field its name back. */
export interface Rewrite {
  readonly path: readonly RewriteStep[];
  readonly setTo: string | null;
  readonly renameTo: string | null;
}

export function prepareRewrites(rewrites: readonly FetchRewrite[] | undefined): readonly Rewrite[] {
  return (rewrites ?? []).map((planned): Rewrite => {
    if ('KeyRenamer' in planned) return { path: planned.KeyRenamer.path.map(stepOf), setTo: null, renameTo: planned.KeyRenamer.renameKeyTo };
    const { path, setValueTo } = 'ValueSetter' in planned ? planned.ValueSetter : planned;
    return { path: path.map(stepOf), setTo: setValueTo, renameTo: null };
  });
}

function stepOf(segment: FetchNodePathSegment): RewriteStep {
  return 'Key' in segment ? { key: segment.Key } : { types: segment.TypenameEquals };
}

/** Applies rewrites in place, in lists to every item. */
export function rewrite(value: unknown, rewrites: readonly Rewrite[], satisfies: TypeTest): void {
  for (const one of rewrites) apply(value, one, 0, satisfies);
}

function apply(value: unknown, { path, setTo, renameTo }: Rewrite, at: number, satisfies: TypeTest): void {
  if (Array.isArray(value)) {
    for (const item of value) apply(item, { path, setTo, renameTo }, at, satisfies);
    return;
  }
  const step = path[at];
  if (!isRecord(value) || step === undefined) return;
  if ('types' in step) {
    const typeName = value['__typename'];
    if (typeof typeName !== 'string' || satisfies(typeName, step.types)) apply(value, { path, setTo, renameTo }, at + 1, satisfies);
    return;
  }
  if (at < path.length - 1) return apply(value[step.key], { path, setTo, renameTo }, at + 1, satisfies);
  set(value, step.key, setTo, renameTo);
}

function set(record: JsonObject, key: string, setTo: string | null, renameTo: string | null): void {
  if (setTo !== null) record[key] = setTo;
  if (renameTo !== null && key in record) {
    record[renameTo] = record[key];
    delete record[key];
  }
}
