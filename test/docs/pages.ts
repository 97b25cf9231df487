import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

/** The text of a file of this project. */
export function page(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Every page that is written for people, by its path. */
export const PAGES: readonly string[] = globSync('**/*.md', { cwd: ROOT, exclude: ['node_modules/**', '.data/**', '.cache/**'] }).toSorted();

/** The rows of the first table below a line that contains `mark`, without its head. */
export function tableAfter(text: string, mark: string): readonly string[] {
  const lines = text.split('\n');
  const marked = lines.findIndex((line) => line.includes(mark));
  if (marked < 0) throw new RangeError(`There is no line with "${mark}".`);
  const first = lines.findIndex((line, index) => index > marked && line.startsWith('|'));
  const length = lines.slice(first).findIndex((line) => !line.startsWith('|'));
  return lines.slice(first + 2, length < 0 ? undefined : first + length);
}

/** The cells of a table's row, trimmed. */
export function cells(row: string): readonly string[] {
  return row.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim());
}

/** The content of the first fenced block of this language. */
export function fenced(text: string, language: string): string {
  const found = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(text)?.[1];
  if (found === undefined) throw new RangeError(`There is no block of ${language}.`);
  return found;
}
