export interface Line {
  readonly name: string;
  readonly value: string;
  readonly state: 'good' | 'warn' | 'bad' | 'plain';
  /** What would help. */
  readonly remedy: string | null;
}

export interface Section {
  readonly title: string;
  readonly note: string | null;
  readonly lines: readonly Line[];
}

export const line = (name: string, value: string, state: Line['state'] = 'plain', remedy: string | null = null): Line => ({ name, value, state, remedy });
