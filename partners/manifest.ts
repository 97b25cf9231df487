import { createHash } from 'node:crypto';

/** One operation of a manifest, whose id is the hash of its text. */
export interface ManifestOperation {
  readonly id: string;
  /** The name that the manifest gives it; the text's own name may be another. */
  readonly name: string | null;
  readonly text: string;
}

const APOLLO = 'apollo-persisted-query-manifest';
const MOST_OPERATIONS = 2_000;
const MOST_BYTES = 4_000_000;

/**
 * Reads a manifest: Apollo's (`{ format, version: 1, operations: [{ id, body, name, type }] }`) or one from id to text, as Relay and GraphQL
 * Code Generator write it. Throws a RangeError that names every mistake.
 */
export function readManifest(text: string): readonly ManifestOperation[] {
  if (Buffer.byteLength(text) > MOST_BYTES) throw new RangeError(`The manifest is larger than ${MOST_BYTES} bytes.`);
  const operations = operationsOf(parsed(text));
  if (operations.length === 0) throw new RangeError('The manifest has no operations.');
  if (operations.length > MOST_OPERATIONS) throw new RangeError(`The manifest has ${operations.length} operations; ${MOST_OPERATIONS} are allowed.`);
  const mistakes = operations.flatMap(({ id, name, text: body }) => {
    const hash = createHash('sha256').update(body).digest('hex');
    return id === hash ? [] : [`${name ?? id}: the id ${id} is not the SHA-256 of the text, which is ${hash}.`];
  });
  if (mistakes.length > 0) throw new RangeError(mistakes.join('\n'));
  return [...new Map(operations.map((operation) => [operation.id, operation])).values()];
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const content: unknown = JSON.parse(text);
    if (isRecord(content)) return content;
  } catch {
    // Falls through: both are the same to whoever sent it.
  }
  throw new RangeError('The manifest is not a JSON object.');
}

function operationsOf(manifest: Readonly<Record<string, unknown>>): readonly ManifestOperation[] {
  if (manifest['format'] === undefined) return Object.entries(manifest).map(([id, body]) => entry(id, null, body));
  if (manifest['format'] !== APOLLO || manifest['version'] !== 1 || !Array.isArray(manifest['operations'])) {
    throw new RangeError(`A manifest with a format is ${APOLLO}, version 1, with a list of operations.`);
  }
  return manifest['operations'].map((given: unknown) => {
    if (!isRecord(given)) throw new RangeError('Each operation of the manifest is an object with id, name and body.');
    return entry(given['id'], typeof given['name'] === 'string' ? given['name'] : null, given['body']);
  });
}

/** Ids may be written with the algorithm before them and in capitals. */
function entry(id: unknown, name: string | null, body: unknown): ManifestOperation {
  if (typeof id !== 'string' || typeof body !== 'string') throw new RangeError(`The operation ${name ?? String(id)} needs an id and a text.`);
  return { id: id.replace(/^sha256:/i, '').toLowerCase(), name, text: body };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
