"""Payments: of invoices in full and in part, of several at once, and of nothing in particular."""

# Company, day, customer, journal type, direction, amount, state.
WITHOUT_INVOICE = [
    (1001, 585, 1201, 'bank', 'inbound', 50000, 'in_process'), (1001, 588, 1202, 'cash', 'inbound', 12500, 'paid'),
    (1001, 590, 1207, 'bank', 'inbound', 250000, 'draft'), (1001, 592, 1209, 'bank', 'inbound', 30000, 'in_process'),
    (1001, 594, 1212, 'bank', 'inbound', 75000, 'canceled'), (1002, 600, 1223, 'bank', 'inbound', 4999.99, 'in_process'),
    (1002, 604, 1222, 'cash', 'inbound', 2500, 'paid'), (1001, 606, 1203, 'cash', 'outbound', 10000, 'paid'),
    (1001, 610, 1451, 'bank', 'outbound', 300000, 'in_process')]


def journal_of(env, company, kind):
    """The journal of this type; the bank's where a company has no cash, as the holding."""
    journals = env['account.journal'].search([('company_id', '=', company.id), ('type', 'in', (kind, 'bank'))], order='id')
    return journals.filtered(lambda journal: journal.type == kind)[:1] or journals[:1]


def pay(invoices, kind, share=1):
    """Registers one payment of the invoices over a journal of this type, or of a share of what is due in all instalments."""
    company = invoices.company_id.ensure_one()
    env = invoices.with_company(company).env
    registers = env['account.payment.register'].with_context(active_model='account.move', active_ids=invoices.ids)
    wizard = registers.create({
        'journal_id': journal_of(env, company, kind).id, 'payment_date': str(env.cr.now().date()), 'group_payment': True})
    if share != 1:
        wizard.amount = wizard.currency_id.round(sum(invoices.mapped('amount_residual')) * share)
    return wizard._create_payments()


def pay_ahead(env, clock):
    """Payments that nobody has matched with an invoice."""
    for company, day, partner, kind, direction, amount, state in WITHOUT_INVOICE:
        clock.to(day, 12)
        payment = env['account.payment'].with_company(company).create({
            'payment_type': direction, 'partner_type': 'supplier' if partner in (1451, 1452) else 'customer', 'partner_id': partner, 'amount': amount,
            'date': str(env.cr.now().date()), 'journal_id': journal_of(env, env['res.company'].browse(company), kind).id, 'memo': 'Payment on account'})
        if state != 'draft':
            payment.action_post()
        if state == 'canceled':
            payment.action_cancel()
        assert payment.state == state, f'{payment.name} is {payment.state}'
