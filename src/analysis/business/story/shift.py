"""What the third notebook shows and says of shift-share: the national pace, the mix of functions, and what is left."""

from __future__ import annotations

import pandas as pd
from great_tables import GT

from analysis import words
from analysis.business import believed, mix
from analysis.business.mix import PARTS, span
from analysis.business.story.jobs import jobs_source
from analysis.business.story.mix import FEWEST_JOBS
from analysis.business.story.wording import bounded, left_few, untold, with_whole
from analysis.drawing import Picture, charts, tables
from analysis.geography import FEWEST_ISOLATED, enough_isolated
from analysis.language import gettext, gettext_noop
from analysis.territories import ISOLATED, Territory
from analysis.words import few_isolated, left_small, of_enough

PART_LABELS = {
    "national": gettext_noop("national pace"),
    "mix": gettext_noop("mix of functions"),
    "local": gettext_noop("what is left, local part"),
}
# A part of a change is told in points, a hundredth of the jobs at the start.
POINTS = 100


def shift_share_figure(territory: Territory, definition: str) -> Picture | str:
    """Draw the three parts of the change of jobs, by type of territory."""
    whole = mix.shift_share(territory, definition)
    enough = of_enough(whole, territory, definition)
    table = enough[enough["jobs_start"] >= FEWEST_JOBS]
    if table.empty:
        said = gettext("Too few jobs of {place} are held at two censuses to split their change.", place=territory)
        return untold(territory, definition, said)
    if not enough_isolated(territory, definition):
        table = with_whole(table, whole["territory_type"], _whole(whole))
    data = table.melt("territory_type", [f"share_{part}" for part in PARTS], var_name="part", value_name="points")
    named = data["part"].str.removeprefix("share_").map(PART_LABELS)
    # The chart puts categories into words; its file keeps the English ones.
    data = data.assign(part=pd.Categorical(named, list(PART_LABELS.values())), points=data["points"] * POINTS)
    title = _shift_title(table, whole, territory, definition)
    start, end = span()
    unit = gettext(
        "{place}: change of all jobs from {start} to {end}, in points (hundredths of the jobs of {start})",
        place=territory,
        start=start,
        end=end,
    )
    return charts.stack(
        data,
        label="territory_type",
        value="points",
        part="part",
        digits=1,
        title=title,
        unit=f"{unit}{left_small(territory, definition)}{left_few(enough, table, territory)}",
        source=jobs_source(),
        alt=gettext(
            "Stacked bars of the three parts of the change of jobs by type of territory. {title}.", title=title
        ),
    )


def _whole(table: pd.DataFrame) -> pd.DataFrame:
    """Add all types up: one row with the jobs and the shares of the parts."""
    sums = table[["jobs_start", "jobs_end", *PARTS]].sum().to_frame().T
    return sums.assign(**{f"share_{part}": sums[part] / sums["jobs_start"] for part in PARTS})


def _shift_title(table: pd.DataFrame, whole: pd.DataFrame, territory: Territory, definition: str) -> str:
    """Say the parts of the change in isolated communes; the change of all jobs beside France's where these are not shown."""
    isolated = table[table["territory_type"] == ISOLATED]
    if len(isolated):
        return gettext(
            "Jobs of isolated communes, {start}-{end}: {change}; the pace of France counts for {national}, the functions present for "
            "{mix}, the rest for {local}",
            **_parts(isolated.iloc[0]),
        )
    start, end = span()
    told = {
        "place": territory,
        "start": start,
        "end": end,
        "change": words.signed_percent(whole["jobs_end"].sum() / whole["jobs_start"].sum() - 1),
        "national": words.signed_percent(whole["share_national"].iloc[0]),
    }
    if enough_isolated(territory, definition):
        return gettext(
            "Jobs of {place} from {start} to {end}: {change}, {national} in France; isolated communes hold too few to split",
            **told,
        )
    return gettext("Jobs of {place} from {start} to {end}: {change}, {national} in France", **told)


def _parts(row: pd.Series) -> dict[str, object]:
    """Return a change and the three parts that add up to it, none left out."""
    start, end = span()
    parts = {part: words.points(row[f"share_{part}"]) for part in PARTS}
    return {"start": start, "end": end, "change": words.signed_percent(row["change"]), **parts}


