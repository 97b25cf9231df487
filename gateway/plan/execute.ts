import { GraphQLError, type ExecutionResult } from 'graphql';
import { eachEntity, representationOf } from './entities.ts';
import { copyOf, isRecord, mergeInto, type JsonObject, type TypeTest } from './json.ts';
import type { EntityTarget, PlainKeys, Plan, Sending, Step } from './prepare.ts';
import { rewrite } from './rewrites.ts';

type ResponsePath = readonly (string | number)[];

/** Sends one operation to one subgraph. Never throws. */
export type Send = (sending: Sending, variables: JsonObject) => Promise<ExecutionResult>;

export interface PlanRun {
  readonly send: Send;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly satisfies: TypeTest;
}

export interface PlanResult {
  /** What the subgraphs said, more than was asked for; null when none said anything. */
  readonly data: JsonObject | null;
  readonly errors: readonly GraphQLError[];
}

/** Carries out the steps of a plan: fetches, and what their answers complete. */
export async function executePlan({ step, contested }: Plan, run: PlanRun): Promise<PlanResult> {
  const execution = new Execution(run, contested);
  await execution.take(step);
  return { data: execution.answered ? execution.data : null, errors: execution.errors };
}

class Execution {
  readonly data: JsonObject = {};
  readonly errors: GraphQLError[] = [];
  answered = false;
  readonly #run: PlanRun;
  readonly #contested: Plan['contested'];

  constructor(run: PlanRun, contested: Plan['contested']) {
    this.#run = run;
    this.#contested = contested;
  }

  async take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'sequence':
        for (const next of step.steps) await this.take(next);
        return;
      case 'parallel':
        await Promise.all(step.steps.map((next) => this.take(next)));
        return;
      case 'condition': {
        const next = this.#run.variables[step.variable] === true ? step.whenTrue : step.whenFalse;
        if (next) await this.take(next);
        return;
      }
      case 'root':
        return this.#fetchRoot(step);
      case 'entities':
        return this.#fetchEntities(step);
    }
  }

  async #fetchRoot({ sending, outputRewrites }: Extract<Step, { kind: 'root' }>): Promise<void> {
    const { data, errors = [] } = await this.#run.send(sending, this.#variables(sending));
    for (const error of errors) this.errors.push(error.path ? error : at(error, rootPath(sending)));
    if (!isRecord(data)) return;
    rewrite(data, outputRewrites, this.#run.satisfies);
    this.answered = true;
    mergeInto(this.data, data);
  }

  async #fetchEntities({ sending, targets }: Extract<Step, { kind: 'entities' }>): Promise<void> {
    const asked = new Map<string, Representations>();
    const found = targets.map((target) => {
      const representations = asked.get(target.variable) ?? new Representations();
      asked.set(target.variable, representations);
      return { target, entities: this.#locate(target, representations) };
    });
    if ([...asked.values()].every(({ list }) => list.length === 0)) return;

    const variables = this.#variables(sending);
    for (const [name, { list }] of asked) variables[name] = list;
    const { data, errors = [] } = await this.#run.send(sending, variables);
    for (const error of errors) this.#relocate(error, found);
    if (!isRecord(data)) return;
    for (const { target, entities } of found) this.#complete(data[target.key], target, entities);
  }

  #variables({ variables: names }: Sending): JsonObject {
    const { variables } = this.#run;
    return Object.fromEntries(names.filter((name) => Object.hasOwn(variables, name)).map((name) => [name, variables[name]]));
  }

  #locate(target: EntityTarget, representations: Representations): Located[] {
    const { satisfies } = this.#run;
    const entities: Located[] = [];
    for (const path of target.paths) {
      eachEntity(this.data, path, satisfies, (entity) => {
        const index = representations.indexOf(entity, target, satisfies);
        if (index !== null) entities.push({ entity, index });
      });
    }
    return entities;
  }

  #complete(answers: unknown, target: EntityTarget, entities: readonly Located[]): void {
    if (!Array.isArray(answers)) return;
    rewrite(answers, target.outputRewrites, this.#run.satisfies);
    const mustCopy = this.#contested.has(target);
    for (const { entity, index } of entities) {
      const answer: unknown = answers[index];
      if (isRecord(answer)) mergeInto(entity, mustCopy ? (copyOf(answer) as JsonObject) : answer);
    }
  }

  /** Where the entity stands whose representation has this place in the list. Looked up again: errors are rare. */
  #placesOf(target: EntityTarget, entities: readonly Located[], index: number): ResponsePath[] {
    const wanted = new Set(entities.filter((located) => located.index === index).map(({ entity }) => entity));
    const places: ResponsePath[] = [];
    for (const path of target.paths) {
      eachEntity(this.data, path, this.#run.satisfies, (entity, place) => {
        if (wanted.has(entity)) places.push(place.slice());
      });
    }
    return places;
  }

  /** An error below `_entities` happened at every place where that entity stands; any other, at all of them together. */
  #relocate(error: GraphQLError, found: readonly { target: EntityTarget; entities: readonly Located[] }[]): void {
    const [key, index, ...rest] = error.path ?? [];
    const hit = found.find(({ target }) => target.key === key);
    const places = hit && typeof index === 'number' ? this.#placesOf(hit.target, hit.entities, index) : [];
    for (const path of places) this.errors.push(at(error, [...path, ...rest]));
    if (places.length > 0) return;
    const [first] = (hit ?? found[0])?.target.paths ?? [];
    this.errors.push(at(error, (first ?? []).flatMap((step) => (step.kind === 'field' ? [step.name] : []))));
  }
}

