import type { GraphQLResolveInfo } from 'graphql';
import { OdooFault } from '../../odoo/client/faults.ts';
import type { Audit, AuditRecord } from '../../platform/audit.ts';
import { GraphError } from '../../platform/errors.ts';
import type { IdempotencyKeys, KeyUse } from '../../platform/idempotency.ts';
import { userError } from '../../platform/user-errors.ts';
import type { UserError } from '../../platform/user-errors.ts';
import type { GraphContext } from '../context.ts';
import { isUncertain, refusalOf, unknownOutcome } from './faults.ts';
import { claimKey, keepClaim, keyUse, tagOf } from './keys.ts';
import type { MutationCode, MutationContext } from './mutation.ts';
import { Refusal } from './refusal.ts';
import { createWriter } from './writer.ts';

/** What mutations need of the process that they run in. */
export interface Writes {
  readonly keys: IdempotencyKeys;
  /** How often a claimed key is renewed. */
  readonly renewMs: number;
  readonly audit: Audit;
  /** Mutations that are being carried out, those whose client has left too: the process ends after them. */
  readonly underWay: Set<Promise<unknown>>;
  /** Whether who asked for an approval may not give it. */
  readonly fourEyes: boolean;
}

type Input = Readonly<Record<string, unknown>>;
type Payload = Readonly<Record<string, unknown>> & { readonly userErrors: readonly UserError[] };
type Outcome = Pick<AuditRecord, 'outcome' | 'codes'>;

/**
 * Carries out one mutation: key, work, what becomes of a failure, audit record. Expected refusals are the payload's userErrors; all else is
 * thrown. Whatever was read before in this request is forgotten at the end, so that the payload shows what is now.
 */
export function runMutation(name: string, code: MutationCode, input: Input, context: GraphContext, info: GraphQLResolveInfo): Promise<Payload> {
  const { underWay } = context.writes;
  const work = carryOut(name, code, input, context, info).finally(() => underWay.delete(work));
  underWay.add(work);
  return work;
}

async function carryOut(name: string, code: MutationCode, input: Input, context: GraphContext, info: GraphQLResolveInfo): Promise<Payload> {
  const started = performance.now();
  const own = context.forWriting();
  const writer = createWriter(own.reader, context.database);
  const run = new Run(name, code, input, { ...context, ...own, memory: new Map(), mutation: name, writer, keyTag: null, recovering: false });
  let told: Outcome = { outcome: 'failed', codes: ['INTERNAL'] };
  let payload: Payload = { userErrors: [] };
  try {
    const argument = input.idempotencyKey as string | null | undefined;
    // Who has no identity has no keys, and what they are answered is not kept: it may be a token.
    if (!isOpen(context, name)) run.use = keyUse({ argument, header: context.idempotencyKey, responseKey: String(info.path.key) }, name, context.principal, input);
    payload = run.use === null ? await run.once() : await run.keyed(run.use, context.writes, context.deadline);
    told = { outcome: run.replayed ? 'replayed' : 'done', codes: [] };
    return payload;
  } catch (error) {
    if (error instanceof Refusal) {
      told = { outcome: 'refused', codes: error.errors.map(({ code: refused }) => refused) };
      payload = { userErrors: error.errors };
      return payload;
    }
    told = { outcome: run.unknown ? 'unknown' : 'failed', codes: [error instanceof GraphError ? error.code : 'INTERNAL'] };
    throw error;
  } finally {
    context.forget();
    const { principal } = context;
    await context.writes.audit({
      subject: principal.subject,
      credential: principal.kind,
      role: principal.role,
      serviceAccountId: principal.serviceAccount?.id ?? null,
      operation: name,
      ids: { ...idsIn(input, 'input.'), ...idsIn(payload, '') },
      ...told,
      keyTag: run.use === null ? null : tagOf(run.use),
      odooWrites: writer.calls,
      milliseconds: Math.round(performance.now() - started),
    });
  }
}

function isOpen({ table }: GraphContext, name: string): boolean {
  return table.types.get('Mutation')?.fields.get(name)?.mutation?.needs === null;
}

