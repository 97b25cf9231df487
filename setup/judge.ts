import { asId, asIds } from '../odoo/client/values.ts';
import { explainAbsence } from '../odoo/database/absences.ts';
import type { Answer } from './ask.ts';
import type { Company, Facts } from './facts.ts';
import type { QuestionName } from './questions.ts';
import type { Judgement } from './types.ts';

export type Row = Readonly<Record<string, unknown>>;
type Found = Extract<Answer, { kind: 'rows' }>;

export const ok = (detail: string): Judgement => ({ verdict: 'OK', detail });
export const missing = (detail: string): Judgement => ({ verdict: 'MISSING', detail });
export const cannotTell = (detail: string): Judgement => ({ verdict: 'CANNOT_TELL', detail });

/** What no module brings cannot have been set up; what Odoo's user may not read can. */
export function found(answer: Answer, facts: Facts, judge: (found: Found) => Judgement): Judgement {
  if (answer.kind === 'rows') return judge(answer);
  if (answer.kind === 'refused') return cannotTell(`Odoo's user may not read ${answer.model}.`);
  return missing(`${explainAbsence(answer.model, null, facts.database.version).cause} (${answer.model}).`);
}

/** OK where the question has any answer. */
export function some(name: QuestionName, what: string): (facts: Facts) => Judgement {
  return (facts) => found(facts.answers[name], facts, ({ total }) => (total > 0 ? ok(`${total} ${what}.`) : missing(`No ${what}.`)));
}

/** `Alpha, Beta, Gamma and 4 more` */
export function listed(names: readonly string[], shown = 5): string {
  const rest = names.length - shown;
  return rest > 0 ? `${names.slice(0, shown).join(', ')} and ${rest} more` : names.join(', ');
}

export const namesOf = (rows: readonly Row[]): readonly string[] => rows.map((row) => String(row['name'] ?? row['complete_name'] ?? row['id']));

/** OK where each company that sells has one of the rows; a row of no company is there for all. */
export function eachCompany(facts: Facts, rows: readonly Row[], field: string, what: string): Judgement {
  const owners = rows.map((row) => asIds(row[field]));
  const hasNone = ({ id }: Company): boolean => !owners.some((ids) => ids.length === 0 || ids.includes(id));
  const without = facts.selling.filter(hasNone).map(({ name }) => name);
  if (rows.length === 0) return missing(`No ${what}.`);
  return without.length > 0 ? missing(`No ${what} in ${listed(without)}.`) : ok(`${rows.length} ${what}.`);
}

/** OK where a switch of Odoo's settings is on. */
export function switchedOn(setting: string, model: string): (facts: Facts) => Judgement {
  return ({ settings, database }) => {
    if (!database.has(model)) return missing(`${explainAbsence(model, null, database.version).cause} (${model}).`);
    if (settings === null) return cannotTell('Odoo\'s user may not see the settings: they are for Administration / Settings.');
    return settings[setting] === true ? ok('Switched on.') : missing('Switched off.');
  };
}

/** OK where the database has the model, which the module alone brings. */
export function installed(model: string): (facts: Facts) => Judgement {
  return ({ database }) => (database.has(model) ? ok('Installed.') : missing(`${explainAbsence(model, null, database.version).cause} (${model}).`));
}

/** Whether a field that a line goes by is there at all. */
export function lacks({ database }: Facts, model: string, field: string): Judgement | null {
  if (!database.has(model) || database.virtual(model, field) !== null || database.resolve(model, field) !== null) return null;
  return missing(`${explainAbsence(model, field, database.version).cause} (${model}.${field}).`);
}

export const idIn = (row: Row, field: string): number | null => asId(row[field]);
