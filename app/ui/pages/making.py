"""The pages by name: their titles, their modules, and how each is made once it is wanted."""

from app.paths import Paths
from app.ui.navigation import Navigation
from app.ui.pages.page import Page
from app.ui.runner import Runner
from app.ui.session_model import SessionModel

#: Names and titles of all pages in the order of their buttons.
TITLES = {
    "fill": "填报",
    "overview": "总览",
    "ledger": "整改台账",
    "tasks": "任务清单",
    "checks": "校验",
    "report": "自评报告",
    "evidence": "佐证材料",
    "filing": "备案",
    "documents": "标准",
    "rosters": "花名册",
}


def module_of(name: str) -> str:
    """Return the module of a page, which is loaded after the window is shown."""
    return f"app.ui.pages.{name}_page"


def make_page(name: str, model: SessionModel, navigation: Navigation, runner: Runner, paths: Paths) -> Page:
    """Make one of the pages that come after ``fill``."""
    match name:
        case "overview":
            from app.ui.pages.overview_page import OverviewPage

            return OverviewPage(model, navigation)
        case "ledger":
            from app.ui.pages.ledger_page import LedgerPage

            return LedgerPage(model, navigation)
        case "tasks":
            from app.ui.pages.tasks_page import TasksPage

            return TasksPage(model, navigation)
        case "checks":
            from app.ui.pages.checks_page import ChecksPage

            return ChecksPage(model, navigation)
        case "report":
            from app.ui.pages.report_page import ReportPage

            return ReportPage(model, navigation, runner, paths)
        case "evidence":
            from app.ui.pages.evidence_page import EvidencePage

            return EvidencePage(model, navigation, runner)
        case "filing":
            from app.ui.pages.filing_page import FilingPage

            return FilingPage(model, navigation, runner, paths)
        case "documents":
            from app.ui.pages.documents_page import DocumentsPage

            return DocumentsPage(model, navigation, paths)
        case "rosters":
            from app.ui.pages.rosters_page import RostersPage

            return RostersPage(model, navigation, runner)
    raise KeyError(name)
