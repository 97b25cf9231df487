# Runs in `odoo shell` before the data set is loaded: users with fixed API keys.
import json
import os

from odoo.addons.base.models.res_users import INDEX_SIZE, KEY_CRYPT_CONTEXT

users = json.loads(os.environ['USERS'])
groups = {
    'salesman': 'sales_team.group_sale_salesman',
    'portal': 'base.group_portal',
}
for name, group in groups.items():
    env['res.users'].with_context(no_reset_password=True).create({
        'name': f'Real {name}',
        'login': users[name]['login'],
        'group_ids': [(6, 0, [env.ref(group).id])],
    })
for user in users.values():
    owner = env['res.users'].search([('login', '=', user['login'])])
    owner.ensure_one()
    # `_generate` would choose the key; the tests need one that they know.
    env.cr.execute(
        'insert into res_users_apikeys (name, user_id, scope, key, index, create_date) values (%s, %s, null, %s, %s, now())',
        ['real', owner.id, KEY_CRYPT_CONTEXT.hash(user['apiKey']), user['apiKey'][:INDEX_SIZE]],
    )
env.cr.commit()
