/** Parses a body; a malformed one is described as Python's `json` does: expected what, and where. */
export function parseBody(text: string): { readonly value: unknown } | { readonly complaint: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { complaint: complaintAbout(text, error) };
  }
}

function complaintAbout(text: string, error: unknown): string {
  const [, offset] = /position (\d+)/.exec(error instanceof Error ? error.message : '') ?? [];
  const at = Math.min(offset === undefined ? 0 : Number(offset), text.length);
  const lines = text.slice(0, at).split('\n');
  const previous = text.slice(0, at).trimEnd().at(-1);
  const what = previous === '{' || (previous === ',' && text.trimStart().startsWith('{')) ? 'Expecting property name enclosed in double quotes' : 'Expecting value';
  return `${what}: line ${lines.length} column ${(lines.at(-1)?.length ?? 0) + 1} (char ${at})`;
}
