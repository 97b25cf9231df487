from . import (
    sa_assignment,
    actor_sa_assignment,
    customer,
    sale_order,
    ticket,
    fleet,
    production,
    picking,
    asset,
)
