import type { InputCheck } from '../../../graph/mutations/input.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { requireVisible } from '../../../graph/mutations/records.ts';
import type { UpdateCustomerInput } from '../generated.ts';

type CustomerInput = Omit<UpdateCustomerInput, 'id'>;

/** Texts of one line: the input's name, and Odoo's where it is another. */
const LINES = [
  ['name', 'name'], ['phone', 'phone'], ['reference', 'ref'], ['vat', 'vat'], ['function', 'function'],
  ['website', 'website'], ['street', 'street'], ['street2', 'street2'], ['zip', 'zip'], ['city', 'city'],
] as const;

const LINKS = [
  ['provinceId', 'CountryState', 'state_id'],
  ['countryId', 'Country', 'country_id'],
  ['parentId', 'Customer', 'parent_id'],
  ['pricelistId', 'Pricelist', 'property_product_pricelist'],
  ['paymentTermId', 'PaymentTerm', 'property_payment_term_id'],
] as const;

/** The values of a customer that the input gives, in Odoo's terms. What is given as null is emptied. Mistakes are collected in `check`. */
export async function customerVals(input: CustomerInput, check: InputCheck, context: MutationContext): Promise<Record<string, unknown>> {
  const { database } = context;
  const vals: Record<string, unknown> = {};
  for (const [name, odoo] of LINES) {
    if (input[name] !== undefined) vals[odoo] = check.line(input[name], ['input', name], { required: name === 'name' }) ?? false;
  }
  if (input.email !== undefined) vals.email = check.email(input.email, ['input', 'email']) ?? false;
  if (input.notes !== undefined) vals.comment = check.text(input.notes, ['input', 'notes']) ?? false;
  if (input.isCompany !== undefined && input.isCompany !== null) vals.is_company = input.isCompany;
  if (input.mobile !== undefined) {
    const mobile = check.line(input.mobile, ['input', 'mobile']);
    if (database.resolve('res.partner', 'mobile') !== null) vals.mobile = mobile ?? false;
    else if (mobile !== null) check.refuse('NOT_AVAILABLE', ['input', 'mobile'], { reason: 'This Odoo keeps no mobile number beside the telephone number.' });
  }
  if (input.language !== undefined) {
    const language = check.line(input.language, ['input', 'language']);
    if (language !== null && !database.languages.some(({ code }) => code === language)) {
      check.refuse('INVALID_VALUE', ['input', 'language'], { reason: `Installed languages: ${database.languages.map(({ code }) => code).join(', ')}.` });
    }
    vals.lang = language ?? false;
  }
  check.done();
  for (const [name, type, odoo] of LINKS) {
    const id = input[name];
    if (id === undefined) continue;
    vals[odoo] = id === null ? false : (await requireVisible(context, type, id, ['input', name])).id;
  }
  return vals;
}
