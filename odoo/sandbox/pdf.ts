/** A small PDF of one page with lines of text: what a printed document looks like to whoever downloads it. */
export function pdfOf(lines: readonly string[]): Buffer {
  const text = lines.map((line) => `(${ascii(line)}) Tj T*`).join('\n');
  const content = `BT /F1 12 Tf 14 TL 60 780 Td\n${text}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(body + end, 'latin1');
}

/** The standard font knows no more; brackets and backslashes are PDF's own. */
const ascii = (text: string): string => text.normalize('NFD').replaceAll(/[^\x20-\x7e]/g, '').replaceAll(/[\\()]/g, (sign) => `\\${sign}`);
