import type { Entry } from '../catalogue.ts';
import { listSource } from '../cursors.ts';
import { target } from '../engine.ts';
import { CommandError } from '../errors.ts';
import { readSpec, showSpec } from '../index.ts';
import { compileFilter } from '../match.ts';
import { scopeOf } from '../scope.ts';
import { encode, isDoc, isNumber, toNumber, type Doc } from '../values.ts';
import { CursorAnswer, docOr, refuseCollation, type Handler } from './command.ts';

const COLLECTION_OPTIONS = ['validator', 'validationLevel', 'validationAction'];
const UNSUPPORTED = ['capped', 'timeseries', 'viewOn', 'clusteredIndex', 'encryptedFields'];

const create: Handler = ({ engine, db, command }) => {
  refuseCollation(command);
  const unsupported = UNSUPPORTED.find((name) => command[name] !== undefined && command[name] !== false);
  if (unsupported !== undefined) throw new CommandError('NotImplemented', `The embedded store has no collections with ${unsupported}.`);
  return engine.write(() => {
    engine.catalogueChanges();
    engine.catalogue.create(db, target(command, 'create'), options(command));
    return {};
  });
};

const options = (command: Doc): Doc => Object.fromEntries(COLLECTION_OPTIONS.flatMap((name) => (command[name] === undefined ? [] : [[name, command[name]]])));

const collMod: Handler = ({ engine, db, command }) =>
  engine.write(() => {
    const entry = engine.existing(db, target(command, 'collMod'));
    if (command['index'] !== undefined) throw new CommandError('NotImplemented', 'The embedded store changes an index by dropping and making it.');
    engine.catalogueChanges();
    engine.catalogue.change(entry, { ...entry.options, ...options(command) });
    return {};
  });

const drop: Handler = ({ engine, db, command }) =>
  engine.write(() => {
    const name = target(command, 'drop');
    const entry = engine.catalogue.get(db, name);
    // Since 7.0 dropping what is not there succeeds.
    if (entry === undefined) return {};
    engine.catalogueChanges();
    const { length } = entry.collection.indexes;
    engine.catalogue.drop(entry);
    engine.note({ operationType: 'drop', db, collection: name, id: null });
    return { nIndexesWas: length, ns: `${db}.${name}` };
  });

const dropDatabase: Handler = ({ engine, db }) =>
  engine.write(() => {
    engine.catalogueChanges();
    for (const entry of engine.catalogue.all()) if (entry.db === db) engine.catalogue.drop(entry);
    return { dropped: db };
  });

const listCollections: Handler = ({ engine, db, command }) => {
  const matches = compileFilter(docOr(command['filter'], {}), scopeOf());
  const found = engine.catalogue.all().filter((entry) => entry.db === db).map(describe).filter(matches);
  const shown = command['nameOnly'] === true ? found.map(({ name, type }) => ({ name, type })) : found;
  return all(`${db}.$cmd.listCollections`, shown as Doc[]);
};

function describe({ name, options: given, uuid }: Entry): Doc {
  return { name, type: 'collection', options: given, info: { readOnly: false, uuid }, idIndex: { v: 2, key: { _id: 1 }, name: '_id_' } };
}

const all = (namespace: string, docs: readonly Doc[]): CursorAnswer => new CursorAnswer(namespace, 0n, { docs: docs.map(encode) }, 'firstBatch');

const listIndexes: Handler = ({ engine, db, command }) => {
  const name = target(command, 'listIndexes');
  const { collection } = engine.existing(db, name);
  const source = listSource(collection.indexes.map(({ spec }) => showSpec(spec)));
  return new CursorAnswer(`${db}.${name}`, 0n, source.next(Infinity, 0) as { docs: Uint8Array[] }, 'firstBatch');
};

const createIndexes: Handler = ({ engine, db, command }) => {
  const { indexes } = command;
  if (!Array.isArray(indexes) || indexes.length === 0 || !indexes.every(isDoc)) throw new CommandError('BadValue', 'Must specify at least one index to create');
  for (const spec of indexes) refuseCollation(spec);
  const specs = indexes.map(readSpec);
  return engine.write(() => {
    const name = target(command, 'createIndexes');
    const isNew = engine.catalogue.get(db, name) === undefined;
    const entry = engine.ensure(db, name);
    const before = entry.collection.indexes.length;
    engine.catalogueChanges();
    for (const spec of specs) engine.catalogue.createIndex(entry, spec);
    const after = entry.collection.indexes.length;
    return { numIndexesBefore: before, numIndexesAfter: after, createdCollectionAutomatically: isNew, ...(before === after ? { note: 'all indexes already exist' } : {}) };
  });
};

const dropIndexes: Handler = ({ engine, db, command }) =>
  engine.write(() => {
    const entry = engine.existing(db, target(command, 'dropIndexes'));
    const before = entry.collection.indexes.length;
    const { index } = command;
    const names = entry.collection.indexes.map(({ spec }) => spec.name);
    const wanted = index === '*' ? names.filter((name) => name !== '_id_') : (Array.isArray(index) ? index : [isDoc(index) ? nameOf(entry, index) : index]).map(String);
    engine.catalogueChanges();
    for (const name of wanted) engine.catalogue.dropIndex(entry, name);
    return { nIndexesWas: before };
  });

function nameOf({ collection }: Entry, key: Doc): string {
  const text = (one: Doc): string => JSON.stringify(Object.entries(one).map(([path, sign]) => [path, isNumber(sign) ? toNumber(sign) : sign]));
  const found = collection.indexes.find(({ spec }) => text(spec.key) === text(key));
  if (found === undefined) throw new CommandError('IndexNotFound', `can't find index with key: ${text(key)}`);
  return found.spec.name;
}

const listDatabases: Handler = ({ engine, command }) => {
  const names = [...new Set(engine.catalogue.all().map(({ db }) => db))].sort();
  if (command['nameOnly'] === true) return { databases: names.map((name) => ({ name })) };
  return { databases: names.map((name) => ({ name, sizeOnDisk: 0, empty: false })), totalSize: 0 };
};

export const catalogueCommands: Readonly<Record<string, Handler>> = {
  create, collMod, drop, dropDatabase, listCollections, listIndexes, createIndexes, dropIndexes, deleteIndexes: dropIndexes, listDatabases,
};
