"""What goes out of an assessed inventory: a report, rows for a workbook, the list of hosts to install agents on."""

from calculators.inventory.out.install import InstallList, install_list
from calculators.inventory.out.report import report
from calculators.inventory.out.rows import Sheet, sheets

__all__ = ["InstallList", "Sheet", "install_list", "report", "sheets"]
