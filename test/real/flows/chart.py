"""Accounting of the companies that were made for the story: Odoo's generic chart of accounts, in their own currency."""
from .ids import start


def load_charts(env, companies):
    """Gives each company accounts and journals. Its currency and country, which the chart takes for American, are put back."""
    start(env, 'account.account', 'account.journal', 'account.payment.method.line', 'account.tax.repartition.line')
    for row in companies:
        company = env['res.company'].browse(row['id'])
        env['account.chart.template'].try_loading('generic_coa', company)
        company.write({'currency_id': row['currency_id']})


def finish_charts(env, companies):
    """Replaces the chart's American taxes by the story's, once these exist, and opens the journals that payments need.

    Its fiscal positions go too: to them every customer is abroad, and an order would be free of tax.
    """
    for row in companies:
        company = env['res.company'].browse(row['id'])
        of_company = [('company_id', '=', company.id)]
        own = env['account.tax'].search([*of_company, ('country_id', '=', row['country_id'])], order='id')
        others = env['account.tax'].search(of_company) - own
        company.write({
            'account_fiscal_country_id': row['country_id'], 'account_sale_tax_id': own[:1].id, 'account_purchase_tax_id': False})
        groups = others.tax_group_id
        others.unlink()
        groups.unlink()
        env['account.fiscal.position'].search(of_company).unlink()
        own.repartition_line_ids.filtered(lambda line: line.repartition_type == 'tax').account_id = account(env, company, '251000')
        open_journals(env, company)


def open_journals(env, company):
    """Bank receipts wait for the bank's statement, cash is there at once."""
    journals = env['account.journal'].with_company(company)
    bank = journals.search([('company_id', '=', company.id), ('type', '=', 'bank')])
    cash = journals.create({'name': 'Cash', 'code': 'CSH1', 'type': 'cash', 'company_id': company.id})
    bank.inbound_payment_method_line_ids.payment_account_id = account(env, company, '101403')
    bank.outbound_payment_method_line_ids.payment_account_id = account(env, company, '101404')
    for lines in (cash.inbound_payment_method_line_ids, cash.outbound_payment_method_line_ids):
        lines.payment_account_id = cash.default_account_id


def account(env, company, code):
    found = env['account.account'].with_company(company).search([('company_ids', '=', company.id), ('code', '=', code)])
    found.ensure_one()
    return found
