from . import (
    sa_assignment,
    customer,
    sale_order,
    ticket,
    fleet,
    production,
    picking,
    asset,
)
