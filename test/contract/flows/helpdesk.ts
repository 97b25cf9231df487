import type { Story } from './story.ts';

const TICKET = ['name', 'stage_id', 'team_id', 'company_id', 'user_id', 'priority', 'description', 'partner_id', 'active'];
const MESSAGE = ['body', 'message_type', 'subtype_id', 'author_id', 'is_internal', 'email_from', 'subject', 'partner_ids', 'model'];

/** A ticket from its opening to its end and back, and what is written on it. */
export async function helpTicket({ act, made, look, find }: Story): Promise<void> {
  const [ticket = 0] = await made('a ticket', 'helpdesk.ticket', { name: 'It blinks', description: '<p>Twice &amp; off</p>', partner_id: 1201, team_id: 1001 });
  await look('begins in the first stage of its team', 'helpdesk.ticket', [ticket], [...TICKET, 'close_date']);
  await act('moves on', 'helpdesk.ticket', 'write', { ids: [ticket], vals: { stage_id: 1003, user_id: 2 } });
  await look('stays open', 'helpdesk.ticket', [ticket], ['stage_id', 'user_id', 'close_date']);
  await act('is closed', 'helpdesk.ticket', 'write', { ids: [ticket], vals: { stage_id: 1004 } });
  await look('is dated', 'helpdesk.ticket', [ticket], ['stage_id', 'close_date']);
  await act('is open again', 'helpdesk.ticket', 'write', { ids: [ticket], vals: { stage_id: 1001 } });
  await look('is not dated any more', 'helpdesk.ticket', [ticket], ['stage_id', 'close_date']);
  await act('goes to another team', 'helpdesk.ticket', 'write', { ids: [ticket], vals: { stage_id: 1003 } });
  await act('that does not have its stage', 'helpdesk.ticket', 'write', { ids: [ticket], vals: { team_id: 1003 } });
  await look('begins anew', 'helpdesk.ticket', [ticket], ['stage_id', 'team_id', 'company_id']);
  await find('before', 'mail.message', [['model', '=', 'helpdesk.ticket'], ['res_id', '=', ticket], ['message_type', '=', 'comment']], MESSAGE);
  const post = (step: string, args: Readonly<Record<string, unknown>>): Promise<unknown> => act(step, 'helpdesk.ticket', 'message_post', { ids: [ticket], message_type: 'comment', author_id: 1201, ...args });
  await post('the customer writes', { body: 'When <b>will</b> you\ncome?', subtype_xmlid: 'mail.mt_comment' });
  await post('somebody notes', { body: 'Patient.', subtype_xmlid: 'mail.mt_note' });
  await post('and answers', { body: 'Tomorrow.', subtype_xmlid: 'mail.mt_comment', partner_ids: [1201] });
  await find('what was written', 'mail.message', [['model', '=', 'helpdesk.ticket'], ['res_id', '=', ticket], ['message_type', '=', 'comment']], MESSAGE);
  const [bare = 0] = await made('a ticket without a team', 'helpdesk.ticket', { name: 'Somewhere', company_id: 1001 });
  await look('has no stage', 'helpdesk.ticket', [bare], TICKET);
  await made('a ticket that is closed at once', 'helpdesk.ticket', { name: 'By phone', team_id: 1001, stage_id: 1005 }).then((ids) => look('is dated too', 'helpdesk.ticket', ids, ['stage_id', 'close_date', 'priority']));
  await made('a ticket of no team that exists', 'helpdesk.ticket', { name: 'x', team_id: 99_999 });
  await made('without a subject', 'helpdesk.ticket', { team_id: 1001 });
  await act('another stage that there is not', 'helpdesk.ticket', 'write', { ids: [ticket], vals: { stage_id: 99_999 } });
}
