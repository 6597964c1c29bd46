import type { DatabaseModel, TableId } from "../model/model.js";
import { element, nameOf } from "./element.js";
import { hueOf } from "./hue.js";
import { isNarrow } from "./narrow.js";
import type { PlacedLane } from "./placing.js";
import { formatNumber, laneName } from "./wording.js";

/** A lane of the map with its boxes. */
export interface LaneView {
  readonly element: HTMLElement;
  /** Fades the lane, or shuts it in a list, when none of its tables is among these. */
  keep(ids: ReadonlySet<TableId> | undefined): void;
}

/** In a list, more lanes than these many tables fill begin shut. */
const openTables = 150;

/** @param approach shows the lane as large as fits */
export function createLaneView(
  { lane, x, y, width, height }: PlacedLane,
  heading: number,
  { lanes, tables }: DatabaseModel,
  boxes: ReadonlyMap<TableId, HTMLButtonElement>,
  approach: () => void,
): LaneView {
  const section = element("section", {
    class: "lane owned",
    "aria-label": laneName(lane),
    style: {
      "--hue": hueOf(lanes, lane),
      "--left": `${x}px`,
      "--top": `${y}px`,
      "--width": `${width}px`,
      "--height": `${height}px`,
    },
  });
  const setShut = (isShut: boolean): void => {
    section.classList.toggle("is-shut", isShut);
    if (isNarrow()) title.setAttribute("aria-expanded", String(!isShut));
    else title.removeAttribute("aria-expanded");
  };
  const toggle = (): void => {
    if (isNarrow()) setShut(!section.classList.contains("is-shut"));
    else approach();
  };
  const title = element(
    "button",
    { type: "button", class: "lane-title", on: { click: toggle } },
    nameOf(laneName(lane), "lane-name"),
    element("span", { class: "lane-count", text: formatNumber(lane.tables.length) }),
  );
  title.style.setProperty("--heading", `${heading}px`);
  const startsShut = tables.length > openTables;
  section.append(title, ...lane.tables.flatMap((id) => boxes.get(id) ?? []));
  setShut(startsShut);
  return {
    element: section,
    keep(ids) {
      const isFound = ids === undefined || lane.tables.some((id) => ids.has(id));
      section.classList.toggle("is-empty", !isFound);
      setShut(ids === undefined ? startsShut : !isFound);
    },
  };
}
