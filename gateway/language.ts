/**
 * The installed Odoo language that fits an Accept-Language header best, or undefined for Odoo's default.
 * `fr-FR` is `fr_FR`; `fr` or `fr-CH` takes the first installed French; `*` asks for nothing in particular.
 */
export function odooLanguage(header: string | undefined, installed: readonly string[]): string | undefined {
  if (!header || installed.length === 0) return undefined;
  for (const wanted of preferences(header)) {
    const exact = installed.find((code) => plain(code) === wanted);
    if (exact) return exact;
    const [language] = wanted.split('-');
    const near = installed.find((code) => plain(code).split('-')[0] === language);
    if (near) return near;
  }
  return undefined;
}

/** `fr_FR` and `sr@latin` as language tags, for comparison. */
function plain(code: string): string {
  return code.toLowerCase().replaceAll(/[_@]/g, '-');
}

function preferences(header: string): string[] {
  return header
    .slice(0, 200)
    .split(',')
    .map((part, position) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((parameter) => /^\s*q=([01](?:\.\d{1,3})?)$/.exec(parameter)?.[1]).find(Boolean);
      return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality), position };
    })
    .filter(({ tag, quality }) => /^[a-z0-9-]+$/.test(tag) && quality > 0)
    .sort((a, b) => b.quality - a.quality || a.position - b.position)
    .map(({ tag }) => tag);
}
