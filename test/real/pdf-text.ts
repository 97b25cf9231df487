import { PYTHON } from './packages.ts';
import { run } from './run.ts';

const SCRIPT = `
import base64, io, sys, pypdf
for page in pypdf.PdfReader(io.BytesIO(base64.b64decode(sys.stdin.read()))).pages:
    print(page.extract_text())
`;

/** What stands in a PDF, its words one space apart. wkhtmltopdf packs its texts: the reader is that of Odoo's own packages. */
export async function textOfPdf(pdf: Buffer): Promise<string> {
  const text = await run([PYTHON, '-c', SCRIPT], { stdin: pdf.toString('base64'), timeoutSeconds: 60 });
  return text.replaceAll(/\s+/g, ' ');
}
