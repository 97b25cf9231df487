import type { Entry } from '../catalogue.ts';
import type { Row } from '../collection.ts';
import { describeUpdate } from '../changes.ts';
import { target, type Engine } from '../engine.ts';
import { CommandError } from '../errors.ts';
import type { Scope } from '../expressions.ts';
import { compileProjection } from '../project.ts';
import { sorter, type Sorter } from '../sort.ts';
import { scopeOf } from '../scope.ts';
import { compileUpdate, sameId, seed, withId } from '../update.ts';
import { get, isDoc, type Doc, type Value } from '../values.ts';
import { docOr, refuseCollation, type Handler } from './command.ts';

function list(command: Doc, name: string): Doc[] {
  const value = command[name];
  if (!Array.isArray(value) || !value.every(isDoc)) throw new CommandError('TypeMismatch', `${name} must be an array of documents`);
  if (value.length === 0) throw new CommandError('InvalidLength', `Write batch sizes must be between 1 and 100000. Got 0 operations.`);
  return value;
}

/** Does the statements one by one, each whole or not at all; an ordered command ends with the first that fails. */
function each(engine: Engine, command: Doc, statements: readonly Doc[], apply: (statement: Doc, index: number) => void): Doc[] {
  const failed: Doc[] = [];
  for (const [index, statement] of statements.entries()) {
    try {
      engine.write(() => apply(statement, index));
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      failed.push({ index, code: error.code, errmsg: error.message, ...(error.details as Doc) });
      if (command['ordered'] !== false) break;
    }
  }
  return failed;
}

const failures = (failed: Doc[]): Doc => (failed.length === 0 ? {} : { writeErrors: failed });

function insertInto(engine: Engine, entry: Entry, doc: Doc, validate: boolean): void {
  const made = withId(doc);
  entry.collection.insert(made, validate);
  engine.note({ operationType: 'insert', db: entry.db, collection: entry.name, id: get(made, '_id'), fullDocument: made });
}

const insert: Handler = ({ engine, db, command }) =>
  engine.write(() => {
    const entry = engine.ensure(db, target(command, 'insert'));
    let n = 0;
    const failed = each(engine, command, list(command, 'documents'), (doc) => {
      insertInto(engine, entry, doc, command['bypassDocumentValidation'] !== true);
      n += 1;
    });
    return { n, ...failures(failed) };
  });

interface Statement {
  readonly filter: Doc;
  readonly update: Value;
  readonly multi: boolean;
  readonly upsert: boolean;
  readonly arrayFilters: readonly Doc[];
  readonly order: Sorter | null;
  readonly scope: Scope;
  readonly validate: boolean;
}

interface Outcome {
  readonly matched: number;
  readonly modified: number;
  readonly before: Doc | null;
  readonly after: Doc | null;
  readonly upserted: Value;
}

/** Updates what the filter finds, or makes the document. */
function updateIn(engine: Engine, entry: Entry, statement: Statement): Outcome {
  const { filter, multi, upsert, arrayFilters, order, scope, validate } = statement;
  const { apply, replaces } = compileUpdate(statement.update, scope);
  if (multi && replaces) throw new CommandError('FailedToParse', 'multi update is not supported for replacement-style update');
  if (upsert && usesExpr(filter)) throw new CommandError('QueryFeatureNotAllowed', '$expr is not allowed in the query predicate for an upsert');
  const { rows } = entry.collection.find({ filter, scope, order, ...(multi ? {} : { limit: 1 }) });
  let modified = 0;
  let after: Doc | null = null;
  for (const row of rows) {
    after = apply(row.doc, { filter, arrayFilters, inserting: false });
    if (!sameId(row.doc, after)) throw new CommandError('ImmutableField', "Performing an update on the path '_id' would modify the immutable field '_id'");
    if (replaces || Array.isArray(statement.update)) after = idFirst(after);
    if (!entry.collection.replace(row, after, validate)) continue;
    modified += 1;
    const change = { db: entry.db, collection: entry.name, id: get(after, '_id') };
    engine.note(replaces ? { ...change, operationType: 'replace', fullDocument: after } : { ...change, operationType: 'update', updateDescription: describeUpdate(row.doc, after) });
  }
  if (rows.length > 0 || !upsert) return { matched: rows.length, modified, before: rows[0]?.doc ?? null, after, upserted: undefined };
  const from = seed(filter);
  const started = replaces ? ('_id' in from ? { _id: from['_id'] } : {}) : from;
  const made = withId(idFirst(apply(started, { filter, arrayFilters, inserting: true })));
  if (from['_id'] !== undefined && !sameId(from, made)) throw new CommandError('ImmutableField', "Performing an update on the path '_id' would modify the immutable field '_id'");
  insertInto(engine, entry, made, validate);
  return { matched: 0, modified: 0, before: null, after: made, upserted: get(made, '_id') };
}