interface Located {
  readonly entity: JsonObject;
  /** Its place in the list of representations. */
  readonly index: number;
}

/** The entities that one variable asks for, each once. */
class Representations {
  readonly list: JsonObject[] = [];
  readonly #known = new Map<string, number>();

  /** The place of an entity's representation in the list; null when a key is missing, for then it cannot be asked for. */
  indexOf(entity: JsonObject, target: EntityTarget, satisfies: TypeTest): number | null {
    const typeName = entity['__typename'];
    if (typeof typeName !== 'string') return null;
    const short = target.plainKeys && shortKey(entity, typeName, target.plainKeys);
    const seen = short === null ? undefined : this.#known.get(short);
    if (seen !== undefined) return seen;

    const representation = representationOf(entity, target.requires, satisfies);
    if (!representation) return null;
    rewrite(representation, target.inputRewrites, satisfies);
    // The same `requires` made them in the same order of keys, so equal ones have equal texts.
    const key = short ?? JSON.stringify(representation);
    const index = this.#known.get(key) ?? this.list.push(representation) - 1;
    this.#known.set(key, index);
    return index;
  }
}

/** A text that tells entities with plain keys apart, cheaper than their representation; null when one is no scalar. */
function shortKey(entity: JsonObject, typeName: string, { fields }: PlainKeys): string | null {
  let key = typeName;
  for (const name of fields) {
    const value = entity[name];
    // With its length, so that no value can pass for two.
    if (typeof value === 'string') key += ` ${value.length}:${value}`;
    else if (typeof value === 'number') key += ` ${value}`;
    else return null;
  }
  return key;
}

function at(error: GraphQLError, path: ResponsePath): GraphQLError {
  return new GraphQLError(error.message, { path, originalError: error.originalError ?? null, extensions: error.extensions });
}

/** Where an error of a root fetch belongs that does not say it itself: the first field that was asked for. */
function rootPath({ document }: Sending): ResponsePath {
  for (const definition of document.definitions) {
    if (definition.kind !== 'OperationDefinition') continue;
    const [field] = definition.selectionSet.selections;
    if (field?.kind === 'Field') return [field.alias?.value ?? field.name.value];
  }
  return [];
}
