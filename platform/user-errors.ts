interface Entry {
  /** What the code means, where the message is about one case. */
  readonly meaning?: string;
  readonly message: string;
  readonly remedy: string;
}

/**
 * Every expected refusal of a mutation, in one closed catalogue: what is said, and what the caller can do about it. `{name}` in a
 * message is filled in by the refusal. The enum UserErrorCode of schema/common.graphql and the README's table are kept equal to it by tests.
 */
export const USER_ERRORS = {
  // Input and records
  REQUIRED: { message: 'A value is needed here.', remedy: 'Give the value.' },
  INVALID_VALUE: { meaning: 'A value of the input cannot be used.', message: '{reason}', remedy: 'Correct the value.' },
  TOO_LONG: { meaning: 'A text of the input is too long.', message: 'At most {max} characters fit here; this has {length}.', remedy: 'Shorten the text.' },
  NOT_FOUND: { message: 'There is no such record that you may see.', remedy: 'Check the id, and that you are in the right Service Account.' },
  NOT_PERMITTED: { meaning: 'Your role or assignment does not permit this on this record.', message: '{reason}', remedy: 'Ask somebody whose role or assignment permits it.' },
  ACCESS_TOO_LOW: {
    meaning: 'The access level of your Service Account to the record is too low.', message: 'Your Service Account has the access level {have} to this record; this needs {needs}.',
    remedy: 'Ask the manager of a Service Account with a higher level, or an administrator.',
  },
  WRONG_STATE: { meaning: 'The state of the record does not permit this.', message: '{reason}', remedy: 'Look at availableActions for what is possible now.' },
  CONFLICT: { message: 'Somebody else changed this at the same time.', remedy: 'Read the record again, then decide again.' },
  DUPLICATE: { meaning: 'A value that must be unique exists already.', message: '{reason}', remedy: 'Use the record that exists already, or another value.' },
  IN_USE: { message: 'Other records need this one.', remedy: 'Archive it instead, or end what depends on it first.' },
  REFUSED_BY_ODOO: { meaning: 'Odoo refused, in its own words.', message: '{reason}', remedy: 'Change what Odoo names, then repeat.' },
  NOT_AVAILABLE: { meaning: 'The connected Odoo lacks what this needs.', message: '{reason}', remedy: 'Ask the operator to install or enable it in Odoo.' },
  PARTLY_DONE: { meaning: 'Not everything could be done, and what was done could not be taken back; the message names it.', message: 'Not everything could be done. Done: {done}. Failed: {failed}.', remedy: 'Repeat with the same idempotency key to continue.' },
  // Idempotency
  IDEMPOTENCY_KEY_INVALID: { message: 'An idempotency key has 1 to 255 printable ASCII characters.', remedy: 'Use a UUID.' },
  IDEMPOTENCY_KEY_REUSED: { message: 'This idempotency key belongs to another input.', remedy: 'Use a new key for a new intention.' },
  IDEMPOTENCY_KEY_BUSY: { message: 'The first request with this idempotency key is still under way.', remedy: 'Repeat with the same key a little later.' },
  OUTCOME_UNKNOWN: { message: 'An earlier try with this idempotency key ended without an answer; it may have been done.', remedy: 'Read the records; if it was not done, repeat with a new key.' },
  // Governance
  UNGOVERNED: { message: 'The record is in no Service Account.', remedy: 'Use bringUnderGovernance.' },
  ALREADY_GOVERNED: { message: 'The record is in a Service Account already.', remedy: 'Use assignActor to change who works on it.' },
  NOT_ASSIGNED: { message: 'The person does not act on the record.', remedy: 'Look at assignedActors for who does.' },
  ONE_ACTOR_ONLY: { message: 'This database keeps one actor for each record.', remedy: 'Use the mode REPLACE.' },
  NOT_A_MEMBER: { message: 'The person is not an active member of the Service Account.', remedy: 'Enroll the person first, with enrollMember.' },
  ALREADY_A_MEMBER: { message: 'The person is an active member of the Service Account already.', remedy: 'Use updateMembership.' },
  ADMIN_OUTSIDE_ROOT: { message: 'Only the global root has administrators.', remedy: 'Choose the role STAFF or AGENT, or enroll in the global root.' },
  MANAGER_NEEDED: { message: 'A Service Account always has exactly one manager.', remedy: 'Appoint another manager first, with appointManager.' },
  MANAGER_NOT_STAFF: { message: 'The manager is an active member with the role STAFF.', remedy: 'Change the role of the member first, with updateMembership.' },
  REPORTING_LINE: { meaning: 'The reporting line that was asked for is not possible.', message: '{reason}', remedy: 'Name another member of the same Service Account to report to.' },
  HAS_SUBORDINATES: { message: 'Others report to this member.', remedy: 'Let them report to somebody else first, with updateMembership.' },
  WRONG_COMPANY: { meaning: 'The records belong to different companies.', message: '{reason}', remedy: 'Choose a record of the right company.' },
  GLOBAL_ROOT_FIXED: { message: 'The global root is fixed: it has no company, no parent, and there is one.', remedy: 'Create a company root or a branch instead.' },
  COMPANY_ROOT_EXISTS: { message: 'The company has a root account already.', remedy: 'Create a branch below it.' },
  HIERARCHY_CYCLE: { message: 'A Service Account cannot stand below itself.', remedy: 'Choose another parent.' },
  // Sign-in
  SIGN_IN_FAILED: { message: 'The login or the password is wrong.', remedy: 'Try again, or ask an administrator for a new password.' },
  SIGN_IN_THROTTLED: { meaning: 'Too many attempts to sign in.', message: 'Too many attempts.', remedy: 'Wait {seconds} seconds.' },
  SIGN_IN_DISABLED: { message: 'No authenticator for this kind of login is configured here.', remedy: 'Get a token from your identity provider.' },
  // Orders
  APPROVAL_DISABLED: { message: 'The company has no approval of orders.', remedy: 'Confirm the order directly, or enable "Sales Order Approval" in Odoo’s sales settings.' },
  APPROVAL_REQUIRED: { message: 'The order is above the company’s minimum and not approved.', remedy: 'Use requestApproval; a manager then uses approveOrder.' },
  APPROVAL_NOT_NEEDED: { message: 'The order does not exceed the company’s minimum.', remedy: 'Use confirmOrder.' },
  APPROVAL_PENDING: { message: 'Approval has been requested already.', remedy: 'Wait for approveOrder or rejectOrder.' },
  APPROVAL_NOT_REQUESTED: { message: 'Nobody has requested approval.', remedy: 'Use requestApproval first.' },
  ALREADY_APPROVED: { message: 'The order is approved already.', remedy: 'Use confirmOrder.' },
  OWN_APPROVAL: { message: 'Who requested the approval cannot give it.', remedy: 'Ask another manager or an administrator.' },
  NOTHING_TO_CONFIRM: { message: 'The order has no lines.', remedy: 'Add lines first, with addOrderLines.' },
  ORDER_LOCKED: { message: 'The order is locked.', remedy: 'Unlock it in Odoo, or create a new quotation.' },
  BUNDLE_CYCLE: { message: 'A bundle cannot contain itself.', remedy: 'Take the product out that leads back to the bundle.' },
  // Stock
  INSUFFICIENT_STOCK: { meaning: 'There is not enough stock of a product.', message: 'There is not enough stock of {product}: {available} available, {wanted} wanted.', remedy: 'Receive stock first, with receiveStock, or deliver less and create a backorder.' },
  BACKORDER_DECISION_NEEDED: { message: 'Less is delivered than was ordered.', remedy: 'Say what happens to the rest: backorder CREATE or NONE.' },
  SERIAL_REQUIRED: { meaning: 'A product is tracked by serial or lot, and a number is missing.', message: '{product} is tracked by serial or lot: each unit needs its number.', remedy: 'Give a lot for each unit.' },
  SERIAL_ALREADY_DELIVERED: { meaning: 'The serial number has been delivered already.', message: 'The serial number {serial} has been delivered already.', remedy: 'Use another unit, or receive the returned unit first.' },
  SERIAL_NOT_IN_STOCK: { meaning: 'The serial number is not in the stock that is delivered from.', message: 'The serial number {serial} is not in the stock that is delivered from.', remedy: 'Choose a serial number that is there; stockLevels and lot show where.' },
  SERIAL_EXISTS: { meaning: 'The serial number exists already for this product.', message: 'The serial number {serial} exists already for this product.', remedy: 'Check the number; lot(name:) shows the existing unit.' },
  SERIAL_QUANTITY: { message: 'A serial number stands for exactly one unit.', remedy: 'Give one line of quantity 1 for each serial number.' },
  LOT_OF_OTHER_PRODUCT: { meaning: 'The lot belongs to another product.', message: 'The lot {serial} belongs to another product.', remedy: 'Choose a lot of the product on the line.' },
  NOTHING_TO_TRANSFER: { message: 'There is no quantity to transfer.', remedy: 'Give a quantity for at least one line.' },
  // Invoices and payments
  NOTHING_TO_INVOICE: { message: 'Nothing of the order can be invoiced now.', remedy: 'Validate the delivery first: products with the policy "delivered quantities" are invoiced after it.' },
  INVOICE_ACCOUNT_MISSING: { message: 'A product’s category has no income account.', remedy: 'Set income and expense accounts on the product category in Odoo.' },
  INVOICE_NOT_POSTED: { message: 'The invoice is not posted.', remedy: 'Use confirmInvoice first.' },
  INVOICE_PAID: { message: 'The invoice is paid.', remedy: 'There is nothing left to do.' },
  AMOUNT_NOT_POSITIVE: { message: 'The amount has to be above zero.', remedy: 'Give an amount above zero.' },
  AMOUNT_ABOVE_RESIDUAL: { meaning: 'More than the open amount of the invoice.', message: 'Only {residual} is open on the invoice.', remedy: 'Pay at most the open amount.' },
  EMAIL_MISSING: { message: 'The customer has no email address.', remedy: 'Set it with updateCustomer.' },
  MAIL_NOT_CONFIGURED: { message: 'Odoo has no outgoing mail server.', remedy: 'Configure one in Odoo: Settings, Technical, Outgoing Mail Servers.' },
  MAIL_FAILED: { meaning: 'The mail could not be sent.', message: 'The mail could not be sent: {reason}', remedy: 'Correct the address or the mail server, then send again.' },
  PROFORMA_DISABLED: { message: 'Pro-forma invoices are switched off.', remedy: 'Enable "Pro-Forma Invoice" in Odoo’s sales settings.' },
  // Tickets
  NO_CLOSING_STAGE: { message: 'The team of the ticket has no closing stage.', remedy: 'Mark one of the team’s stages as folded in Odoo.' },
  STAGE_OF_OTHER_TEAM: { message: 'The stage does not belong to the ticket’s team.', remedy: 'Choose a stage of the team.' },
  TICKET_CLOSED: { message: 'The ticket is closed.', remedy: 'Use reopenTicket first.' },
  TICKET_OPEN: { message: 'The ticket is open.', remedy: 'There is nothing to reopen.' },
  // Manufacturing
  COMPONENTS_MISSING: { meaning: 'Components are missing.', message: 'Components are missing for {product}.', remedy: 'Receive the components first, with receiveStock.' },
  CONSUMPTION_DIFFERS: { message: 'More or less is consumed than the bill of materials says.', remedy: 'Correct the quantities, or confirm the difference.' },
  SYNC_RUNNING: { message: 'A synchronisation is running already.', remedy: 'Wait for its end; syncStatus shows it.' },
  PRODUCT_NOT_LINKED: { message: 'The dashboard product is linked to no product of Odoo.', remedy: 'Use linkProduct first.' },
} as const satisfies Readonly<Record<string, Entry>>;

export type UserErrorCode = keyof typeof USER_ERRORS;

/** One refusal as a payload answers it. */
export interface UserError {
  readonly code: UserErrorCode;
  readonly message: string;
  /** Names and indexes from the mutation's arguments to what is wrong; null when it is the whole. */
  readonly path: readonly string[] | null;
  readonly remedy: string;
}

export type Filling = Readonly<Record<string, string | number>>;

function fill(template: string, values: Filling): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The refusal of this code, its `{…}` filled in. */
export function userError(code: UserErrorCode, path: readonly (string | number)[] | null = null, values: Filling = {}): UserError {
  const { message, remedy } = USER_ERRORS[code];
  return { code, message: fill(message, values), path: path === null ? null : path.map(String), remedy: fill(remedy, values) };
}

/** What a code means in general: the text of the SDL and of the README. */
export function meaningOf(code: UserErrorCode): string {
  const entry: Entry = USER_ERRORS[code];
  return entry.meaning ?? entry.message;
}
