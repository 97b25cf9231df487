"""What customers and staff wrote on the tickets."""
from .ids import start

CUSTOMER_WORDS = ('It does not charge any more.', 'The lamp blinks twice and goes out.', 'When will somebody come?', 'Thank you, it works again.')
STAFF_WORDS = ('We have received your message and call you back.', 'A technician comes on Thursday.', 'Please send us a picture of the label.')
NOTES = ('Seal was broken when it came back.', 'Same board as in the last three cases.', 'Customer is patient, part is ordered.')


def converse(env, clock):
    """A question of the customer, an answer of the company and an internal note, more or fewer by ticket."""
    start(env, 'mail.message')
    for ticket in env['helpdesk.ticket'].with_context(active_test=False).search([], order='id'):
        number = ticket.id - 1001
        opened = str(ticket.create_date)[:10]
        if ticket.partner_id:
            say(clock, ticket, f'{opened} 09:10:00', CUSTOMER_WORDS[number % 4], 'mail.mt_comment', ticket.partner_id)
        if number % 3 != 2:
            say(clock, ticket, f'{opened} 11:30:00', STAFF_WORDS[number % 3], 'mail.mt_comment', ticket.company_id.partner_id)
        if number % 2 == 0:
            say(clock, ticket, f'{opened} 15:45:00', NOTES[number % 3], 'mail.mt_note', ticket.company_id.partner_id)


def say(clock, ticket, moment, text, subtype, author):
    clock.at(moment)
    ticket.message_post(body=text, message_type='comment', subtype_xmlid=subtype, author_id=author.id)
