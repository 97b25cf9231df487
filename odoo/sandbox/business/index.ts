import type { ModelDef } from '../schema.ts';
import { ACCOUNTING } from './accounting/index.ts';
import { GOVERNANCE } from './governance/index.ts';
import { HELPDESK } from './helpdesk/index.ts';
import { MANUFACTURING } from './manufacturing/index.ts';
import { MAILING } from './mail/compose.ts';
import { SALES } from './sales/index.ts';
import { STOCK } from './stock/index.ts';
import type { BusinessTable } from './types.ts';

/** One line for each domain; a model belongs to one of them. */
const BUSINESS: BusinessTable = { ...SALES, ...ACCOUNTING, ...STOCK, ...MANUFACTURING, ...HELPDESK, ...GOVERNANCE, ...MAILING };

/** The model with the business that is done on it. */
export const withBusiness = (model: ModelDef): ModelDef => ({ ...model, ...BUSINESS[model.name] });
