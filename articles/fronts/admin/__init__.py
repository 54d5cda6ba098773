"""The front page at the desk: its draft, what was launched, the breaking banner. Registered in `articles/admin.py`."""

from articles.fronts.admin.banner import BannerAdmin
from articles.fronts.admin.front_page import FrontPageAdmin
from articles.fronts.admin.launched import FrontEditionAdmin

__all__ = ["BannerAdmin", "FrontEditionAdmin", "FrontPageAdmin"]