def shift_share_table(territory: Territory, definition: str) -> GT | str:
    """Tabulate the three parts, with the interval of the local one."""
    enough = of_enough(mix.shift_share(territory, definition), territory, definition)
    table = enough[enough["jobs_start"] >= FEWEST_JOBS]
    if table.empty:
        said = gettext("Too few jobs of {place} are held at two censuses for a table of their change.", place=territory)
        return untold(territory, definition, said)
    part = believed.local_part_told(territory, definition)
    table = table.merge(part[["territory_type", "low", "high"]], on="territory_type", how="left")
    table["interval"] = [bounded(row.low, row.high) for row in table.itertuples()]
    start, end = span()
    subtitle = gettext(
        "National, mix and local part, in points of the jobs at the start, add up to the change; the local part is what the "
        "two others leave"
    )
    return tables.table(
        table,
        title=gettext(
            "Was it the mix of functions? Jobs of {place} from {start} to {end}", place=territory, start=start, end=end
        ),
        subtitle=f"{subtitle}{left_small(territory, definition)}{left_few(enough, table, territory)}",
        columns={
            "territory_type": (gettext("Type of territory"), "text"),
            "jobs_start": (gettext("Jobs in {year}", year=start), "integer"),
            "change": (gettext("Change"), "signed_percent"),
            "share_national": (gettext("National"), "points"),
            "share_mix": (gettext("Mix"), "points"),
            "share_local": (gettext("Local part"), "points"),
            "interval": (gettext("Local part, 95 % interval"), "text"),
        },
        source=jobs_source(),
    )


def shift_share_reading(territory: Territory, definition: str) -> str:
    """Say whether more jobs are left than the mix of functions would have it; why, the split does not tell."""
    if few_isolated(territory, definition):
        return untold(territory, definition, _not_split())
    part = believed.local_part_told(territory, definition)
    part = part[part["territory_type"] == ISOLATED].dropna(subset=["share_local"])
    if part.empty:
        return gettext("No local part can be told for isolated communes of {place}.", place=territory)
    whole = mix.shift_share(territory, definition).set_index("territory_type").loc[ISOLATED]
    if whole["jobs_start"] < FEWEST_JOBS:
        return gettext("Isolated communes of {place} hold too few jobs to split their change.", place=territory)
    text = gettext(
        "In isolated communes of {place}, jobs changed by {change} from {start} to {end}. Of it, {national} are the national "
        "pace, {mix} the mix of functions; {local} are left, the local part.",
        place=territory,
        **_parts(whole),
    )
    return f"{text} {_local_words(part.iloc[0], territory)}"


def _not_split() -> str:
    return gettext(
        "The local part of isolated communes is not computed here: that takes {floor} of them.", floor=FEWEST_ISOLATED
    )


def _local_words(row: pd.Series, territory: Territory) -> str:
    """Say by its interval whether the local part is more, or less, than none."""
    if pd.isna(row["low"]):
        return gettext("There are too few areas to tell whether the local part differs from zero.")
    if believed.beyond_all(row["low"], row["high"]):
        return gettext("Its interval is too wide to tell whether the local part differs from zero.")
    if believed.too_wide(row["low"], row["high"]):
        return gettext(
            "Its interval is too wide to tell whether the local part differs from zero (95 % interval {bounds}).",
            bounds=words.interval(row["low"], row["high"], words.points),
        )
    told = {"bounds": words.bounds(territory, row["low"], row["high"], words.points)}
    return words.moved(
        row["share_local"],
        row["low"],
        row["high"],
        up=gettext(
            "That is more jobs than if each of their functions had gone at its pace in France (95 % interval of the local "
            "part {bounds}).",
            **told,
        ),
        down=gettext(
            "That is fewer jobs than if each of their functions had gone at its pace in France (95 % interval of the local "
            "part {bounds}).",
            **told,
        ),
        unclear=gettext(
            "That is neither clearly more nor clearly fewer jobs than if each of their functions had gone at its pace in "
            "France (95 % interval of the local part {bounds}).",
            **told,
        ),
    )
