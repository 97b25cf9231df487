import { SETUP_GROUPS, type SetupLine } from './types.ts';

/** A difference between the contract and the connected database. */
export interface Finding {
  /** `Invoice.paymentState` */
  readonly field: string;
  readonly kind: string;
  readonly message: string;
  readonly remedy: string;
}

const MARK = { OK: 'ok', MISSING: 'MISSING', CANNOT_TELL: 'cannot tell' } as const;
const WIDTH = Math.max(...Object.values(MARK).map((mark) => mark.length));
const INDENT = ' '.repeat(WIDTH + 4);

function lineOf({ verdict, severity, title, detail, remedy, path }: SetupLine): readonly string[] {
  const weight = severity === 'RECOMMENDED' && verdict !== 'OK' ? ' (recommended)' : '';
  const first = `  ${MARK[verdict].padEnd(WIDTH)}  ${title}${weight}`;
  return verdict === 'OK' ? [first] : [first, `${INDENT}${detail}`, `${INDENT}→ ${remedy}`, `${INDENT}  ${path}`];
}

/** The checklist as a table, heading by heading. */
export function checklistReport(lines: readonly SetupLine[]): string {
  return SETUP_GROUPS.flatMap((group) => [group.charAt(0) + group.slice(1).toLowerCase(), ...lines.filter((line) => line.group === group).flatMap(lineOf), '']).join('\n');
}

/** What the database lacks, names otherwise or keeps in another type. */
export function databaseReport(findings: readonly Finding[], renamed: readonly string[]): string {
  const found = findings.flatMap(({ field, kind, message, remedy }) => [`  ${kind.padEnd(WIDTH)}  ${field}`, `${INDENT}${message}`, `${INDENT}→ ${remedy}`]);
  const names = renamed.map((rename) => `  ${'renamed'.padEnd(WIDTH)}  ${rename}`);
  return [...(found.length > 0 ? found : ['  Every field of the contract is there.']), ...names, ''].join('\n');
}

/** One sentence with the numbers, and one more where the contract cannot be kept with this database. */
export function summary(lines: readonly SetupLine[], broken = 0): string {
  const count = (wanted: (line: SetupLine) => boolean): number => lines.filter(wanted).length;
  const required = requiredMissing(lines).length;
  const recommended = count(({ verdict, severity }) => verdict === 'MISSING' && severity === 'RECOMMENDED');
  return `${count(({ verdict }) => verdict === 'OK')} of ${lines.length} lines are ok; missing: ${required} required, ${recommended} recommended; cannot tell: ${count(({ verdict }) => verdict === 'CANNOT_TELL')}.${broken === 0 ? '' : ` Fields that the graph cannot do without: ${broken} are missing or of another type.`}`;
}

/** Lines without which nobody should go live. */
export function requiredMissing(lines: readonly SetupLine[]): readonly SetupLine[] {
  return lines.filter(({ verdict, severity }) => verdict === 'MISSING' && severity === 'REQUIRED');
}
