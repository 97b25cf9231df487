import { idOf } from '../../../access/odoo-records.ts';
import { InputCheck } from '../../../graph/mutations/input.ts';
import { mutation } from '../../../graph/mutations/mutation.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { requireAllVisible, requireVisible } from '../../../graph/mutations/records.ts';
import { refuse } from '../../../graph/mutations/refusal.ts';
import { asText } from '../../../odoo/client/values.ts';
import { and, where } from '../../../odoo/domain/build.ts';
import type { SetBillOfProductsInput, SetBillOfProductsPayload } from '../generated.ts';

const SHEET = 'ov.bop.sheet';
/** Bundles in bundles in bundles: what is deeper is not looked into. */
const MAX_DEPTH = 10;

/** Does one of the products lead back to the template, through the bundles that they are? */
async function leadsBack(template: number, products: readonly (number | null)[], { reader }: MutationContext): Promise<boolean> {
  const seen = new Set<number>();
  let layer = products.filter((id) => id !== null);
  for (let depth = 0; layer.length > 0 && depth < MAX_DEPTH; depth += 1) {
    if (layer.includes(template)) return true;
    for (const id of layer) seen.add(id);
    const domain = and(where('sheet_id.product_tmpl_id', 'in', layer), where('sheet_id.active', '=', true));
    const { records } = await reader.search('ov.bop.line', { domain, specification: { product_id: { fields: { product_tmpl_id: {} } } } });
    const inside = records.map((row) => idOf((row.product_id as Record<string, unknown> | false) && (row.product_id as Record<string, unknown>).product_tmpl_id));
    layer = [...new Set(inside)].filter((id) => id !== null && !seen.has(id)) as number[];
  }
  return false;
}

/** The bundle's sheet, one that is in use before one that is not. */
async function sheetOf(template: number, { reader }: MutationContext): Promise<{ readonly id: number; readonly lines: readonly number[] } | null> {
  const { records } = await reader.search(SHEET, {
    domain: where('product_tmpl_id', '=', template), specification: { line_ids: {} }, order: 'active desc, id', limit: 1, context: { active_test: false },
  });
  const [sheet] = records;
  return sheet === undefined ? null : { id: Number(sheet.id), lines: (sheet.line_ids as readonly number[] | undefined) ?? [] };
}

/** `setBillOfProducts`: one write, so that a bundle is never half old and half new. */
export const setBillOfProducts = mutation<SetBillOfProductsInput, SetBillOfProductsPayload>({
  async run(input, context) {
    const { writer, principal, database } = context;
    if (database.model(SHEET) === null) refuse('NOT_AVAILABLE', null, { reason: 'The connected Odoo has no bills of products.' });
    const check = new InputCheck();
    const name = check.line(input.name, ['input', 'name']);
    const quantities = input.lines.map(({ quantity }, index) => check.quantity(quantity, ['input', 'lines', index, 'quantity'], { digits: 2 }));
    if (input.lines.length === 0) check.refuse('REQUIRED', ['input', 'lines']);
    check.done();
    const template = await requireVisible(context, 'ProductTemplate', input.templateId, ['input', 'templateId'], ['name', 'company_id']);
    const company = idOf(template.data.company_id);
    if (principal.role === 'SA_MANAGER' && company !== principal.serviceAccount?.companyId) {
      refuse('NOT_PERMITTED', ['input', 'templateId'], { reason: 'The product belongs to all companies or to another one.' });
    }
    const wanted = input.lines.map(({ productId }, index) => ({ id: productId, path: ['input', 'lines', index, 'productId'] }));
    const products = await requireAllVisible(context, 'Product', wanted, ['product_tmpl_id']);
    if (await leadsBack(template.id, products.map(({ data }) => idOf(data.product_tmpl_id)), context)) refuse('BUNDLE_CYCLE', ['input', 'lines']);

    const lines = products.map(({ id }, index) => [
      0, 0, { product_id: id, quantity: quantities[index], substitutable: input.lines[index]?.substitutable ?? false, sequence: (index + 1) * 10 },
    ]);
    const sheet = await sheetOf(template.id, context);
    if (sheet === null) {
      const vals = { product_tmpl_id: template.id, company_id: company ?? false, name: name ?? asText(template.data.name) ?? '', line_ids: lines };
      return { billOfProducts: await writer.create(SHEET, vals) };
    }
    const replaced = sheet.lines.map((id) => [2, id, 0]);
    await writer.write(SHEET, [sheet.id], { line_ids: [...replaced, ...lines], active: true, ...(name !== null && { name }) });
    return { billOfProducts: sheet.id };
  },
});