function usesExpr(filter: Doc): boolean {
  return Object.entries(filter).some(([name, value]) => name === '$expr' || (name.startsWith('$') && Array.isArray(value) && value.some((inner) => isDoc(inner) && usesExpr(inner))));
}

function idFirst(doc: Doc): Doc {
  const [first] = Object.keys(doc);
  if (first === '_id' || !('_id' in doc)) return doc;
  return { _id: doc['_id'], ...Object.fromEntries(Object.entries(doc).filter(([field]) => field !== '_id')) };
}

const docs = (value: Value): Doc[] => (Array.isArray(value) ? value.filter(isDoc) : []);

const update: Handler = ({ engine, db, command }) =>
  engine.write(() => {
    const entry = engine.ensure(db, target(command, 'update'));
    let [n, nModified] = [0, 0];
    const upserted: Doc[] = [];
    const failed = each(engine, command, list(command, 'updates'), (given, index) => {
      refuseCollation(given);
      const outcome = updateIn(engine, entry, {
        filter: docOr(given['q'], {}),
        update: given['u'],
        multi: given['multi'] === true,
        upsert: given['upsert'] === true,
        arrayFilters: docs(given['arrayFilters']),
        order: isDoc(given['sort']) ? sorter(given['sort']) : null,
        scope: scopeOf(new Date(), { ...docOr(command['let'], {}), ...docOr(given['c'], {}) }),
        validate: command['bypassDocumentValidation'] !== true,
      });
      n += outcome.matched;
      nModified += outcome.modified;
      if (outcome.upserted !== undefined) {
        n += 1;
        upserted.push({ index, _id: outcome.upserted });
      }
    });
    return { n, ...(upserted.length > 0 ? { upserted } : {}), nModified, ...failures(failed) };
  });

function removeFrom(engine: Engine, entry: Entry, row: Row): void {
  entry.collection.remove(row);
  engine.note({ operationType: 'delete', db: entry.db, collection: entry.name, id: get(row.doc, '_id') });
}

const remove: Handler = ({ engine, db, command }) =>
  engine.write(() => {
    const entry = engine.catalogue.get(db, target(command, 'delete'));
    let n = 0;
    const failed = each(engine, command, list(command, 'deletes'), (given) => {
      refuseCollation(given);
      if (entry === undefined) return;
      const scope = scopeOf(new Date(), docOr(command['let'], {}));
      const { rows } = entry.collection.find({ filter: docOr(given['q'], {}), scope, ...(given['limit'] === 1 ? { limit: 1 } : {}) });
      for (const row of rows) removeFrom(engine, entry, row);
      n += rows.length;
    });
    return { n, ...failures(failed) };
  });

const findAndModify: Handler = ({ engine, db, command }) => {
  refuseCollation(command);
  const scope = scopeOf(new Date(), docOr(command['let'], {}));
  const filter = docOr(command['query'], {});
  const order = isDoc(command['sort']) && Object.keys(command['sort']).length > 0 ? sorter(command['sort']) : null;
  const fields = docOr(command['fields'], {});
  const shape = Object.keys(fields).length === 0 ? (doc: Doc) => doc : compileProjection(fields, scope, { find: true });
  const shown = (doc: Doc | null): Doc | null => (doc === null ? null : shape(doc));
  const name = target(command, 'findAndModify');
  if (command['remove'] === true) {
    if (command['update'] !== undefined || command['new'] === true || command['upsert'] === true) throw new CommandError('FailedToParse', "Cannot specify both an update and remove=true; remove always returns the deleted document");
    return engine.write(() => {
      const entry = engine.catalogue.get(db, name);
      const [row] = entry?.collection.find({ filter, scope, order, limit: 1 }).rows ?? [];
      if (entry === undefined || row === undefined) return { lastErrorObject: { n: 0 }, value: null };
      removeFrom(engine, entry, row);
      return { lastErrorObject: { n: 1 }, value: shown(row.doc) };
    });
  }
  if (command['update'] === undefined) throw new CommandError('FailedToParse', "Either an update or remove=true must be specified");
  return engine.write(() => {
    const outcome = updateIn(engine, engine.ensure(db, name), {
      filter, order, scope,
      update: command['update'],
      multi: false,
      upsert: command['upsert'] === true,
      arrayFilters: docs(command['arrayFilters']),
      validate: command['bypassDocumentValidation'] !== true,
    });
    const inserted = outcome.upserted !== undefined;
    return {
      lastErrorObject: { n: outcome.matched + (inserted ? 1 : 0), updatedExisting: outcome.matched > 0, ...(inserted ? { upserted: outcome.upserted } : {}) },
      value: shown(command['new'] === true ? outcome.after : outcome.before),
    };
  });
};

export const writeCommands: Readonly<Record<string, Handler>> = { insert, update, delete: remove, findAndModify, findandmodify: findAndModify };
