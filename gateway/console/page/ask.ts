import { headersOf, session, type Session } from './session.ts';

export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface Answer<Data = unknown> {
  readonly data?: Data | null;
  readonly errors?: readonly AnswerError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface Question {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly operationName?: string | null | undefined;
}

export interface Timed {
  readonly answer: Answer;
  readonly status: number;
  readonly milliseconds: number;
  readonly bytes: number;
}

/** Sends a question with the visitor's credential. Whatever comes back is an answer; only a server that is away throws. */
export async function send(question: Question, headers: Readonly<Record<string, string>> = {}, as: Session | null = session.get()): Promise<Timed> {
  const started = performance.now();
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', accept: 'application/json', ...headersOf(as) },
    body: JSON.stringify(question),
  });
  const text = await response.text();
  return { answer: read(text, response.status), status: response.status, milliseconds: performance.now() - started, bytes: new Blob([text]).size };
}

/** The data of a question that the page asks for itself, and what went wrong. */
export async function ask<Data>(query: string, as?: Session | null): Promise<Answer<Data>> {
  try {
    const { answer } = await send({ query }, {}, as);
    return answer as Answer<Data>;
  } catch {
    return { errors: [{ message: 'The graph does not answer.' }] };
  }
}

function read(text: string, status: number): Answer {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return { errors: [{ message: `The graph answered ${status} without JSON.` }] };
  }
}