class Run {
  use: KeyUse | null = null;
  replayed = false;
  /** Something may have been done that nobody has seen. */
  unknown = false;
  readonly #name: string;
  readonly #code: MutationCode;
  readonly #input: Input;
  readonly #context: MutationContext;

  constructor(name: string, code: MutationCode, input: Input, context: MutationContext) {
    this.#name = name;
    this.#code = code;
    this.#input = input;
    this.#context = context;
  }

  /** Without a key, or as the first to use one. */
  async once(context: MutationContext = this.#context): Promise<Payload> {
    try {
      return { ...(await this.#code.run(this.#input, context)), userErrors: [] };
    } catch (error) {
      throw await this.#afterFailure(error);
    }
  }

  async keyed(use: KeyUse, { keys, renewMs }: Writes, deadline: number): Promise<Payload> {
    const claim = await claimKey(keys, use, deadline);
    if (claim.kind === 'answered') {
      this.replayed = true;
      return claim.answer as Payload;
    }
    using _ = keepClaim(keys, use.id, claim.owner, renewMs);
    const context: MutationContext = { ...this.#context, keyTag: tagOf(use), recovering: claim.recovering };
    try {
      const payload = await (claim.recovering ? this.#again(context) : this.once(context));
      await keys.answer(use.id, claim.owner, payload);
      return payload;
    } catch (error) {
      const nothingDone = !this.unknown && this.#context.writer.done.length === 0;
      await (nothingDone ? keys.release(use.id, claim.owner) : keys.abandon(use.id, claim.owner));
      throw error;
    }
  }

  /** After a try that ended without a word. Odoo may have been at work for it still when we looked: what refuses the second try may be what the first one did. */
  async #again(context: MutationContext): Promise<Payload> {
    const found = await this.#recover(context);
    if (found !== null) return found;
    try {
      return await this.once(context);
    } catch (error) {
      const late = this.unknown || this.#context.writer.done.length > 0 ? null : await this.#recover(context);
      if (late === null) throw error;
      return late;
    }
  }

  /** What the earlier try did, or null when it did nothing. A mutation that leaves no trace of its key cannot tell, and is not repeated. */
  async #recover(context: MutationContext): Promise<Payload | null> {
    this.unknown = true;
    if (!this.#code.findByKey) throw new Refusal([userError('OUTCOME_UNKNOWN')]);
    try {
      const found = await this.#code.findByKey(this.#input, context);
      this.unknown = false;
      return found === null ? null : { ...found, userErrors: [] };
    } catch (error) {
      throw await this.#afterFailure(error);
    }
  }

  /** Undoes what was done before the failure, if the failure is certain; says what stands if it cannot be undone. */
  async #afterFailure(thrown: unknown): Promise<unknown> {
    const { writer } = this.#context;
    if (isUncertain(thrown)) {
      this.unknown = true;
      return unknownOutcome(thrown as OdooFault, this.use !== null, writer.done);
    }
    const error = refusalOf(thrown);
    if (writer.done.length === 0 || (await writer.undo())) return error;
    const failed = error instanceof Refusal ? error.errors.map(({ message }) => message).join(' ') : 'an error of Odoo';
    const partly = userError('PARTLY_DONE', null, { done: writer.done.join('; '), failed });
    if (error instanceof Refusal) return new Refusal([partly, ...error.errors]);
    return new GraphError('INTERNAL', `${this.#name}: ${partly.message}`, { done: writer.done }, { cause: error });
  }
}

/** The ids that stand at the top of an input or a payload, for the audit record. */
function idsIn(values: Readonly<Record<string, unknown>>, prefix: string): Record<string, readonly number[]> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([field, value]) => {
      const isId = prefix === '' ? typeof value === 'number' : /(^id|Ids?)$/.test(field);
      const list = (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'number' || typeof item === 'string').map(Number).filter((id) => Number.isSafeInteger(id) && id > 0);
      return isId && list.length > 0 ? [[`${prefix}${field}`, list] as const] : [];
    }),
  );
}
