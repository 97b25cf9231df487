/** Text made safe inside an element or a quoted attribute. */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A description: paragraphs, and code in backquotes. */
export function prose(text: string | null | undefined): string {
  if (!text) return '';
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => `<p>${escape(paragraph).replaceAll(/`([^`]+)`/g, '<code>$1</code>')}</p>`)
    .join('\n');
}

export interface Page {
  /** `index.html`, `type/SalesOrder.html` */
  readonly path: string;
  readonly title: string;
  readonly body: string;
}

/** A whole page. Everything it loads lies beside it, so that the folder works from a disk, without a server. */
export function layout({ path, title, body }: Page, about: string): string {
  const up = '../'.repeat(path.split('/').length - 1);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'self' file:; script-src 'self' file:">
<title>${escape(title)}</title>
<link rel="stylesheet" href="${up}style.css">
<script src="${up}search-index.js" defer></script>
<script src="${up}search.js" defer></script>
</head>
<body data-up="${up}">
<header>
<a class="home" href="${up}index.html">${escape(about)}</a>
<label>Search <input type="search" id="search" autocomplete="off" spellcheck="false" placeholder="type or field" aria-controls="found"></label>
<ul id="found" aria-live="polite"></ul>
</header>
<main>
${body}
</main>
</body>
</html>
`;
}
