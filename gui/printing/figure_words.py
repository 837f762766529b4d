"""The figures of a job in words, as they stand above its preview."""

from __future__ import annotations

from gui.printing.job import SMALL_TEXT_PT, Job, Plan

_NAMES = {"poster": "Poster", "booklet": "Booklet", "list": "List"}


def headline(job: Job) -> str:
    """Return the figures that matter most: "3 pages · A4 landscape · 20 mm a day · smallest text 7 pt"."""
    if len(job.plans) == 1:
        return " · ".join(_parts(job.plans[0]))
    return " + ".join(f"{_NAMES[plan.kind]} {_pages(plan.pages)}" for plan in job.plans)


def details(job: Job) -> str:
    """Return what else is good to know, plan by plan."""
    if len(job.plans) == 1:
        words = " · ".join(_more(job.plans[0]))
        return words[:1].upper() + words[1:]
    return "\n".join(f"{_NAMES[plan.kind]}: {' · '.join(_parts(plan)[1:] + _more(plan))}" for plan in job.plans)


def smallest_pt(job: Job) -> float:
    """Return the size of the smallest letters of a job."""
    sizes = [plan.figures().get("smallest_text_pt") for plan in job.plans]
    return min((float(size) for size in sizes if isinstance(size, int | float)), default=SMALL_TEXT_PT)


def _parts(plan: Plan) -> list[str]:
    figures = plan.figures()
    paper = str(figures["paper"]).partition(" (")[0]
    parts = [_pages(plan.pages), f"{paper} {figures['orientation']}"]
    if "roll" in paper:
        wide, high = plan.page_size_mm(0)
        parts[1] = f"{paper}, {max(wide, high) / 1000:.2f} m long"
    if figures.get("scale") and figures.get("events"):
        parts.append(str(figures["scale"]))
    return [*parts, f"smallest text {_pt(figures.get('smallest_text_pt'))}"]


def _more(plan: Plan) -> list[str]:
    figures = plan.figures()
    parts = []
    columns, rows = figures.get("columns"), figures.get("rows")
    if plan.kind == "poster" and plan.pages > 1 and isinstance(columns, int):
        parts.append(f"{columns} wide × {rows} high")
    size = figures.get("poster_mm")
    if isinstance(size, list):
        parts.append(f"drawing {size[0] / 10:.0f} × {size[1] / 10:.0f} cm")
    for name in ("events", "statements", "sources"):
        number = figures.get(name)
        if isinstance(number, int):
            parts.append(f"{number:,} {name if number != 1 else name[:-1]}")
    parts.append(f"text {_pt(figures.get('text_pt'))}")
    return parts


def _pages(number: int) -> str:
    return f"{number:,} page" if number == 1 else f"{number:,} pages"


def _pt(size: object) -> str:
    return f"{size:.1f}".removesuffix(".0") + " pt" if isinstance(size, int | float) else "–"
