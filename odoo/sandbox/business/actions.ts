/** What Odoo answers when a dialogue has to be gone through: the client creates the wizard with this context and presses its button. */
export interface WindowAction {
  readonly name: string;
  readonly xml_id: string;
  readonly res_model: string;
  readonly context: Readonly<Record<string, unknown>>;
}

/** The action as Odoo sends it; the ids of actions and views differ between databases and are left out. */
export const dialogue = (action: WindowAction): Readonly<Record<string, unknown>> => ({
  display_name: action.name, type: 'ir.actions.act_window', path: false, help: false, binding_type: 'action', binding_view_types: 'list,form', domain: false,
  res_id: 0, target: 'new', view_mode: 'form', limit: 80, filter: false, ...action,
});
