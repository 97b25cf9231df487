import { CommandError } from './errors.ts';
import type { Scope } from './expressions.ts';
import { compilePipeline } from './pipeline.ts';
import { get, isDoc, type Doc, type Value } from './values.ts';

const ALLOWED = ['$set', '$addFields', '$unset', '$project', '$replaceRoot', '$replaceWith'];
const NOWHERE = { read: () => [] };

/** An update written as a pipeline: the document goes in, the new one comes out; `_id` is kept when it is left out. */
export function runUpdatePipeline(stages: Value[], doc: Doc, scope: Scope): Doc {
  const wrong = stages.find((stage) => !isDoc(stage) || !ALLOWED.includes(Object.keys(stage)[0] ?? ''));
  if (wrong !== undefined) throw new CommandError('InvalidOptions', `${isDoc(wrong) ? (Object.keys(wrong)[0] ?? '') : 'This'} is not allowed to be used within an update`);
  const [made = {}] = compilePipeline(stages, scope, NOWHERE)([doc]);
  const id = get(doc, '_id');
  return id === undefined || '_id' in made ? made : { _id: id, ...made };
}
