import { select } from "d3-selection";
import { type D3ZoomEvent, type ZoomTransform, zoom, zoomIdentity } from "d3-zoom";
import type { Place, Size } from "./placing.js";

/** Moves and scales a world inside a view, by pointer, wheel, touch and on demand. */
export interface Zooming {
  /** Shows that part as large as fits. */
  show(part: Place): void;
  /** Moves as little as needed to have that part in sight. */
  reveal(part: Place): void;
  by(factor: number): void;
  /** Whether nobody has moved or scaled it since the whole was shown. */
  isUntouched(): boolean;
}

const margin = 24;
/** Below are the legend and the tools. */
export const roomBelow = 44;
const largestFit = 1.15;

export interface ZoomingOptions {
  /** The size of the world. */
  readonly whole: () => Size;
  readonly onZoom: (scale: number) => void;
}

/** Begins it for a world inside a view. */
export function createZooming(
  view: HTMLElement,
  world: HTMLElement,
  { whole, onZoom }: ZoomingOptions,
): Zooming {
  let now = zoomIdentity;
  const behaviour = zoom<HTMLElement, unknown>()
    .scaleExtent([0.02, 4])
    .constrain(keepInSight(view, whole))
    .on("zoom", ({ transform }: D3ZoomEvent<HTMLElement, unknown>) => {
      now = transform;
      world.style.setProperty("--x", `${transform.x}px`);
      world.style.setProperty("--y", `${transform.y}px`);
      world.style.setProperty("--zoom", String(transform.k));
      onZoom(transform.k);
    });
  const selection = select(view).call(behaviour).on("dblclick.zoom", null);
  let shown: ZoomTransform | undefined;
  const go = (transform: ZoomTransform): void => behaviour.transform(selection, transform);
  return {
    show(part) {
      const { clientWidth } = view;
      const clientHeight = view.clientHeight - roomBelow;
      const fit = Math.min(
        (clientWidth - 2 * margin) / part.width,
        (clientHeight - 2 * margin) / part.height,
        largestFit,
      );
      const x = (clientWidth - part.width * fit) / 2 - part.x * fit;
      const y = Math.max(margin, (clientHeight - part.height * fit) / 2) - part.y * fit;
      go(zoomIdentity.translate(x, y).scale(fit));
      shown = part.width === whole().width ? now : undefined;
    },
    reveal(part) {
      const inX = shift(now.x + part.x * now.k, part.width * now.k, view.clientWidth);
      const inY = shift(now.y + part.y * now.k, part.height * now.k, view.clientHeight - roomBelow);
      if (inX !== 0 || inY !== 0) go(zoomIdentity.translate(now.x + inX, now.y + inY).scale(now.k));
    },
    isUntouched: () => shown === now,
    by: (factor) => behaviour.scaleBy(selection, factor),
  };
}

/** By how much a stretch has to move to lie within a view of that length. */
function shift(from: number, length: number, view: number): number {
  if (from < margin) return margin - from;
  return Math.min(0, view - margin - (from + length));
}

/** Some part of the world stays in the view, however far it is dragged. */
function keepInSight(view: HTMLElement, whole: () => Size) {
  return (transform: ZoomTransform): ZoomTransform => {
    const { width, height } = whole();
    const { clientWidth, clientHeight } = view;
    const clamp = (at: number, size: number, room: number): number =>
      Math.min(room - 80, Math.max(80 - size * transform.k, at));
    return zoomIdentity
      .translate(clamp(transform.x, width, clientWidth), clamp(transform.y, height, clientHeight))
      .scale(transform.k);
  };
}
