/** What is known of a step. Names and numbers only: never a row's values, a token or a key. */
export type StepAttributes = Readonly<Record<string, string | number | boolean>>;

/** One timed step of a request, while it is under way. */
export interface Step {
  set(attributes: StepAttributes): void;
  /** Says that it failed, with a code. */
  fail(code: string): void;
}

export interface StepOptions {
  /** `server`: asked from outside; `client`: asks outside. */
  readonly kind: 'server' | 'client' | 'internal';
  readonly attributes?: StepAttributes;
  /** W3C `traceparent` of who asked; without it the step is part of the one under way, or begins a trace. */
  readonly traceparent?: string | undefined;
}

/** Traces of requests: request → fetch of a subgraph → call to Odoo. Where tracing is off there is none of it. */
export interface Tracing {
  /** Runs the work as a step; what it starts, however late, is part of it. A step whose work throws has failed. */
  run<T>(name: string, options: StepOptions, work: (step: Step) => Promise<T>): Promise<T>;
  /** W3C `traceparent` of the step under way, for the next process. */
  traceparent(): string | undefined;
  /** Sends what has not been sent. */
  stop(): Promise<void>;
}

/** The code by which an error is known: of the catalogue, of a fault, or its class. Its text may tell of rows, so it stays out. */
export function failureCode(error: unknown): string {
  if (typeof error === 'object' && error !== null) {
    if ('kind' in error && typeof error.kind === 'string') return error.kind;
    if ('code' in error && typeof error.code === 'string') return error.code;
  }
  return error instanceof Error ? error.name : 'unknown';
}
