import { spawnSync } from 'node:child_process';
import { Kind } from 'graphql';
import { describe, expect, it } from 'vitest';
import { USER_ERRORS, userError } from '../../platform/user-errors.ts';
import { DOCUMENTS } from '../schema/documents.ts';

describe('the catalogue of refusals', () => {
  it('is the enum UserErrorCode', () => {
    const node = DOCUMENTS.get('common')?.definitions.find((definition) => definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'UserErrorCode');
    const values = node?.kind === Kind.ENUM_TYPE_DEFINITION ? (node.values ?? []).map(({ name }) => name.value) : [];
    expect(values).toEqual(Object.keys(USER_ERRORS));
  });

  it('is repeated in the SDL and the README word by word', () => {
    const { status, stderr } = spawnSync(process.execPath, ['graph/user-errors-command.ts', '--check'], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });

  it('has sentences that name a remedy', () => {
    const wrong = Object.entries(USER_ERRORS).filter(([, { message, remedy }]) => !/[.}]$/.test(message) || !remedy.endsWith('.'));
    expect(wrong).toEqual([]);
  });

  /** The rows of the operations guide's table of mistakes that are refusals; the others are facts that the graph shows. */
  it.each([
    ['nothing to invoice', 'NOTHING_TO_INVOICE', 'Validate the delivery first: products with the policy "delivered quantities" are invoiced after it.'],
    ['insufficient stock', 'INSUFFICIENT_STOCK', 'Receive stock first, with receiveStock, or deliver less and create a backorder.'],
    ['approval is off', 'APPROVAL_DISABLED', 'Confirm the order directly, or enable "Sales Order Approval" in Odoo’s sales settings.'],
    ['no outgoing mail server', 'MAIL_NOT_CONFIGURED', 'Configure one in Odoo: Settings, Technical, Outgoing Mail Servers.'],
    ['no closing stage', 'NO_CLOSING_STAGE', 'Mark one of the team’s stages as folded in Odoo.'],
    ['a serial number twice', 'SERIAL_ALREADY_DELIVERED', 'Use another unit, or receive the returned unit first.'],
    ['a customer that no agent sees', 'UNGOVERNED', 'Use bringUnderGovernance.'],
    ['no income account', 'INVOICE_ACCOUNT_MISSING', 'Set income and expense accounts on the product category in Odoo.'],
  ] as const)('knows the mistake "%s"', (_mistake, code, remedy) => {
    expect(userError(code)).toMatchObject({ code, remedy });
  });

  it('fills in what a message leaves open', () => {
    expect(userError('INSUFFICIENT_STOCK', ['input', 'lines', 0, 'quantity'], { product: 'Kit', available: 1, wanted: 2 })).toEqual({
      code: 'INSUFFICIENT_STOCK',
      message: 'There is not enough stock of Kit: 1 available, 2 wanted.',
      path: ['input', 'lines', '0', 'quantity'],
      remedy: 'Receive stock first, with receiveStock, or deliver less and create a backorder.',
    });
  });
});
