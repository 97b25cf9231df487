/** One operation that somebody relies on. */
export interface UsedOperation {
  /** File and id, for messages. */
  readonly from: string;
  readonly body: string;
}

/**
 * The operations of a manifest: Apollo's (`{ "operations": [{ "id", "body" }] }`) or that of Relay and GraphQL Code Generator
 * (`{ "<hash>": "<body>" }`). Throws a RangeError when it is neither.
 */
export function operationsOf(file: string, manifest: unknown): readonly UsedOperation[] {
  if (typeof manifest !== 'object' || manifest === null || Array.isArray(manifest)) throw new RangeError(`${file} is not a manifest: it has to be an object.`);
  if ('operations' in manifest && Array.isArray(manifest.operations)) {
    return manifest.operations.map((operation: unknown) => {
      const { id, name, body } = (operation ?? {}) as Readonly<Record<string, unknown>>;
      if (typeof body !== 'string') throw new RangeError(`${file} is not a manifest: the operation ${String(name ?? id)} has no body.`);
      return { from: `${file} (${String(name ?? id)})`, body };
    });
  }
  return Object.entries(manifest).map(([id, body]) => {
    if (typeof body !== 'string') throw new RangeError(`${file} is not a manifest: ${id} has no text.`);
    return { from: `${file} (${/(?:query|mutation)\s+(\w+)/.exec(body)?.[1] ?? id.slice(0, 20)})`, body };
  });
}
